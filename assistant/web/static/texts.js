// Every text of the interface, in both languages. What the server says stays as it came.

const vi = {
  skip: "Tới ô nhập câu hỏi",
  home: "Trợ lý HTX, về đầu trang",
  nav: "Công cụ",
  restart: "Hỏi chuyện mới",
  browse: "Văn bản",
  conversation: "Cuộc trò chuyện",
  "welcome.title": "Anh chị cần hỏi điều gì?",
  "welcome.lead":
    "Tôi trả lời từ chính các văn bản về kinh tế tập thể, hợp tác xã của tỉnh Đắk Nông. Ý nào cũng có trích dẫn nguyên văn: bấm vào số để mở đúng chỗ trong văn bản. Gõ không dấu cũng được.",
  "welcome.try": "Có thể bắt đầu từ đây",
  "welcome.loading": "Trợ lý đang chuẩn bị dữ liệu, xin chờ giây lát…",
  "welcome.failed": "Trợ lý chưa sẵn sàng trả lời. Trang sẽ tự thử lại.",
  "composer.label": "Câu hỏi của anh chị",
  "composer.placeholder": "Nhập câu hỏi của anh chị",
  "composer.send": "Gửi câu hỏi",
  "composer.stop": "Dừng trả lời",
  "composer.keys": "Enter để gửi, Shift + Enter để xuống dòng.",
  "composer.care": "Trợ lý chỉ tra cứu văn bản, không thay cho ý kiến của cơ quan có thẩm quyền.",
  "turn.question": "Câu hỏi:",
  "turn.answer": "Trả lời",
  "turn.working": "Đang tìm câu trả lời…",
  "step.screen": "Đang đọc câu hỏi",
  "step.understand": "Đang hiểu câu hỏi",
  "step.retrieve": "Đang tìm trong văn bản",
  "step.compose": "Đang soạn câu trả lời",
  "step.verify": "Đang đối chiếu từng ý với nguyên văn",
  "step.annotate": "Đang xem hiệu lực và lưu ý",
  "step.suggest": "Đang chuẩn bị câu hỏi tiếp theo",
  "step.other": "Đang xử lý",
  "status.partial": "Trả lời được một phần",
  "status.clarify": "Cần hỏi rõ hơn",
  "status.not_in_sources": "Văn bản không nêu",
  "status.out_of_scope": "Ngoài phạm vi tra cứu",
  "status.false_premise": "Câu hỏi chưa khớp với văn bản",
  "status.blocked_injection": "Không xử lý yêu cầu này",
  "status.blocked_personal_data": "Có thông tin cá nhân",
  "status.error": "Chưa trả lời được",
  "cite.open": (id, place) => `Mở trích dẫn ${id}${place ? `, ${place}` : ""}`,
  "answer.sources": "Trích dẫn",
  "answer.closest": "Đoạn gần nhất trong văn bản",
  "answer.proven": (count) => `Đã đối chiếu ${count} trích dẫn với nguyên văn`,
  "answer.copy": "Sao chép câu trả lời",
  "answer.next": "Hỏi tiếp",
  "answer.steps": "Các bước đã làm",
  "done.screen": "Đọc câu hỏi",
  "done.understand": "Hiểu câu hỏi",
  "done.retrieve": "Tìm trong văn bản",
  "done.compose": "Soạn câu trả lời",
  "done.verify": "Đối chiếu với nguyên văn",
  "done.annotate": "Xem hiệu lực và lưu ý",
  "done.suggest": "Chuẩn bị câu hỏi tiếp theo",
  "note.succession": "Thay đổi cơ quan",
  "note.validity": "Hiệu lực",
  "note.source_defect": "Lưu ý về văn bản gốc",
  "note.other": "Lưu ý",
  "note.source": (source) => `Nguồn: ${source}`,
  "validity.in_force": "Còn hiệu lực",
  "validity.not_yet": "Chưa có hiệu lực",
  "validity.amended": "Đã được sửa đổi",
  "validity.partly_repealed": "Hết hiệu lực một phần",
  "validity.repealed": "Hết hiệu lực",
  "validity.replaced": "Đã được thay thế",
  "validity.expired": "Hết hiệu lực",
  "validity.unknown": "Chưa rõ hiệu lực",
  "validity.at": (day) => `xét tại ngày ${day}`,
  copied: "Đã sao chép",
  "copy.failed": "Không sao chép được, hãy chọn chữ và bấm Ctrl + C",
  retry: "Thử lại",
  "fail.title": "Chưa gửi được câu hỏi",
  "fail.offline": "Không kết nối được với trợ lý. Xin kiểm tra mạng rồi thử lại; câu hỏi vẫn còn trong ô nhập.",
  "fail.cut": "Kết nối bị ngắt giữa chừng. Xin thử lại; câu hỏi vẫn còn trong ô nhập.",
  "fail.stopped": "Anh chị đã dừng câu trả lời này.",
  "fail.title.stopped": "Đã dừng",
  "fail.status": (_status, detail) => detail,
  "source.close": "Đóng văn bản",
  "source.trail": "Vị trí trong văn bản",
  "source.body": "Nguyên văn",
  "source.loading": "Đang mở văn bản…",
  "source.failed": "Chưa mở được văn bản.",
  "source.moved": "Văn bản đã thay đổi từ khi có câu trả lời này, nên không tô được đoạn trích. Đoạn trích khi đó:",
  "source.quoted": (quote) => `Đoạn được trích: ${quote}`,
  "source.copy": "Sao chép trích dẫn",
  "source.position": (index, count) => `${index} / ${count}`,
  "source.previous": "Trích dẫn trước",
  "source.next": "Trích dẫn sau",
  "source.whole": "Toàn văn",
  "source.list": "Các văn bản đã nạp",
  "source.units": (count) => `${count} mục, đoạn và hàng`,
  "source.table": "Bảng trong văn bản",
};

const en = {
  skip: "Skip to the question box",
  home: "Trợ lý HTX, to the start page",
  nav: "Tools",
  restart: "New conversation",
  browse: "Documents",
  conversation: "Conversation",
  "welcome.title": "What would you like to know?",
  "welcome.lead":
    "I answer from the province’s own texts on the collective economy and cooperatives. Every statement comes with a verbatim quotation: press its number to open the text at that place. Please ask in Vietnamese, with or without accents.",
  "welcome.try": "You could start here",
  "welcome.loading": "The assistant is loading its data, one moment…",
  "welcome.failed": "The assistant is not ready to answer. This page keeps trying.",
  "composer.label": "Your question",
  "composer.placeholder": "Ask in Vietnamese",
  "composer.send": "Send the question",
  "composer.stop": "Stop answering",
  "composer.keys": "Enter sends, Shift + Enter breaks the line.",
  "composer.care": "A look-up service: it does not speak for any authority.",
  "turn.question": "Question:",
  "turn.answer": "Answer",
  "turn.working": "Looking for the answer…",
  "step.screen": "Reading the question",
  "step.understand": "Understanding the question",
  "step.retrieve": "Searching the texts",
  "step.compose": "Composing the answer",
  "step.verify": "Checking each statement against the text",
  "step.annotate": "Looking up validity and remarks",
  "step.suggest": "Preparing what to ask next",
  "step.other": "Working",
  "status.partial": "Answered in part",
  "status.clarify": "Please be more specific",
  "status.not_in_sources": "Not in the texts",
  "status.out_of_scope": "Out of scope",
  "status.false_premise": "The question does not match the texts",
  "status.blocked_injection": "This request is not processed",
  "status.blocked_personal_data": "Contains personal data",
  "status.error": "No answer",
  "cite.open": (id, place) => `Open citation ${id}${place ? `, ${place}` : ""}`,
  "answer.sources": "Citations",
  "answer.closest": "What came closest in the texts",
  "answer.proven": (count) => `${count} ${count === 1 ? "quotation" : "quotations"} checked against the text`,
  "answer.copy": "Copy the answer",
  "answer.next": "Ask next",
  "answer.steps": "Steps taken",
  "done.screen": "Read the question",
  "done.understand": "Understood the question",
  "done.retrieve": "Searched the texts",
  "done.compose": "Composed the answer",
  "done.verify": "Checked against the text",
  "done.annotate": "Looked up validity and remarks",
  "done.suggest": "Prepared what to ask next",
  "note.succession": "Change of office",
  "note.validity": "Validity",
  "note.source_defect": "About the original text",
  "note.other": "Note",
  "note.source": (source) => `Source: ${source}`,
  "validity.in_force": "In force",
  "validity.not_yet": "Not yet in force",
  "validity.amended": "Amended",
  "validity.partly_repealed": "Partly repealed",
  "validity.repealed": "Repealed",
  "validity.replaced": "Replaced",
  "validity.expired": "Expired",
  "validity.unknown": "Validity unknown",
  "validity.at": (day) => `as of ${day}`,
  copied: "Copied",
  "copy.failed": "Could not copy: select the text and press Ctrl + C",
  retry: "Try again",
  "fail.title": "The question was not answered",
  "fail.offline": "The assistant cannot be reached. Check the network and try again; your question is still in the box.",
  "fail.cut": "The connection was cut. Try again; your question is still in the box.",
  "fail.stopped": "You stopped this answer.",
  "fail.title.stopped": "Stopped",
  "fail.status": (status, detail) =>
    ({
      413: "The question and its history are too long. Please shorten the question.",
      429: "You are asking a little fast. Please wait a moment and try again.",
      500: "Something went wrong inside the service. Please try again.",
      503: "The assistant is not ready yet. Please try again in a few seconds.",
    })[status] ?? detail,
  "source.close": "Close the document",
  "source.trail": "Place in the document",
  "source.body": "Original text",
  "source.loading": "Opening the document…",
  "source.failed": "The document could not be opened.",
  "source.moved": "The document has changed since this answer, so the quotation cannot be highlighted. It read:",
  "source.quoted": (quote) => `Quoted passage: ${quote}`,
  "source.copy": "Copy the quotation",
  "source.position": (index, count) => `${index} / ${count}`,
  "source.previous": "Previous citation",
  "source.next": "Next citation",
  "source.whole": "Full text",
  "source.list": "Documents",
  "source.units": (count) => `${count} sections, paragraphs and rows`,
  "source.table": "Table in the document",
};

const languages = { vi, en };
const STORED = "language";
let current = remembered();

function remembered() {
  try {
    return localStorage.getItem(STORED) === "en" ? "en" : "vi";
  } catch {
    return "vi"; // storage may be switched off
  }
}

export const language = () => current;
export const has = (key) => key in vi;

export function t(key, ...args) {
  const text = languages[current][key];
  return typeof text === "function" ? text(...args) : text;
}

/** Switch to the other language; everything marked with `data-text`, `data-label` or `data-placeholder` follows. */
export function switchLanguage() {
  current = current === "vi" ? "en" : "vi";
  try {
    localStorage.setItem(STORED, current);
  } catch {
    // the choice then holds for this visit only
  }
  applyTexts();
}

export function applyTexts(root = document) {
  document.documentElement.lang = current;
  for (const node of root.querySelectorAll("[data-text]")) node.textContent = said(node, node.dataset.text);
  for (const node of root.querySelectorAll("[data-label]")) node.setAttribute("aria-label", said(node, node.dataset.label));
  for (const node of root.querySelectorAll("[data-placeholder]")) node.placeholder = t(node.dataset.placeholder);
}

function said(node, key) {
  const args = node.dataset.args ? JSON.parse(node.dataset.args) : [];
  return t(key, ...args);
}
