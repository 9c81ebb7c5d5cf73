"""The page where an official uploads a question set and reads what came of it."""

from __future__ import annotations

from assistant.web.pages import Page
from evals.web.service import create_page

page = Page("danh-gia", "Đánh giá", create_page)
