// The page of duties. The server makes every part; this asks for it again when a filter changes.

import { announce } from "../dom.js";
import { frame } from "../frame.js";
import { applyTexts, t } from "../texts.js";
import "./texts.js";

const WAIT_MS = 250;
const at = (id) => document.getElementById(id);
let sent = 0;
let waiting;
let shown = location.search;

/** The address that says what the form says; what is empty is left out. */
function asked(form) {
  const given = [...new FormData(form)].filter(([name, value]) => value.trim() && !(name === "role" && value === "any"));
  const query = new URLSearchParams(given).toString();
  return query ? `?${query}` : location.pathname;
}

/** Show what an address gives; `whole` renews the form too. Only the reply to the last request is shown. */
async function show(address, whole, focus = "") {
  const turn = ++sent;
  shown = location.search;
  at("found").setAttribute("aria-busy", "true");
  const html = await fetch(address, { headers: { "X-Part": "1" } })
    .then((reply) => (reply.ok ? reply.text() : ""))
    .catch(() => "");
  if (turn !== sent) return;
  at("found").removeAttribute("aria-busy");
  at("fault").hidden = Boolean(html);
  at("fault").textContent = html ? "" : t("tasks.fault");
  if (html) put(html, whole, focus);
}

function put(html, whole, focus) {
  const parts = new DOMParser().parseFromString(html, "text/html");
  const open = [...document.querySelectorAll("#found details[open][id]")].map((node) => node.id);
  for (const id of whole ? ["filter", "found"] : ["found"]) at(id).replaceWith(document.adoptNode(parts.getElementById(id)));
  for (const id of open) at(id)?.setAttribute("open", "");
  localised();
  if (focus) at("parts").querySelector(focus)?.focus({ preventScroll: true });
  announce(at("count").textContent);
}

function go(address, whole, focus) {
  clearTimeout(waiting);
  history.pushState(null, "", address);
  show(address, whole, focus);
}

/** Titles of groups of choices are attributes: they follow the language by hand. */
function localised() {
  applyTexts(at("parts"));
  for (const node of document.querySelectorAll("optgroup[data-group]")) node.label = t(node.dataset.group);
}

document.addEventListener("submit", (event) => {
  if (event.target.id !== "filter") return;
  event.preventDefault();
  go(asked(event.target), false);
});

document.addEventListener("change", ({ target }) => {
  if (target.form?.id === "filter" && target.type !== "search") go(asked(target.form), false);
});

document.addEventListener("input", (event) => {
  const { form, type } = event.target;
  if (form?.id !== "filter" || type !== "search" || event.isComposing) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    history.replaceState(null, "", asked(form)); // letters are no steps to go back by
    show(asked(form), false);
  }, WAIT_MS);
});

/** A link to this page with other filters changes the parts; the focus goes to the link that took its place. */
document.addEventListener("click", (event) => {
  const link = event.target.closest("#parts a[href]");
  if (!link || link.hasAttribute("download") || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const { pathname, search, hash } = new URL(link.href);
  if (pathname !== location.pathname || (hash && hash !== "#chart") || link.getAttribute("href") === "#chart") return;
  event.preventDefault();
  const { text } = link.dataset;
  go(search || location.pathname, true, text ? `a[data-text="${text}"]` : `a[href="${CSS.escape(link.getAttribute("href"))}"]`);
});

addEventListener("popstate", () => {
  if (location.search !== shown) show(location.search || location.pathname, true); // not for a row of this page
});

frame(at("filter") ? localised : undefined);
if (at("filter")) localised();
