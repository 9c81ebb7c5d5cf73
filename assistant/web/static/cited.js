// How a citation is told: its document, its quote, whether it holds.

import { el, says, written } from "./dom.js";
import { has } from "./texts.js";

/** The number of the cited document; a text of ours that has none goes by its title. */
export function named({ document, title }) {
  return /\d/.test(document) ? document : title;
}

/** The words of a quote on one line; the cells of a row parted by `between`. */
export function oneLine(quote, between = " | ") {
  return quote.replace(/\t+$/, "").replace(/\s*\t\s*/g, between);
}

export function quotation(citation) {
  return `“${oneLine(citation.quote)}” (${citation.locator}, ${named(citation)})`;
}

/** Whether the cited text holds, on which day, and what there is to say about it. */
export function validity(value) {
  if (!value) return null;
  const key = has(`validity.${value.status}`) ? `validity.${value.status}` : "validity.unknown";
  const chip = says("span", `chip is-${value.status}`, key);
  const day = value.as_of ? says("span", "", "validity.at", written(value.as_of)) : null;
  return el("span", "card-validity", {}, chip, day, value.note);
}
