// Turns of a kept conversation, as they were.

import { el, says } from "./dom.js";
import { Turn } from "./turn.js";

/** The node of a kept turn. `actions` are those of a turn; `judged(number)` gives what keeps a verdict, or nothing. */
export function restored(kept, actions, judged) {
  if (kept.withheld) return bare(says("p", "question is-withheld", "turn.withheld"));
  const turn = new Turn(kept.question, actions);
  if (!kept.answer) {
    turn.progress.replaceWith(says("p", "source-note", "turn.unreadable"));
    turn.answer.removeAttribute("aria-busy");
    return turn.element;
  }
  turn.finish(kept.answer);
  const keep = judged(kept.number);
  if (keep) turn.judged(keep, kept.feedback);
  return turn.element;
}

/** What was said, as a follow-up question takes it along. */
export function saidIn(turns) {
  return turns.filter((turn) => turn.question && turn.answer).flatMap((turn) => [
    { role: "user", text: turn.question },
    { role: "assistant", text: turn.answer.answer },
  ]);
}

const bare = (...children) => el("li", "turn", {}, ...children);
