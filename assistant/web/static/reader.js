// The page of a document. The words are there without this script; it adds what a reader does with them.

import { Contents } from "./contents.js";
import { announce, copyButton, el, labelled } from "./dom.js";
import { Finder } from "./find.js";
import { frame } from "./frame.js";
import { t } from "./texts.js";

const paper = document.getElementById("doc-paper");
const unitOf = (node) => node.closest(".unit");
const mark = (unit) => unit.querySelector(".pilcrow");
const place = (unit) => mark(unit).getAttribute("aria-label");
const tools = el("span", "unit-tools", {}, citeButton(), linkButton());
let at = null; // the unit the tools stand at

function citeButton() {
  return copyButton("unit.cite", () => [place(at), paper.dataset.reference].filter(Boolean).join(" "));
}

function linkButton() {
  return copyButton("unit.link", () => new URL(`#${at.id}`, location.href.split("#")[0]).href);
}

/** Put the tools behind the mark of a unit. */
function showTools(unit) {
  if (unit === at) return;
  at = unit;
  labelled(tools, "unit.tools", place(unit));
  tools.setAttribute("role", "group");
  if (unit.cells?.length > 1) unit.cells[1].append(tools); // the first column is narrow
  else mark(unit).after(tools);
}

/** Go where the address points: the unit itself, else the nearest one around it, and say so. */
function arrive(contents) {
  const anchor = decodeURIComponent(location.hash.slice(1));
  for (const unit of paper.querySelectorAll(".is-here")) unit.classList.remove("is-here");
  if (!anchor) return;
  const unit = document.getElementById(anchor) ?? nearest(anchor);
  if (!unit || !paper.contains(unit) || unit === paper) {
    if (unit !== paper) announce(t("doc.absent", anchor));
    return;
  }
  unit.classList.add("is-here");
  showTools(unit);
  unit.scrollIntoView({ block: "start" });
  mark(unit).focus({ preventScroll: true });
  contents?.follow(unit);
  announce(unit.id === anchor ? t("doc.at", place(unit)) : t("doc.nearest", anchor, place(unit)));
}

function nearest(anchor) {
  const steps = anchor.split(".");
  while (steps.pop() && steps.length) {
    const unit = document.getElementById(steps.join("."));
    if (unit) return unit;
  }
  return null;
}

/** With the arrow keys from mark to mark; Tab goes from heading to heading. */
function walk(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !event.target.matches(".pilcrow")) return;
  event.preventDefault();
  const marks = [...paper.querySelectorAll(".pilcrow")];
  const next = marks[marks.indexOf(event.target) + step];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function read() {
  const contents = document.querySelector("#doc-contents .tree > li") ? new Contents() : null;
  new Finder(paper);
  document.getElementById("doc-tools").hidden = false;
  paper.addEventListener("pointerover", (event) => {
    if (event.pointerType === "mouse" && event.target.matches(".pilcrow")) showTools(unitOf(event.target));
  });
  paper.addEventListener("focusin", (event) => event.target.matches(".pilcrow") && showTools(unitOf(event.target)));
  paper.addEventListener("keydown", walk);
  addEventListener("hashchange", () => arrive(contents));
  arrive(contents);
  // The browser itself goes to the address while it loads, and takes the focus away again.
  if (document.readyState !== "complete") addEventListener("load", () => arrive(contents));
}

frame();
if (paper) read();
