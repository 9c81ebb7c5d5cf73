// The conversation that is open: kept by the service where it keeps any, else held by this page alone.

import { ask } from "./api.js";
import { about, begin } from "./kept.js";
import { forget, mine, remember } from "./mine.js";
import { saidIn } from "./restored.js";

const REMEMBERED = 8; // utterances that are sent along for a follow-up question
const TITLE_CHARS = 80;
let known = null;

/** `{kept, days}`: what the service says of keeping; asked again where it could not be reached. */
export async function keeping() {
  known ??= await about().catch(() => null);
  return known ?? { kept: false, days: 0 };
}

export class Talk {
  /** `begun(talk)` is called when the service has given it an id. */
  constructor(begun = () => {}, id = null, turns = []) {
    this.begun = begun;
    this.id = id;
    this.unkept = false; // whether it should be kept and is not
    this.said = saidIn(turns).slice(-REMEMBERED);
  }

  /** Ask within the conversation; one that is gone meanwhile goes on as a new one. */
  async ask(body, listener) {
    await this.begin();
    try {
      return await ask(this.with(body), listener);
    } catch (fault) {
      if (fault.status !== 404 || !this.id) throw fault;
      forget(this.id);
      this.id = null;
      await this.begin();
      return ask(this.with(body), listener);
    }
  }

  /** Where the service cannot keep it now, the question is asked all the same. */
  async begin() {
    if (this.id || !(await keeping()).kept) return;
    this.id = await begin().catch(() => null);
    this.unkept = !this.id;
    if (this.id) this.begun(this);
  }

  with(body) {
    return { ...body, history: this.said, ...(this.id ? { conversation: this.id } : {}) };
  }

  /** Take in what was said; `stored` is what the service told of the turn, if anything. */
  heard(question, answer, stored) {
    if (stored?.stored) remember(this.id, this.title() || (stored.withheld ? "" : shortened(question)));
    if (stored?.withheld) return;
    const turn = { question, answer };
    this.said = [...this.said, ...saidIn([turn])].slice(-REMEMBERED);
  }

  title() {
    return mine().find(({ id }) => id === this.id)?.title;
  }
}

function shortened(text) {
  const line = text.split(/\s+/).join(" ");
  return line.length <= TITLE_CHARS ? line : `${line.slice(0, TITLE_CHARS - 1).replace(/[\s,.;:]*\s\S*$/, "")}…`;
}
