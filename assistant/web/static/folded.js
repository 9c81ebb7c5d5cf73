// Words as they are compared: lower case, without diacritics. Each letter stays one letter, so that places agree.

const MARKS = /[\u0300-\u036f]/g;

export function folded(text) {
  if (/^[\x20-\x7e]*$/.test(text)) return text.toLowerCase();
  return Array.from(text, letter).join("");
}

function letter(char) {
  const bare = char.normalize("NFD").replace(MARKS, "").toLowerCase();
  if (bare.length !== char.length) return char.length === 1 ? bare[0] ?? char : char; // a letter stays a letter
  return bare === "đ" ? "d" : bare === "\u00a0" || bare === "\t" || bare === "\n" ? " " : bare;
}
