// What every page has: the switch of language and the links to further pages.

import { addressOf, getJson } from "./api.js";
import { button, el, icon, labelled } from "./dom.js";
import { applyTexts, language, switchLanguage, t } from "./texts.js";

/** The pages of the house: address, the key of its name, and its sign as a path of 24 by 24. */
const HOUSE = [
  ["policies", "nav.policies", "M4 11.500h16v8.500H4zM12 11.500V20M3 8h18v3.500H3zM12 8c-5 0-5-4.500-2.500-4.500C11 3.500 12 6 12 8c0-2 1-4.500 2.500-4.500C17 3.500 17 8 12 8"],
  ["tasks", "nav.tasks", "m4 6.500 1.500 1.500L8 5M4 12.500l1.500 1.500L8 11M4 18.500l1.500 1.500L8 17M11.500 6.500H20M11.500 12.500H20M11.500 18.500H20"],
  ["targets", "nav.targets", "M20 12a8 8 0 1 1-8-8M16 12a4 4 0 1 1-4-4M12 12l8-8M16.500 4v3.500H20"],
  ["overview", "nav.overview", "M3.500 5h6v4.500h-6zM14.500 5h6v4.500h-6zM9 15h6v4.500H9zM9.500 7.200h5M6.500 9.500c0 4 1 5.500 4 5.500M17.500 9.500c0 4-1 5.500-4 5.500"],
];
const MENU = "M4 7h16M4 12h16M4 17h16";
const at = (id) => document.getElementById(id);

/** Put the page into the reader's language and keep its switch working; `changed` is called after a switch. */
export function frame(changed = () => {}) {
  at("language").addEventListener("click", () => {
    switchLanguage();
    languageButton();
    for (const node of document.querySelectorAll("[data-nav]")) node.textContent = t(node.dataset.nav);
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

/** Link to the other pages of the house and to those that other packages bring; on a narrow bar from a menu. */
async function otherPages() {
  const list = el("div", "more-list", { id: "more-list" }, ...HOUSE.filter(unlinked).map(houseLink));
  const toggle = labelled(button("quiet round more-open", () => open(!list.classList.contains("is-open")), sign(MENU)), "nav.more");
  toggle.setAttribute("aria-controls", list.id);
  const open = (whether) => {
    list.classList.toggle("is-open", whether);
    toggle.setAttribute("aria-expanded", String(whether));
  };
  open(false);
  const more = el("div", "more", {}, toggle, list);
  at("language").before(more);
  document.addEventListener("click", ({ target }) => more.contains(target) || open(false));
  more.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !list.classList.contains("is-open")) return;
    open(false);
    toggle.focus();
  });
  const pages = await getJson(addressOf("api/pages")).catch(() => []);
  list.append(...pages.map(({ path, title }) =>
    el("a", "quiet page-link", { href: addressOf(path), lang: "vi" }, icon("chart"), el("span", "", {}, title))));
}

/** Whether the bar has no link to a page yet; the page that is open needs none. */
function unlinked([path]) {
  const address = addressOf(path);
  const linked = [...document.querySelectorAll(".top-actions a")].some((link) => link.href === address);
  return !linked && location.origin + location.pathname !== address;
}

function houseLink([path, key, shape]) {
  return el("a", "quiet page-link", { href: addressOf(path) }, sign(shape), el("span", "", { "data-nav": key }, t(key)));
}

function sign(shape) {
  const svg = icon("");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", shape);
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.replaceChildren(path);
  return svg;
}
