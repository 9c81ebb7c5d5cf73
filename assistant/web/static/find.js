// Search within the text: diacritics and case do not count; every match is lit, one of them is where the reader is.

import { folded } from "./folded.js";
import { t } from "./texts.js";

const LINES = ".unit-head, td, th, .remark p, .standing p";
const WAIT_MS = 160;
const MOST = 5000;
const at = (id) => document.getElementById(id);
const lights = globalThis.CSS?.highlights; // an older browser gets the scrolling without the colours

export class Finder {
  constructor(paper) {
    this.paper = paper;
    this.field = at("doc-find-words");
    this.lines = null;
    this.found = [];
    this.now = -1;
    this.field.addEventListener("input", () => this.soon());
    this.field.addEventListener("keydown", (event) => this.key(event));
    at("doc-find").addEventListener("submit", (event) => {
      event.preventDefault();
      this.step(1);
    });
    at("doc-find-previous").addEventListener("click", () => this.step(-1));
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.search(), WAIT_MS);
  }

  key(event) {
    if (event.key === "Enter" && event.shiftKey) {
      event.preventDefault();
      this.step(-1);
    } else if (event.key === "Escape") {
      this.field.value = "";
      this.search();
    }
  }

  search() {
    clearTimeout(this.timer);
    this.words = this.field.value;
    const wanted = folded(this.field.value).replace(/ +/g, " ").trim();
    this.lines ??= [...this.paper.querySelectorAll(LINES)].map(line);
    this.found = wanted.length > 1 ? this.lines.flatMap((one) => matches(one, wanted)).slice(0, MOST) : [];
    this.now = -1;
    lights?.set("found", new Highlight(...this.found));
    lights?.delete("found-now");
    if (this.found.length) this.step(1);
    else this.tell(wanted.length > 1 ? t("find.none") : "");
  }

  step(way) {
    if (this.words !== this.field.value) return this.search();
    const count = this.found.length;
    if (!count) return undefined;
    this.now = this.now < 0 ? this.first() : (this.now + way + count) % count;
    const range = this.found[this.now];
    lights?.set("found-now", new Highlight(range));
    const around = range.startContainer.parentElement;
    const closed = around.closest("details:not([open])");
    if (closed) closed.open = true;
    around.scrollIntoView({ block: "center" });
    return this.tell(t("find.count", this.now + 1, count));
  }

  /** The first match from where the reader is on. */
  first() {
    const below = this.found.findIndex((range) => range.startContainer.parentElement.getBoundingClientRect().bottom > 120);
    return Math.max(0, below);
  }

  tell(words) {
    at("doc-find-count").textContent = words;
    for (const id of ["doc-find-previous", "doc-find-next"]) at(id).disabled = !this.found.length;
  }
}

/** The words of one line and the text nodes they come from. */
function line(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement.closest(".pilcrow, .unit-tools, .unseen") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  const nodes = [];
  let words = "";
  while (walker.nextNode()) {
    nodes.push({ node: walker.currentNode, start: words.length });
    words += walker.currentNode.data;
  }
  return { nodes, words: folded(words) };
}

function matches({ nodes, words }, wanted) {
  const ranges = [];
  for (let start = words.indexOf(wanted); start >= 0; start = words.indexOf(wanted, start + wanted.length)) {
    const range = new Range();
    range.setStart(...pointAt(nodes, start));
    range.setEnd(...pointAt(nodes, start + wanted.length - 1, 1));
    ranges.push(range);
  }
  return ranges;
}

function pointAt(nodes, place, beyond = 0) {
  const { node, start } = nodes.findLast((one) => one.start <= place);
  return [node, place - start + beyond];
}
