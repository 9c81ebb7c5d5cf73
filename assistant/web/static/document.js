// A document as nodes. Every line of the canonical text is shown, in order, exactly once; the units only say how.
// Offsets of the service count characters, those of JavaScript count half of some: `Characters` bridges that.

import { el, says } from "./dom.js";

// The panel's own heading is an h2.
const HEADINGS = { title: "h3", annex: "h3", part: "h3", chapter: "h3", section: "h4", article: "h4", group: "h5" };
const ZONES = new Set(["title", "recipients", "signature"]); // their lines look alike, whatever unit each is
const LISTED = new Set(["bullet", "point"]);
const TABLED = new Set(["table_head", "row_group", "row"]);

/** The document's nodes; the quote of `citation`, where given, stands in `mark` elements. */
export function documentView(source, citation = null) {
  const text = new Characters(source.text);
  const range = citation ? located(text, citation) : null;
  const paper = el("article", "paper", { lang: "vi" });
  if (citation && !range) paper.append(moved(citation));
  const builder = new Builder(text, range, paper);
  for (const line of typedLines(text, source.units)) builder.add(line);
  return paper;
}

class Characters {
  constructor(text) {
    this.text = text;
    this.points = /[\ud800-\udfff]/.test(text) ? Array.from(text) : null;
  }

  slice(start, end) {
    return this.points ? this.points.slice(start, end).join("") : this.text.slice(start, end);
  }

  find(words) {
    const at = this.text.indexOf(words);
    return at < 0 || !this.points ? at : Array.from(this.text.slice(0, at)).length;
  }

  static count(text) {
    return /[\ud800-\udfff]/.test(text) ? Array.from(text).length : text.length;
  }
}

/** Where the quote stands: at its offsets, else where its words are found, else nowhere. */
function located(text, { start, end, quote }) {
  if (text.slice(start, end) === quote) return { start, end };
  const at = text.find(quote);
  return at < 0 ? null : { start: at, end: at + Characters.count(quote) };
}

/** Each line that is not blank, with the kind of the unit it belongs to. */
function* typedLines(text, units) {
  const heads = units.filter((unit) => unit.head[1] > unit.head[0]).sort((a, b) => a.head[0] - b.head[0]);
  const zones = units.filter((unit) => ZONES.has(unit.kind));
  const zoneAt = (start) => zones.find((zone) => zone.start <= start && start < zone.end)?.kind ?? "";
  let next = 0;
  let unit = null;
  let start = 0;
  for (const words of text.text.split("\n")) {
    const end = start + Characters.count(words);
    let first = null;
    for (; next < heads.length && heads[next].head[0] <= end; next++) {
      first ??= heads[next];
      unit = heads[next];
    }
    const owner = first ?? (unit && unit.head[1] > start ? unit : null);
    const kind = owner?.kind ?? "paragraph";
    if (words.trim()) yield { start, end, kind, zone: zoneAt(start), unit: owner, first: Boolean(first) };
    start = end + 1;
  }
}

class Builder {
  constructor(text, range, paper) {
    this.text = text;
    this.range = range;
    this.paper = paper;
    this.columns = [];
  }

  add(line) {
    if (TABLED.has(line.kind)) this.row(line);
    else if (LISTED.has(line.kind)) this.group("ul", "items").append(this.leaf("li", line));
    else this.paper.append(this.leaf(HEADINGS[line.kind] ?? "p", line));
  }

  leaf(tag, line) {
    const node = el(tag, line.zone ? `u-${line.kind} z-${line.zone}` : `u-${line.kind}`, {}, ...this.pieces(line.start, line.end));
    if (line.first) node.dataset.anchor = line.unit.anchor;
    return node;
  }

  /** The open group at the end of the paper, or a new one. */
  group(tag, className) {
    const last = this.paper.lastElementChild;
    if (last?.classList.contains(className)) return last;
    const fresh = el(tag, className, tag === "table" ? { role: "table" } : {});
    this.paper.append(fresh);
    return fresh;
  }

  row(line) {
    const table = this.group("table", "grid");
    if (!table.caption) table.append(says("caption", "unseen", "source.table"));
    const cells = cellsOf(line, this.text);
    const words = cells.map(([start, end]) => this.text.slice(start, end).trim());
    const row = el("tr", `u-${line.kind}`, { role: "row" });
    if (line.first) row.dataset.anchor = line.unit.anchor;
    if (line.kind === "table_head") this.columns = words;
    if (line.kind === "row_group") row.append(this.spanning(line));
    else row.append(...cells.map((cell, column) => this.cell(line.kind, cell, words[column], column)));
    while (line.kind === "row" && row.cells.length < this.columns.length) {
      row.append(el("td", "is-empty", { role: "cell" })); // a last column left blank has no cell
    }
    table.append(row);
  }

  spanning(line) {
    const colspan = String(Math.max(1, this.columns.length));
    return el("th", "", { role: "rowheader", scope: "rowgroup", colspan }, ...this.pieces(line.start, line.end));
  }

  cell(kind, [start, end], words, column) {
    const head = kind === "table_head";
    const node = el(head ? "th" : "td", words ? "" : "is-empty", { role: head ? "columnheader" : "cell" });
    if (head) node.scope = "col";
    else node.dataset.column = this.columns[column] ?? "";
    node.append(...this.pieces(start, end));
    return node;
  }

  /** The characters from start to end, those in the quote marked. */
  pieces(start, end) {
    const from = this.range ? Math.min(Math.max(this.range.start, start), end) : end;
    const to = this.range ? Math.max(Math.min(this.range.end, end), from) : end;
    const quoted = this.text.slice(from, to);
    const mark = quoted.trim() ? el("mark", "", {}, quoted) : quoted;
    return [this.text.slice(start, from), mark, this.text.slice(to, end)];
  }
}

/** The cells of a row: as the service gives them, else between the tabs. */
function cellsOf(line, text) {
  if (line.unit?.cells.length && line.first) return line.unit.cells;
  let start = line.start;
  return text.slice(line.start, line.end).split("\t").map((words) => {
    const cell = [start, start + Characters.count(words)];
    start = cell[1] + 1;
    return cell;
  });
}

function moved(citation) {
  return el("aside", "source-note", {}, says("p", "", "source.moved"), el("blockquote", "", {}, citation.quote));
}
