// The page: upload a set, follow its progress, read the results.

import { Failure, getJson } from "../../static/api.js";
import { announce, el } from "../../static/dom.js";
import { Results } from "./results.js";
import { count, ended, moment, outcome, remaining } from "./words.js";

const POLL_MS = 1000;
const at = (id) => document.getElementById(id);
const results = new Results(at("filters"), at("shown"), at("rows"), at("more"));
let current = null; // the id of the job that is shown
let follower = 0;
let begun = null; // when the shown job was first seen asking, and how far it was
let told = 0; // the last quarter that was read out

async function send(path, options) {
  let reply;
  try {
    reply = await fetch(path, { method: "POST", ...options });
  } catch {
    throw new Failure(0, "Không nối được dịch vụ. Xin thử lại.");
  }
  const body = await reply.json().catch(() => ({}));
  if (!reply.ok) throw new Failure(reply.status, body.detail ?? "Có lỗi khi gửi. Xin thử lại.");
  return body;
}

async function upload(event) {
  event.preventDefault();
  const file = at("file").files[0];
  if (!file) return;
  fault("");
  at("start").disabled = true;
  try {
    const job = await send(`jobs?name=${encodeURIComponent(file.name)}`, {
      headers: { "Content-Type": "application/octet-stream" },
      body: file,
    });
    at("upload").reset();
    chosen();
    announce(`Đã nhận ${job.name}, ${count(job.total)} câu.`);
    await list();
    show(job, true);
  } catch (failure) {
    fault(failure.detail || "Không đọc được tệp này trên máy. Xin chọn lại tệp.");
  } finally {
    at("start").disabled = !at("file").files.length;
  }
}

function fault(text) {
  at("fault").hidden = !text;
  at("fault").textContent = text;
}

function chosen() {
  const file = at("file").files[0];
  at("chosen").textContent = file ? file.name : "Chọn tệp hoặc kéo tệp vào đây";
  at("start").disabled = !file;
  if (file) fault("");
}

async function list() {
  const jobs = await getJson("jobs").catch(() => []);
  at("none").hidden = jobs.length > 0;
  at("jobs").replaceChildren(...jobs.map(listed));
  return jobs;
}

function listed(job) {
  const node = el("button", "", { type: "button", "aria-current": String(job.id === current) },
    el("strong", "", {}, job.name),
    el("span", "soft", {}, `${ended(job) ? outcome(job) : "Đang chạy"} · ${moment(job.created)}`));
  node.addEventListener("click", () => show(job, true));
  return el("li", "", {}, node);
}

/** Show a job and follow it to its end. */
function show(job, focus = false) {
  clearTimeout(follower);
  if (current !== job.id) {
    begun = null;
    told = 0;
    results.clear();
  }
  current = job.id;
  for (const node of at("jobs").querySelectorAll("[aria-current]")) node.setAttribute("aria-current", "false");
  at("job").hidden = false;
  drawn(job);
  if (focus) at("job-name").focus();
  if (ended(job)) finished(job);
  else follower = setTimeout(() => follow(job.id), POLL_MS);
}

async function follow(id) {
  try {
    const job = await getJson(`jobs/${id}`);
    if (id !== current) return;
    readOut(job);
    show(job);
    if (ended(job)) list();
  } catch (failure) {
    if (id !== current) return;
    if (failure.status === 404) return fault(failure.detail);
    follower = setTimeout(() => follow(id), 3 * POLL_MS); // the service may be starting again
  }
}

function drawn(job) {
  if (job.state === "asking") begun ??= { time: Date.now(), done: job.done };
  at("job-name").textContent = job.name;
  at("job-state").textContent = [outcome(job), remaining(job, begun)].filter(Boolean).join(" · ");
  at("bar").hidden = ended(job);
  at("bar").value = job.total ? job.done / job.total : 0;
  at("cancel").hidden = ended(job) || job.state === "scoring";
  at("downloads").hidden = !job.results;
  at("xlsx").href = `jobs/${job.id}/results.xlsx`;
  at("report").href = `jobs/${job.id}/report`;
  at("report").hidden = !job.graded;
  problems(job);
}

function problems(job) {
  const node = at("problems");
  node.hidden = !job.problem_count;
  node.firstElementChild.textContent = `${count(job.problem_count)} điều cần xem lại trong tệp`;
  const rest = job.problem_count - job.problems.length;
  const lines = rest > 0 ? [...job.problems, `… và ${count(rest)} điều nữa`] : job.problems;
  node.lastElementChild.replaceChildren(...lines.map((line) => el("li", "", {}, line)));
}

function readOut(job) {
  const quarter = Math.floor((4 * job.done) / (job.total || 1));
  if (!ended(job) && quarter <= told) return;
  told = quarter;
  announce(`${job.name}: ${outcome(job)}`);
}

async function finished(job) {
  if (!job.results) return;
  try {
    const rows = await getJson(`jobs/${job.id}/results`);
    if (job.id === current) results.show(job, rows);
  } catch (failure) {
    fault(failure.detail || "Không tải được kết quả. Xin tải lại trang.");
  }
}

async function cancel() {
  at("cancel").hidden = true;
  await send(`jobs/${current}/cancel`, {}).catch((failure) => fault(failure.detail));
}

function drop(event) {
  event.preventDefault();
  at("drop").classList.remove("is-over");
  if (!event.dataTransfer.files.length) return;
  at("file").files = event.dataTransfer.files;
  chosen();
}

at("upload").addEventListener("submit", upload);
at("file").addEventListener("change", chosen);
at("cancel").addEventListener("click", cancel);
at("drop").addEventListener("dragover", (event) => {
  event.preventDefault();
  at("drop").classList.add("is-over");
});
at("drop").addEventListener("dragleave", () => at("drop").classList.remove("is-over"));
at("drop").addEventListener("drop", drop);

chosen();
list().then((jobs) => {
  if (jobs.length && !current) show(jobs[0]);
});
