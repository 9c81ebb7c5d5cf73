// What people said of the answers.

import { addressOf, getJson } from "../api.js";
import { el, says } from "../dom.js";
import { has, t } from "../texts.js";
import { field, nothing, panel, status, when } from "./parts.js";

export async function feedback(asked) {
  const right = ["true", "false"].includes(asked.get("right")) ? asked.get("right") : "";
  const after = asked.get("after") ?? "";
  const query = new URLSearchParams({ right, after });
  const { turns, next } = await getJson(addressOf(`api/admin/feedback?${query}`));
  const select = el("select", "", {}, ...[["", "feedback.all"], ["false", "feedback.wrong"], ["true", "feedback.right"]].map(([value, key]) => {
    const option = says("option", "", key);
    option.value = value;
    option.selected = value === right;
    return option;
  }));
  select.addEventListener("change", () => (location.hash = `feedback/right=${select.value}`));
  const tools = el("div", "row", {}, field("which", "feedback.which", select));
  if (!turns.length) return [tools, nothing("feedback.none")];
  const more = next ? says("a", "secondary", "admin.older") : null;
  if (more) more.href = `#feedback/${new URLSearchParams({ right, after: next })}`;
  return [tools, panel("admin.feedback", el("ol", "entries", {}, ...turns.map(entry)), more)];
}

function entry(turn) {
  const said = turn.feedback;
  const fix = says("a", "", "feedback.fix");
  fix.href = `#answers/turn=${encodeURIComponent(turn.key)}`;
  const key = said.reason === "wrong" ? "judge.wrong_content" : `judge.${said.reason}`;
  const reason = said.reason ? el("span", "", {}, has(key) ? t(key) : said.reason) : null;
  return el("li", "entry", {},
    el("p", "entry-head", { lang: "vi" }, turn.question || t("feedback.withheld")),
    said.comment ? el("blockquote", "", { lang: "vi" }, said.comment) : null,
    el("p", "entry-facts", {}, says("span", said.right ? "count" : "count is-bad", said.right ? "feedback.right" : "feedback.wrong"),
      reason, el("span", "", {}, status(turn.status)), el("span", "", {}, when(turn.asked)), turn.question ? fix : null));
}
