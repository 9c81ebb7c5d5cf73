// The results: filters, rows, and what unfolds below a row.

import { getJson } from "../../static/api.js";
import { el } from "../../static/dom.js";
import { markdown } from "../../static/markdown.js";
import { count } from "./words.js";

const AT_ONCE = 200; // thousands of rows at once would hold the page up
const PASSED = { name: "passed", label: "Kết quả", value: (row) => (row.passed ? "Đạt" : "Không đạt") };
const KIND = { name: "kind", label: "Loại câu hỏi", value: (row) => row.kind || "không ghi" };
const STATUS = { name: "status", label: "Cách kết thúc", value: (row) => row.status || "chưa có câu trả lời" };

export class Results {
  constructor(filters, shown, rows, more) {
    Object.assign(this, { filters, shown, rows, more });
    more.addEventListener("click", () => this.#add());
    this.clear();
  }

  clear() {
    this.all = [];
    this.chosen = {};
    this.filters.hidden = true;
    this.more.hidden = true;
    this.shown.textContent = "";
    this.rows.replaceChildren();
  }

  show(job, rows) {
    this.clear();
    this.job = job;
    this.all = rows.map((row, place) => ({ ...row, place }));
    const kinds = new Set(rows.map((row) => row.kind).filter(Boolean));
    const filters = job.graded ? [PASSED, ...(kinds.size ? [KIND] : []), STATUS] : [STATUS];
    this.filters.replaceChildren(...filters.map((filter) => this.#filter(filter)));
    this.filters.hidden = false;
    this.#filtered();
  }

  #filter(filter) {
    const values = [...new Set(this.all.map(filter.value))].sort((a, b) => a.localeCompare(b, "vi"));
    const options = values.map((value) => el("option", "", { value }, value));
    const select = el("select", "", { name: filter.name }, el("option", "", { value: "" }, "Tất cả"), ...options);
    select.addEventListener("change", () => {
      this.chosen[filter.name] = select.value && ((row) => filter.value(row) === select.value);
      this.#filtered();
    });
    return el("label", "", {}, filter.label, select);
  }

  #filtered() {
    const tests = Object.values(this.chosen).filter(Boolean);
    this.waiting = this.all.filter((row) => tests.every((test) => test(row)));
    this.shown.textContent = `${count(this.waiting.length)} trong ${count(this.all.length)} câu. Bấm vào một câu để xem câu trả lời.`;
    this.rows.replaceChildren();
    this.#add();
  }

  #add() {
    const next = this.waiting.splice(0, AT_ONCE);
    this.rows.append(...next.map((row) => this.#row(row)));
    this.more.hidden = !this.waiting.length;
  }

  #row(row) {
    const node = el("details", "row", {}, el("summary", "", {},
      mark(row), el("span", "row-question", {}, row.question ?? row.id),
      el("span", "row-meta", {}, [row.id, row.kind, row.passed === undefined ? "" : row.status].filter(Boolean).join(" · "))));
    node.addEventListener("toggle", () => this.#unfold(node, row), { once: true });
    return node;
  }

  async #unfold(node, row) {
    const body = el("div", "row-body", {}, el("p", "soft", {}, "Đang mở…"));
    node.append(body);
    try {
      body.replaceChildren(...detail(await getJson(`jobs/${this.job.id}/results/${row.place}`)));
    } catch {
      body.replaceChildren(el("p", "soft", {}, "Không mở được câu này. Xin tải lại trang."));
    }
  }
}

function mark(row) {
  if (row.passed === undefined) return el("span", "mark", {}, row.status);
  return el("span", `mark ${row.passed ? "is-good" : "is-bad"}`, {}, row.passed ? "Đạt" : "Không đạt");
}

function detail(row) {
  const answer = el("div", "row-answer", {});
  answer.append(markdown(row.answer ?? "", () => null));
  return [
    ...(row.history ?? []).map((turn) => el("p", "soft", {}, `${turn.role === "user" ? "Hỏi trước" : "Đáp trước"}: ${turn.text}`)),
    row.passed === false ? el("p", "reason", {}, row.reason) : "",
    answer,
    ...(row.notes ?? []).map((note) => el("p", "soft", {}, `Lưu ý: ${note}`)),
    ...(row.citations ?? []).map(quoted),
    row.closest?.length ? el("p", "soft", {}, "Đoạn gần nhất trong văn bản:") : "",
    ...(row.closest ?? []).map(quoted),
    row.latency_ms == null ? "" : el("p", "soft", {}, `Trả lời trong ${count(Math.round(row.latency_ms))} ms`),
  ].filter(Boolean);
}

function quoted(cited) {
  return el("blockquote", "", {}, el("cite", "", {}, `[${cited.id}] ${cited.document}, ${cited.locator}`),
    cited.quote.split("\t").join(" | "));
}
