// Figures, and the switch that puts the service under maintenance.

import { addressOf, getJson } from "../api.js";
import { announce, el, says } from "../dom.js";
import { has, t } from "../texts.js";
import { change } from "./calls.js";
import { daysChoice, daysOf, field, number, panel, status, sure, when } from "./parts.js";

export async function overview(asked, who, told) {
  const known = await getJson(addressOf(`api/admin/overview?days=${daysOf(asked)}`));
  return [maintenance(known.maintenance, who, told), daysChoice("overview", asked), figures(known), times(known.times)];
}

function maintenance(state, who, told) {
  const box = panel("admin.maintenance");
  const fill = (now) => box.replaceChildren(box.firstChild, ...switched(now, who, send));
  const send = async (on, message) => {
    try {
      told("");
      const now = await change("PUT", "api/admin/maintenance", { on, message });
      fill(now);
      announce(t(now.on ? "admin.maintenance.on" : "admin.maintenance.off"));
    } catch (fault) {
      told(fault.detail || t("login.away"));
    }
  };
  fill(state);
  return box;
}

function switched(state, who, send) {
  const line = says("p", state.on ? "state is-on" : "state", state.on ? "admin.maintenance.on" : "admin.maintenance.off");
  const since = state.at ? says("p", "hint-line", "admin.maintenance.by", state.who, when(state.at)) : null;
  if (who.role !== "admin") return [line, since].filter(Boolean);
  const text = el("textarea", "", { rows: "2", maxlength: "500", lang: "vi" });
  text.value = state.message;
  const key = state.on ? "admin.maintenance.turn_off" : "admin.maintenance.turn_on";
  const form = el("form", "", {}, field("message", "admin.maintenance.message", text),
    el("p", "row", {}, says("button", state.on ? "primary" : "secondary is-grave", key)));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (state.on || sure("admin.maintenance.sure")) send(!state.on, text.value);
  });
  return [line, since, form].filter(Boolean);
}

function figures(known) {
  const counts = [
    ["admin.asked", known.asked],
    ["admin.answered", (known.statuses.answered ?? 0) + (known.statuses.partial ?? 0)],
    ["admin.right", known.right],
    ["admin.wrong", known.wrong],
  ];
  const tiles = counts.map(([key, count]) => el("div", "tile", {}, says("dt", "", key), el("dd", "", {}, number(count))));
  const most = Math.max(1, ...Object.values(known.statuses));
  const bars = Object.entries(known.statuses).map(([name, count]) => el("tr", "", {},
    el("th", "", { scope: "row" }, status(name)), el("td", "amount", {}, number(count)),
    el("td", "bar", {}, el("meter", "", { min: "0", max: String(most), value: String(count), "aria-hidden": "true" }))));
  const table = el("table", "plain", {}, says("caption", "", "admin.statuses"), el("tbody", "", {}, ...bars));
  const kept = says("p", "hint-line", known.days_kept ? "admin.kept" : "admin.kept.none", known.days_kept);
  return panel("admin.figures", el("dl", "tiles", {}, ...tiles), bars.length ? table : null, kept);
}

function times({ answers, whole, steps }) {
  if (!whole) return panel("admin.times", says("p", "hint-line", "admin.times.none"));
  const row = (name, spread) => el("tr", "", {}, el("th", "", { scope: "row" }, name),
    el("td", "amount", {}, number(spread.p50)), el("td", "amount", {}, number(spread.p95)));
  const head = el("thead", "", {}, el("tr", "", {}, says("th", "", "admin.step"),
    el("th", "amount", {}, "p50 (ms)"), el("th", "amount", {}, "p95 (ms)")));
  const rows = [row(t("admin.times.whole"), whole), ...Object.entries(steps).map(([name, spread]) => row(has(`step.${name}`) ? t(`step.${name}`) : name, spread))];
  const table = el("table", "plain", {}, says("caption", "", "admin.times.of", answers), head, el("tbody", "", {}, ...rows));
  return panel("admin.times", table);
}
