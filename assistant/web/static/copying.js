// An answer to take away: as plain text, as Markdown, and as official letters cite.

import { addressOf, getJson, pageOf } from "./api.js";
import { named, oneLine, quotation } from "./cited.js";

const MARKERS = /\s*((?:\[\d{1,3}(?:\s*,\s*\d{1,3})*\]\s*)+)$/;
const LABEL = /^(\s*(?:[-*•]\s+|\d{1,2}[.)]\s+)?)\*\*([^*]+)\*\*:\s*/;
const LINKING = /Nghị định|Nghị quyết|Thông tư|Quyết định|Kế hoạch|Luật|(?<!\p{L})(?:số|và)(?!\p{L})|[\s.,;]/gu;
const LIMITED = new Set(["amended", "partly_repealed", "repealed", "replaced", "expired", "not_yet"]);
// What goes into a letter is Vietnamese, whatever language the page speaks.
const THEO = "theo";
const CHECK_VALIDITY = "Lưu ý hiệu lực: ";
const CHECK_DIGEST = "Lưu ý: mới chỉ có bản tóm tắt, cần đối chiếu nguyên văn trước khi dùng: ";

/** The answer as text, the quotes it stands on below it. */
export function asText(answer) {
  const quoted = answer.citations.map((citation) => `[${citation.id}] ${quotation(citation)}`);
  return [plain(answer.answer), ...quoted].join("\n\n");
}

/** The answer as Markdown, each source a link to its place. */
export function asMarkdown(answer) {
  const sources = answer.citations.map((citation) => {
    const label = `${named(citation)}, ${citation.locator}`.replace(/[[\]\\]/g, "\\$&");
    return `- \\[${citation.id}\\] [${label}](${pageOf(citation.document, citation.anchor)}): “${escaped(oneLine(citation.quote))}”`;
  });
  return [answer.answer, sources.join("\n")].filter(Boolean).join("\n\n");
}

/**
 * The answer as official letters cite: after each sentence "(theo khoản 2 Điều 9 Nghị định số … ngày … của …)", an
 * instrument in full where it is first named. `references` has `{place, instrument, particulars}` by citation id.
 */
export function asLetter(answer, references) {
  const known = new Set();
  const body = answer.answer.split("\n").map((line) => letterLine(line, answer.citations, references, known));
  return [body.join("\n"), ...remarks(answer.citations, references)].join("\n\n");
}

/** What `asLetter` needs, from the service. */
export async function letterReferences(citations) {
  const found = await Promise.all(citations.map(async ({ document, anchor, id }) => {
    const number = document.split("/").map(encodeURIComponent).join("/");
    const unit = await getJson(addressOf(`api/documents/${number}/units/${encodeURIComponent(anchor)}`));
    return [id, unit.letter];
  }));
  return Object.fromEntries(found);
}

function letterLine(line, citations, references, known) {
  const match = MARKERS.exec(line);
  if (!match) return plain(line);
  const ids = match[1].match(/\d+/g);
  const here = citations.filter(({ id }) => ids.includes(id));
  const words = unlabelled(line.slice(0, match.index), here);
  const cited = ids.map((id) => referred(references[id], known)).filter(Boolean).join("; ");
  const before = beforeNames(words, here, references);
  if (cited && before) return `${plain(before)}${cited}.`;
  const [, text, end] = /^(.*?)([.;:]?)$/s.exec(plain(words).trimEnd());
  return cited ? `${text} (${THEO} ${cited})${end}` : plain(line);
}

/** The line without the place at its beginning, which the reference says again. */
function unlabelled(line, citations) {
  const match = LABEL.exec(line);
  const again = match && citations.some(({ locator }) => match[2].startsWith(locator));
  return again ? match[1] + line.slice(match[0].length) : line;
}

/** The words before the places, where the line ends in nothing but the places it cites; else nothing. */
function beforeNames(line, citations, references) {
  const starts = citations.map(({ locator }) => line.indexOf(locator));
  if (!starts.length || Math.min(...starts) < 1) return "";
  const from = Math.min(...starts);
  const names = citations.flatMap(({ locator, document, id }) => [locator, references[id]?.instrument ?? "", document]);
  const longestFirst = names.filter(Boolean).sort((one, other) => other.length - one.length);
  const rest = longestFirst.reduce((text, name) => text.replaceAll(name, ""), line.slice(from));
  return rest.replace(LINKING, "") ? "" : line.slice(0, from);
}

function referred(reference, known) {
  if (!reference) return "";
  const { place, instrument, particulars } = reference;
  const first = !known.has(instrument);
  known.add(instrument);
  return [place, instrument, first ? particulars : ""].filter(Boolean).join(" ");
}

function remarks(citations, references) {
  const name = ({ id, document }) => references[id]?.instrument ?? document;
  const limited = citations.filter(({ validity }) => validity?.note && LIMITED.has(validity.status));
  const digests = citations.filter(({ verbatim }) => verbatim === false);
  const notes = unique(limited.map(({ validity }) => CHECK_VALIDITY + validity.note));
  return digests.length ? [...notes, `${CHECK_DIGEST}${unique(digests.map(name)).join("; ")}.`] : notes;
}

const unique = (items) => [...new Set(items)];
const escaped = (text) => text.replace(/[\\`*_<>[\]]/g, "\\$&");
const plain = (text) => text.replace(/\*\*([^*]+)\*\*/g, "$1").replace(/(?<![\p{L}\d*])\*(?=[^\s*])([^*]+?)\*(?![\p{L}\d*])/gu, "$1");
