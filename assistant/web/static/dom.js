// Small makers of nodes. Data only ever becomes text nodes and attributes we name, never markup.

import { t } from "./texts.js";

/** An element with a class, attributes set by name, and children (nodes or strings; empty ones are left out). */
export function el(tag, className = "", attributes = {}, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

/** An element that says an interface text and follows a switch of language. */
export function says(tag, className, key, ...args) {
  const node = el(tag, className, { "data-text": key }, t(key, ...args));
  if (args.length) node.dataset.args = JSON.stringify(args);
  return node;
}

/** Give a node an accessible name that follows a switch of language. */
export function labelled(node, key, ...args) {
  node.dataset.label = key;
  if (args.length) node.dataset.args = JSON.stringify(args);
  node.setAttribute("aria-label", t(key, ...args));
  return node;
}

/** An ISO day as people write it: "07/3/2023". */
export function written(iso) {
  const [year, month, day] = iso.split("-");
  return `${day}/${Number(month) > 2 ? Number(month) : month}/${year}`;
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

export function button(className, action, ...children) {
  const node = el("button", className, { type: "button" }, ...children);
  node.addEventListener("click", () => action(node));
  return node;
}

/** A button that copies what `text` gives, at once or later, and says so for a moment. */
export function copyButton(key, text) {
  const word = says("span", "", key);
  return button("quiet", async () => {
    const outcome = await attempted(text);
    word.textContent = t(outcome);
    announce(t(outcome));
    setTimeout(() => (word.textContent = t(key)), 2200);
  }, icon("copy"), word);
}

async function attempted(text) {
  try {
    return (await copied(await text())) ? "copied" : "copy.failed";
  } catch {
    return "copy.unreached"; // what `text` had to fetch did not come
  }
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedBySelection(text); // the clipboard interface is missing over plain HTTP
  }
}

function copiedBySelection(text) {
  const focused = document.activeElement;
  const field = el("textarea", "unseen");
  field.value = text;
  (document.querySelector("dialog[open]") ?? document.body).append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  focused?.focus();
  return done;
}

/** Tell people who use a screen reader. */
export function announce(text) {
  const announcer = document.getElementById("announcer");
  announcer.textContent = "";
  requestAnimationFrame(() => (announcer.textContent = text));
}

/** Tell them something besides, once: what was told before stays as it is. */
export function announceMore(texts) {
  const announcer = document.getElementById("announcer");
  announcer.append(...texts.map((text) => el("p", "", { lang: "vi" }, text)));
}
