"""The real assistant over the plan, and over regulations too, each built once for all tests."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assistant.wiring import Assistant, open_assistant
from ingest.build import build
from ingest.digests import load_digests
from knowledge.config import Settings
from knowledge.document import Document
from knowledge.embed import load_embedder
from tests.shared import built_once, plan_data

DECREE = """CHÍNH PHỦ

Số: 999/2025/NĐ-CP

NGHỊ ĐỊNH
Về chợ nổi

Chương I
QUY ĐỊNH CHUNG

Điều 1. Giải thích từ ngữ
1. Chợ nổi là nơi các ghe bầu neo lại để mua bán nông sản trên sông.
2. Ghe bầu là phương tiện thủy chở nông sản của thương hồ.

Điều 2. Thành lập chợ nổi
1. Chợ nổi được thành lập khi có ít nhất 09 ghe bầu cùng neo đậu.
2. Hồ sơ thành lập chợ nổi bao gồm:
a) Đơn xin neo đậu;
b) Sơ đồ luồng lạch;
c) Danh sách ghe bầu.
3. Trong thời hạn 06 ngày kể từ ngày nhận hồ sơ, trưởng bến trả lời thương hồ bằng văn bản.

Điều 3. Phí bến
1. Thương hồ nộp phí bến tối đa bằng 3% giá trị nông sản bán được.
2. Thương hồ không được chuyển nhượng chỗ neo đậu cho người khác.
3. Ghe bầu rời chợ nổi phải thông báo trước cho trưởng bến.

Điều 4. Hiệu lực thi hành
Nghị định này có hiệu lực thi hành từ ngày 02 tháng 02 năm 2025.
"""


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings whose data folder holds a library of the plan."""
    return Settings(data_dir=plan_data(tmp_path_factory))


@pytest.fixture(scope="session")
def plan_assistant(settings: Settings) -> Assistant:
    return open_assistant(settings)


@pytest.fixture(scope="session")
def plan(plan_assistant: Assistant) -> Document:
    found = plan_assistant.document("127/KH-UBND")
    assert found is not None
    return found


@pytest.fixture(scope="session")
def law_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings whose library has the plan, an invented decree, and our digest of the Law on Cooperatives."""
    shared = built_once(tmp_path_factory, "law", _build_law)
    return Settings(data_dir=shutil.copytree(shared, tmp_path_factory.mktemp("law") / "data"))


@pytest.fixture(scope="session")
def law_assistant(law_settings: Settings) -> Assistant:
    return open_assistant(law_settings)


def _build_law(folder: Path) -> None:
    decree = folder / "999-2025-ND-CP.txt"
    decree.write_text(DECREE, encoding="utf-8")
    digests = [digest for digest in load_digests() if digest.document.number == "17/2023/QH15"]
    build(Settings(data_dir=folder).library_dir, [decree], load_embedder(""), digests=digests)


@pytest.fixture
def empty_data(tmp_path: Path) -> Path:
    """A data folder without an index."""
    return tmp_path / "data"
