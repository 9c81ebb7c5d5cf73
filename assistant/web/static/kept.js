// What the service keeps of conversations. Whoever has the id of one may do everything with it.

import { addressOf, getJson, send } from "./api.js";

const one = (id) => `api/conversations/${id}`;

/** `{kept, days}`: whether conversations are kept here and for how many days. */
export const about = () => getJson(addressOf("api/conversations"));
export const begin = async () => (await (await send("POST", "api/conversations")).json()).id;
export const read = (id) => getJson(addressOf(one(id)));
export const readShared = (key) => getJson(addressOf(`api/shared/${key}`));
export const rename = (id, title) => send("PATCH", one(id), { title });
export const remove = (id) => send("DELETE", one(id));
export const share = async (id) => (await (await send("POST", `${one(id)}/share`)).json()).shared;
export const unshare = (id) => send("DELETE", `${one(id)}/share`);
export const judge = (id, number, feedback) => send("POST", `${one(id)}/turns/${number}/feedback`, feedback);

/** The address of a file of a conversation; `format` is "docx" or "md". */
export const fileOf = (id, format) => addressOf(`${one(id)}/export?format=${format}`);
export const fileOfShared = (key, format) => addressOf(`api/shared/${key}/export?format=${format}`);

/** The address at which a conversation is opened; the part behind # is never sent to a server. */
export const pageOfTalk = (kind, key) => addressOf(`#${kind}=${key}`);
