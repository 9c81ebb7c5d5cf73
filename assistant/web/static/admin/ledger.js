// Questions that were not answered, those alike together.

import { addressOf, getJson } from "../api.js";
import { el, says } from "../dom.js";
import { daysChoice, daysOf, nothing, number, panel, status, when } from "./parts.js";

export async function ledger(asked) {
  const days = daysOf(asked);
  const { clusters, count } = await getJson(addressOf(`api/admin/ledger?days=${days}`));
  const files = ["xlsx", "csv"].map((kind) => el("a", "secondary", {
    href: addressOf(`api/admin/ledger.${kind}?days=${days}`), download: "",
  }, kind.toUpperCase()));
  const tools = el("div", "row", {}, daysChoice("ledger", asked), ...(count ? files : []));
  if (!count) return [tools, nothing("ledger.none")];
  return [tools, panel("admin.ledger", says("p", "hint-line", "ledger.why", number(count)),
    el("ol", "entries", {}, ...clusters.map(entry)))];
}

function entry(cluster) {
  const write = says("a", "", "ledger.write");
  write.href = `#answers/turn=${encodeURIComponent(cluster.key)}&fresh=1`;
  const others = cluster.others.length
    ? el("details", "", {}, says("summary", "", "ledger.others", cluster.others.length),
      el("ul", "", { lang: "vi" }, ...cluster.others.map((text) => el("li", "", {}, text))))
    : null;
  return el("li", "entry", {},
    el("p", "entry-head", { lang: "vi" }, cluster.question),
    el("p", "entry-facts", {}, says("span", "count", "ledger.times", cluster.count),
      el("span", "", {}, cluster.statuses.map(status).join(", ")),
      says("span", "", "ledger.last", when(cluster.last)),
      says("span", "", "ledger.shared", cluster.shared.join(" ")), write),
    others);
}
