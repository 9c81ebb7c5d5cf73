// The texts of the interface in the reader's language. What the server says stays as it came.

import { en } from "./texts.en.js";
import { vi } from "./texts.vi.js";

const languages = { vi, en };
const STORED = "language";
let current = remembered();

function remembered() {
  try {
    return localStorage.getItem(STORED) === "en" ? "en" : "vi";
  } catch {
    return "vi"; // storage may be switched off
  }
}

export const language = () => current;
export const has = (key) => key in vi;

export function t(key, ...args) {
  const text = languages[current][key];
  return typeof text === "function" ? text(...args) : text;
}

/** Switch to the other language; everything marked with `data-text`, `data-label` or `data-placeholder` follows. */
export function switchLanguage() {
  current = current === "vi" ? "en" : "vi";
  try {
    localStorage.setItem(STORED, current);
  } catch {
    // the choice then holds for this visit only
  }
  applyTexts();
}

export function applyTexts(root = document) {
  document.documentElement.lang = current;
  for (const node of root.querySelectorAll("[data-text]")) node.textContent = said(node, node.dataset.text);
  for (const node of root.querySelectorAll("[data-label]")) node.setAttribute("aria-label", said(node, node.dataset.label));
  for (const node of root.querySelectorAll("[data-placeholder]")) node.placeholder = t(node.dataset.placeholder);
}

function said(node, key) {
  const args = node.dataset.args ? JSON.parse(node.dataset.args) : [];
  return t(key, ...args);
}
