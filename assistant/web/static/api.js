// Talking to the service.

const ROOT = new URL("../", import.meta.url); // the service may stand below a path, and a page below a folder

/** A request that gave no result: `status` is 0 where the service was not reached or the line was cut. */
export class Failure extends Error {
  constructor(status, detail = "", cut = false) {
    super(detail);
    this.status = status;
    this.detail = detail;
    this.cut = cut;
  }
}

/** The address of the page of a document, or of a unit of it; `number` is official: "45/2021/NĐ-CP". */
export function pageOf(number, anchor = "") {
  const plain = number.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d").replace(/Đ/g, "D");
  const page = new URL(`documents/${encodeURIComponent(plain.replaceAll("/", "-"))}`, ROOT);
  if (anchor) page.hash = anchor;
  return page.href;
}

/** The address of something the service serves, from wherever the page stands. */
export const addressOf = (path) => new URL(path, ROOT).href;

/** What an address gives; `path` is relative to the page, or one of `addressOf`. */
export async function getJson(path) {
  const reply = await reached(fetch(path, { headers: { Accept: "application/json" } }));
  return reply.json();
}

/** Send something to be kept or done; `path` is from the root of the service. */
export function send(method, path, body) {
  const json = body === undefined ? {} : { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  return reached(fetch(addressOf(path), { method, ...json }));
}

/**
 * Ask and follow the answer: `onStep(name)` and `onClaim({claim, citations})` as they come, `onStored({stored,
 * turn, withheld})` in a conversation that is kept; gives the full answer.
 */
export async function ask(body, { onStep, onClaim, onStored, signal }) {
  const reply = await reached(
    fetch(new URL("api/ask/stream", ROOT), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal,
    }),
  );
  for await (const { event, data } of serverEvents(reply.body)) {
    if (event === "step") onStep(data.name);
    else if (event === "claim") onClaim(data);
    else if (event === "stored") onStored(data);
    else if (event === "done") return data;
    else if (event === "error") throw new Failure(500, data.detail);
  }
  throw new Failure(0, "", true);
}

async function reached(request) {
  let reply;
  try {
    reply = await request;
  } catch (fault) {
    if (fault.name === "AbortError") throw fault;
    throw new Failure(0);
  }
  if (reply.ok) return reply;
  const detail = await reply.json().then((body) => body.detail, () => "");
  throw new Failure(reply.status, typeof detail === "string" ? detail : "");
}

async function* serverEvents(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let waiting = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const blocks = (waiting + value).split("\n\n");
      waiting = blocks.pop();
      yield* blocks.map(parsed).filter(Boolean);
    }
  } catch (fault) {
    if (fault.name === "AbortError") throw fault;
    throw new Failure(0, "", true);
  } finally {
    reader.cancel().catch(() => {});
  }
}

function parsed(block) {
  const field = (name) => block.split("\n").find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
  const event = field("event");
  return event ? { event, data: JSON.parse(field("data")) } : null; // a keep-alive comment has no event
}
