// The tree of contents: beside the text on a wide screen, a drawer on a phone.

import { labelled } from "./dom.js";

const NARROW = matchMedia("(max-width: 999px)");
const MANY = 60; // entries; a longer tree opens folded
const at = (id) => document.getElementById(id);

const LINE_PX = 138; // a little below where a permalink puts its unit

export class Contents {
  constructor() {
    this.tree = at("doc-contents");
    this.aside = at("doc-aside");
    this.drawer = at("doc-drawer");
    this.links = new Map([...this.tree.querySelectorAll("a")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
    for (const twist of this.tree.querySelectorAll(".twist")) this.wire(twist);
    this.place();
    NARROW.addEventListener("change", () => this.place());
    at("doc-contents-open").addEventListener("click", () => this.open());
    at("doc-drawer-close").addEventListener("click", () => this.drawer.close());
    this.drawer.addEventListener("click", (event) => {
      if (event.target === this.drawer || event.target.closest("a")) this.drawer.close();
    });
    this.watch();
  }

  wire(twist) {
    labelled(twist, "doc.contents.fold", twist.nextElementSibling.textContent);
    if (this.links.size > MANY) this.fold(twist, true);
    twist.addEventListener("click", () => this.fold(twist, twist.getAttribute("aria-expanded") === "true"));
  }

  fold(twist, closed) {
    twist.setAttribute("aria-expanded", String(!closed));
    twist.parentElement.lastElementChild.hidden = closed;
  }

  place() {
    if (this.drawer.open) this.drawer.close();
    (NARROW.matches ? this.drawer : this.aside).append(this.tree);
    at("doc-contents-open").hidden = !NARROW.matches;
  }

  open() {
    this.drawer.showModal();
    if (this.lit) this.show(this.lit);
  }

  /** Light the heading that the reader is at: the last one above the reading line. */
  watch() {
    const heads = [...this.links.keys()].map((anchor) => document.getElementById(anchor)).filter(Boolean);
    let waiting = false;
    addEventListener("scroll", () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        this.light(lastAbove(heads, LINE_PX));
      });
    }, { passive: true });
  }

  /** Light the heading around a unit and open the way to it. */
  follow(unit) {
    for (let node = unit; node; node = node.parentElement?.closest(".unit")) {
      if (this.links.has(node.id)) return this.light(node);
    }
    return undefined;
  }

  light(unit) {
    const link = this.links.get(unit?.id);
    if (!link || link === this.lit) return;
    this.lit?.removeAttribute("aria-current");
    this.lit = link;
    link.setAttribute("aria-current", "location");
    for (let list = link.closest("ol"); list && !list.matches(".tree"); list = list.parentElement.closest("ol")) {
      this.fold(list.parentElement.firstElementChild, false);
    }
    this.show(link);
  }

  /** Scroll the tree, never the page. */
  show(link) {
    const box = NARROW.matches ? this.drawer : this.tree;
    const inner = link.getBoundingClientRect();
    const outer = box.getBoundingClientRect();
    if (inner.top < outer.top + 20 || inner.bottom > outer.bottom - 20) box.scrollTop += inner.top - outer.top - outer.height / 3;
  }
}

/** The last of the units, which stand in order, that begins above the line; found by halving. */
function lastAbove(units, line) {
  let low = 0;
  let high = units.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (units[middle].getBoundingClientRect().top <= line) low = middle + 1;
    else high = middle;
  }
  return units[low - 1];
}
