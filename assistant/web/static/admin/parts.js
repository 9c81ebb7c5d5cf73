// Small parts that the rooms of the office share.

import { el, says, written } from "../dom.js";
import { language, t } from "../texts.js";

/** A section with a head and what stands in it. */
export function panel(key, ...children) {
  return el("section", "panel", {}, says("h2", "", key), ...children);
}

/** A moment as people of this place write it. */
export function when(iso) {
  const day = new Date(iso);
  const told = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Ho_Chi_Minh", dateStyle: "short", timeStyle: "short" });
  const [date, time] = told.format(day).split(" ");
  return `${written(date)} ${time}`;
}

export const number = (value) => value.toLocaleString(language() === "vi" ? "vi-VN" : "en-GB");
export const status = (name) => t(`admin.status.${name}`);

/** A field with its label. */
export function field(id, key, input, hint = "") {
  input.id = id;
  const told = hint ? says("span", "hint-line", hint) : null;
  if (told) {
    told.id = `${id}-hint`;
    input.setAttribute("aria-describedby", told.id);
  }
  const label = says("label", "", key);
  label.htmlFor = id;
  return el("p", "admin-field", {}, label, input, told);
}

export const nothing = (key) => says("p", "lead", key);

/** Choice of the days that are told of; the choice goes into the address. */
export function daysChoice(room, asked) {
  const days = asked.get("days") ?? "30";
  const select = el("select", "", {}, ...["7", "30", "90", "365"].map((count) => {
    const option = says("option", "", "admin.days", Number(count));
    option.value = count;
    option.selected = count === days;
    return option;
  }));
  select.addEventListener("change", () => (location.hash = `${room}/days=${select.value}`));
  return field("days", "admin.since", select);
}

export const daysOf = (asked) => (/^\d{1,4}$/.test(asked.get("days") ?? "") ? asked.get("days") : "30");

/** Ask before something grave is done. */
export const sure = (key, ...args) => confirm(t(key, ...args));
