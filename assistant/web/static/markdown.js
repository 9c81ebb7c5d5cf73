// Light Markdown to nodes: paragraphs, lists, quotes, bold, italics and [n] markers. Nothing else is recognised,
// and everything that is not is shown as it was written.

import { el } from "./dom.js";

const BULLET = /^(\s*)[-*•]\s+(.*)$/;
const NUMBERED = /^(\s*)(\d{1,2})[.)]\s+(.*)$/;
const HEADING = /^#{1,6}\s+(.*)$/;
const QUOTE = /^>\s?(.*)$/;
const INLINE = /\*\*(?=\S)(.+?)\*\*|(?<![\p{L}\d*])\*(?=[^\s*])([^*]+?)\*(?![\p{L}\d*])|\[(\d{1,3}(?:\s*,\s*\d{1,3})*)\](?!\()/gu;

/** The text as nodes. `marker(id)` gives the node for a marker [id], or null to leave it as text. */
export function markdown(text, marker) {
  const fragment = document.createDocumentFragment();
  let block = null;
  for (const line of text.split("\n")) {
    block = line.trim() ? placed(line, block, fragment, marker) : null;
  }
  return fragment;
}

/** Put a line where it belongs; gives the block the next line may go on with. */
function placed(line, block, fragment, marker) {
  const bullet = BULLET.exec(line) ?? NUMBERED.exec(line);
  if (bullet) return listed(bullet, fragment, marker);
  const heading = HEADING.exec(line);
  if (heading) {
    fragment.append(el("p", "lead-in", {}, inline(heading[1], marker)));
    return null;
  }
  const quote = QUOTE.exec(line);
  const tag = quote ? "BLOCKQUOTE" : "P";
  const words = inline(quote ? quote[1] : line.trim(), marker);
  if (block && (block.tagName === tag || (block.tagName === "LI" && !quote))) {
    block.append(block.tagName === "P" ? el("br") : " ", words);
    return block;
  }
  const fresh = el(tag, "", {}, words);
  fragment.append(fresh);
  return fresh;
}

/** Add an item to the list it belongs to: the last one, one below its last item, or a new one. */
function listed(match, fragment, marker) {
  const numbered = match.length === 4;
  const item = el("li", "", {}, inline(match.at(-1), marker));
  if (numbered) item.value = Number(match[2]);
  const tag = numbered ? "OL" : "UL";
  const last = fragment.lastElementChild;
  const parent = match[1].length >= 2 && last?.matches("ul, ol") ? last.lastElementChild : fragment;
  const open = parent.lastElementChild;
  const list = open?.tagName === tag ? open : el(tag);
  list.append(item);
  if (list !== open) parent.append(list);
  return item;
}

function inline(text, marker) {
  const fragment = document.createDocumentFragment();
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    // A marker stays on the line of what it proves.
    fragment.append(text.slice(from, match.index).replace(/ $/, match[3] ? "\u00a0" : " "), ...spoken(match, marker));
    from = match.index + match[0].length;
  }
  fragment.append(text.slice(from));
  return fragment;
}

function spoken([whole, bold, italic, ids], marker) {
  if (bold !== undefined) return [el("strong", "", {}, inline(bold, marker))];
  if (italic !== undefined) return [el("em", "", {}, inline(italic, marker))];
  const markers = ids.split(",").map((id) => marker(id.trim()));
  return markers.every(Boolean) ? markers : [whole];
}
