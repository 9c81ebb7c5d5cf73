// The record of every act; administrators read it.

import { addressOf, getJson } from "../api.js";
import { el, says } from "../dom.js";
import { has, t } from "../texts.js";
import { nothing, panel, when } from "./parts.js";

export async function audit(asked) {
  const before = asked.get("before") ?? "";
  const entries = await getJson(addressOf(`api/admin/audit?before=${encodeURIComponent(before)}`));
  if (!entries.length) return [nothing("audit.none")];
  const head = el("thead", "", {}, el("tr", "", {}, ...["when", "who", "address", "act", "about"].map((name) => says("th", "", `audit.${name}`))));
  const rows = entries.map((entry) => el("tr", "", {},
    el("td", "amount", {}, when(entry.at)), el("td", "", {}, entry.who), el("td", "", {}, entry.address),
    el("td", "", {}, has(`act.${entry.act}`) ? t(`act.${entry.act}`) : entry.act),
    el("td", "", { lang: "vi" }, [entry.about, entry.detail].filter(Boolean).join(" · "))));
  const table = el("div", "scrolled", { tabindex: "0", role: "region", "aria-label": t("admin.audit") },
    el("table", "plain is-wide", {}, head, el("tbody", "", {}, ...rows)));
  const more = entries.length >= 200 ? says("a", "secondary", "admin.older") : null;
  if (more) more.href = `#audit/before=${entries.at(-1).number}`;
  return [panel("admin.audit", says("p", "hint-line", "audit.why"), table, more)];
}
