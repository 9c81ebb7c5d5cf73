// The texts of the sign-in page, in both languages; they join those of the other pages.

import { en } from "../texts.en.js";
import { vi } from "../texts.vi.js";

Object.assign(vi, {
  "login.skip": "Tới ô đăng nhập",
  "login.title": "Đăng nhập",
  "login.lead": "Dùng tài khoản mà người quản trị của cơ quan đã cấp.",
  "login.name": "Tên đăng nhập",
  "login.password": "Mật khẩu",
  "login.enter": "Đăng nhập",
  "login.mine": "Tài khoản của tôi",
  "login.as": (full, name, role) => `${full} (${name}), ${role}.`,
  "login.go": "Về trang hỏi đáp",
  "login.leave": "Thoát khỏi mọi máy",
  "login.change": "Đổi mật khẩu",
  "login.before": "Mật khẩu hiện tại",
  "login.after": "Mật khẩu mới",
  "login.rules": "Ít nhất 12 ký tự. Một câu dài dễ nhớ là tốt nhất.",
  "login.changed": "Đã đổi mật khẩu. Các máy khác phải đăng nhập lại.",
  "login.away": "Chưa nối được với dịch vụ. Xin thử lại.",
  "login.elsewhere": "Dịch vụ này không đăng nhập bằng mật khẩu.",
  "login.elsewhere.as": (full) => `Dịch vụ này không đăng nhập bằng mật khẩu. Đang dùng với tên: ${full}.`,
  "role.reader": "người dùng",
  "role.editor": "biên tập",
  "role.admin": "quản trị",
});

Object.assign(en, {
  "login.skip": "Go to the sign-in box",
  "login.title": "Sign in",
  "login.lead": "Use the account that the administrator of your office gave you.",
  "login.name": "User name",
  "login.password": "Password",
  "login.enter": "Sign in",
  "login.mine": "My account",
  "login.as": (full, name, role) => `${full} (${name}), ${role}.`,
  "login.go": "Back to the questions",
  "login.leave": "Sign out everywhere",
  "login.change": "Change password",
  "login.before": "Present password",
  "login.after": "New password",
  "login.rules": "At least 12 characters. A long sentence you can remember is best.",
  "login.changed": "The password is changed. Other devices have to sign in again.",
  "login.away": "The service cannot be reached. Please try again.",
  "login.elsewhere": "One does not sign in to this service with a password.",
  "login.elsewhere.as": (full) => `One does not sign in to this service with a password. You are: ${full}.`,
  "role.reader": "reader",
  "role.editor": "editor",
  "role.admin": "administrator",
});
