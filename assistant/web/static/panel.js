// The source panel: beside the conversation on a wide screen, a sheet from below on a phone.

import { getJson, pageOf } from "./api.js";
import { named, quotation, validity } from "./cited.js";
import { button, copyButton, el, icon, labelled, says } from "./dom.js";
import { documentView } from "./document.js";
import { t } from "./texts.js";

const NARROW = matchMedia("(max-width: 899px)");
const at = (id) => document.getElementById(id);

export class SourcePanel {
  constructor(dialog) {
    this.dialog = dialog;
    this.opener = null;
    this.row = [];
    this.index = 0;
    this.loaded = new Map();
    this.wanted = 0;
    at("source-close").addEventListener("click", () => this.close());
    dialog.addEventListener("close", () => this.closed());
    dialog.addEventListener("click", (event) => event.target === dialog && this.close());
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    NARROW.addEventListener("change", () => this.dialog.open && this.reopen());
  }

  /** Show the document of a citation at its quote; `citations` is the row of them one may leaf through. */
  async openCitation(citations, index, opener = null) {
    const citation = citations[index];
    [this.row, this.index] = [citations, index];
    this.open(opener);
    this.light(opener);
    this.describe(citation);
    at("source-quote").textContent = t("source.quoted", citation.quote);
    at("source-tools").replaceChildren(...this.leaf(citations, index), el("span", "source-ways", {}, wholePage(citation), copyButton("source.copy", () => quotation(citation))));
    await this.show(citation.document, () => this.openCitation(citations, index), citation);
  }

  /** Show which marker or card the open quote belongs to. */
  light(opener) {
    this.lit?.classList.remove("is-open");
    this.lit = opener;
    this.lit?.classList.add("is-open");
  }

  open(opener) {
    if (opener) this.opener = opener;
    if (!this.dialog.open) this.unfold();
    at("source-title").focus({ preventScroll: true });
  }

  unfold() {
    if (NARROW.matches) this.dialog.showModal();
    else this.dialog.show();
    document.body.classList.add("has-source");
  }

  reopen() {
    const opener = this.opener;
    this.opener = null;
    this.dialog.close();
    this.opener = opener;
    this.unfold();
  }

  close() {
    if (this.dialog.open) this.dialog.close();
  }

  closed() {
    if (this.dialog.open) return; // it was opened anew in its other form
    document.body.classList.remove("has-source");
    this.light(null);
    const holder = document.activeElement; // the event comes late: who has gone on meanwhile is left there
    const idle = !holder || holder === document.body || this.dialog.contains(holder);
    if (idle && this.opener?.isConnected) this.opener.focus({ preventScroll: true });
    this.opener = null;
  }

  describe(citation) {
    const { title, locator, headings, verbatim } = citation;
    const number = named(citation);
    const digest = verbatim === false ? says("span", "chip is-digest", "citation.digest") : "";
    at("source-document").replaceChildren(el("strong", "", {}, number), number === title ? "" : ` ${title}`);
    at("source-title").textContent = locator;
    at("source-quote").textContent = "";
    at("source-trail").replaceChildren(...headings.map((heading) => el("li", "", { title: heading }, heading)));
    at("source-validity").replaceChildren(digest, validity(citation.validity) ?? "");
    at("source-tools").replaceChildren();
  }

  /** Go to the next source (1) or the one before (-1); false where none is open. */
  step(by) {
    if (!this.dialog.open) return false;
    if (this.row[this.index + by]) this.openCitation(this.row, this.index + by);
    return true;
  }

  leaf(citations, index) {
    if (citations.length < 2) return [];
    const turn = (to, key, name) => {
      const node = labelled(button("quiet round", () => this.openCitation(citations, to), icon(name)), key);
      node.disabled = to < 0 || to >= citations.length;
      return node;
    };
    const position = says("span", "position", "source.position", index + 1, citations.length);
    return [el("span", "leaf", {}, turn(index - 1, "source.previous", "previous"), position, turn(index + 1, "source.next", "next"))];
  }

  async show(name, again, citation = null) {
    const body = at("source-body");
    const filled = await this.fill(async () => documentView(await this.document(name), citation), again);
    if (!filled) return;
    body.scrollTop = markTop(body);
  }

  /** Put what `make` gives into the body; false where something newer was asked for or it failed. */
  async fill(make, again) {
    const body = at("source-body");
    const ticket = ++this.wanted;
    const slow = setTimeout(() => body.replaceChildren(says("p", "source-note", "source.loading")), 150);
    try {
      const content = await make();
      if (ticket !== this.wanted) return false;
      body.replaceChildren(content);
      return true;
    } catch (fault) {
      if (ticket === this.wanted) body.replaceChildren(failure(fault, again));
      return false;
    } finally {
      clearTimeout(slow);
    }
  }

  async document(name) {
    if (!this.loaded.has(name)) {
      const path = name.split("/").map(encodeURIComponent).join("/");
      this.loaded.set(name, await getJson(`api/documents/${path}`));
    }
    return this.loaded.get(name);
  }
}

function wholePage({ document, anchor }) {
  return el("a", "quiet bar-link", { href: pageOf(document, anchor) }, icon("document"), says("span", "", "source.page"));
}

/** How far to scroll, so that the quote stands in the middle, or its beginning near the top where it is long. */
function markTop(body) {
  const marks = body.querySelectorAll("mark");
  if (!marks.length) return 0;
  const top = marks[0].getBoundingClientRect().top - body.getBoundingClientRect().top + body.scrollTop;
  const height = marks[marks.length - 1].getBoundingClientRect().bottom - marks[0].getBoundingClientRect().top;
  return top - Math.max(body.clientHeight * 0.12, (body.clientHeight - height) / 2);
}

function failure(fault, again) {
  const detail = fault.detail ? el("p", "", {}, fault.detail) : null;
  const retry = button("primary", again, icon("retry"), says("span", "", "retry"));
  return el("div", "failure", {}, says("p", "failure-title", "source.failed"), detail, retry);
}
