// How a job is told in words.

const STATES = {
  waiting: "Đang chờ tới lượt",
  asking: "Đang hỏi",
  scoring: "Đang chấm và viết báo cáo",
  done: "Đã xong",
  cancelled: "Đã dừng",
  failed: "Không chạy được",
};
const SHORTEST_MS = 3000; // before that a forecast would jump about

export const ended = (job) => ["done", "cancelled", "failed"].includes(job.state);

export const count = (number) => number.toLocaleString("vi-VN");

export function moment(iso) {
  return new Date(iso).toLocaleString("vi-VN", { dateStyle: "short", timeStyle: "short" });
}

export function outcome(job) {
  const parts = [job.state === "failed" && job.message ? `${STATES.failed}: ${job.message}` : STATES[job.state]];
  if (job.state !== "waiting" && job.state !== "failed") parts.push(`${count(job.done)}/${count(job.total)} câu`);
  else if (job.state === "waiting") parts.push(`${count(job.total)} câu`);
  if (job.passed !== null) parts.push(`đạt ${count(job.passed)}, không đạt ${count(job.done - job.passed)}`);
  else if (job.results) parts.push("không chấm vì tệp không có đáp án");
  return parts.join(" · ");
}

/** How long the rest will take, told from the pace so far. */
export function remaining(job, begun) {
  if (job.state !== "asking" || !begun) return "";
  const spent = Date.now() - begun.time;
  const asked = job.done - begun.done;
  if (spent < SHORTEST_MS || !asked) return "";
  const seconds = Math.ceil(((job.total - job.done) * spent) / asked / 1000);
  return seconds < 60 ? `còn khoảng ${seconds} giây` : `còn khoảng ${Math.ceil(seconds / 60)} phút`;
}
