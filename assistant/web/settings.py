"""What an operator can set of the web service."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class WebSettings:
    """Limits of the service.

    `rate_limit` is how often one client may ask ("60/minute", "5/second"), or "off". `threads` bounds how
    many questions are worked on at once, `reading_threads` how many pages; the others wait. Turns of a
    history beyond `max_history_turns` are left out, oldest first. Below `data_dir` further pages keep what
    they need. Where there are `api_keys`, whoever calls the addresses of the OpenAI API must name one; the
    links in its answers begin with `public_url`, or with the address that was called.
    """

    rate_limit: str = "60/minute"
    max_question_chars: int = 2000
    max_body_bytes: int = 256 * 1024
    max_history_turns: int = 20
    threads: int = 8
    reading_threads: int = 8
    data_dir: Path = Path("data")
    api_keys: tuple[str, ...] = field(default=(), repr=False)
    public_url: str = ""
