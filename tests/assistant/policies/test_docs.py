"""What `docs/policies.md` shows works as it stands there."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

from assistant.policies.command import result_of_file
from assistant.policies.state import ActionData
from assistant.web.policies.body import CheckBody, read_json
from knowledge.policies.load import load_policies
from knowledge.policies.model import OUTCOMES
from knowledge.policies.profile_file import profile_of

TEXT = (Path(__file__).parents[3] / "docs" / "policies.md").read_text("utf-8")


def block(language: str) -> str:
    """The first block in a language."""
    found = re.search(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)
    assert found
    return found[1]


def test_the_profile_shown_is_read(tmp_path: Path) -> None:
    path = tmp_path / "htx.yaml"
    path.write_text(block("yaml"), "utf-8")
    told = result_of_file(path, date(2026, 11, 23), "", as_data=False)
    assert "## Đủ điều kiện theo những gì bà con khai" in told


def test_the_body_shown_is_accepted() -> None:
    body = read_json(block("json").encode(), CheckBody)
    assert isinstance(body, CheckBody)
    assert profile_of(json.loads(block("json"))["profile"], load_policies().facts).members == 20


def test_every_outcome_and_every_action_is_told() -> None:
    assert set(OUTCOMES) == set(re.findall(r"^\| `(\w+)` \|", TEXT, re.MULTILINE))
    actions = ActionData.model_json_schema()["properties"]["do"]["enum"]
    assert all(f"`{action}`" in TEXT for action in actions)
