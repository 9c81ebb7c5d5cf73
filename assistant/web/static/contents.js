// The tree of contents: beside the text on a wide screen, a drawer on a phone.

import { labelled } from "./dom.js";

const NARROW = matchMedia("(max-width: 999px)");
const MANY = 60; // entries; a longer tree opens folded
const at = (id) => document.getElementById(id);

export class Contents {
  constructor(paper) {
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
    this.watch(paper);
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
    this.drawer.querySelector("[aria-current]")?.scrollIntoView({ block: "center" });
  }

  /** Light the heading that the reader is at. */
  watch(paper) {
    const heads = [...this.links.keys()].map((anchor) => document.getElementById(anchor)?.querySelector(".unit-head"));
    const seen = new IntersectionObserver((entries) => {
      const now = entries.find((entry) => entry.isIntersecting);
      if (now) this.light(now.target.closest(".unit"));
    }, { rootMargin: "-15% 0px -70% 0px" });
    for (const head of heads.filter((head) => head && paper.contains(head))) seen.observe(head);
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
