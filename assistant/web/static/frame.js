// What every page has: the switch of language and the links to further pages.

import { addressOf, getJson } from "./api.js";
import { el, icon } from "./dom.js";
import { applyTexts, language, switchLanguage } from "./texts.js";

const at = (id) => document.getElementById(id);

/** Put the page into the reader's language and keep its switch working; `changed` is called after a switch. */
export function frame(changed = () => {}) {
  at("language").addEventListener("click", () => {
    switchLanguage();
    languageButton();
    changed();
  });
  applyTexts();
  languageButton();
  otherPages();
}

function languageButton() {
  const other = language() === "vi" ? "en" : "vi";
  const node = at("language");
  node.textContent = other.toUpperCase();
  node.lang = other;
  node.setAttribute("aria-label", other === "en" ? "Switch to English" : "Chuyển sang tiếng Việt");
}

/** Link to what other pages the service has; without them the bar stays as it is. */
async function otherPages() {
  const pages = await getJson(addressOf("api/pages")).catch(() => []);
  at("language").before(...pages.map(({ path, title }) =>
    el("a", "quiet page-link", { href: addressOf(path), lang: "vi" }, icon("chart"), el("span", "", {}, title))));
}
