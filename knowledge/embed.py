"""Texts to vectors: the embedding model of the repository, of a folder, or of the hub.

The only file that knows sentence-transformers. Importing it takes seconds and 400 MB, so it is done only for
models other than the bundled one, whose vectors `knowledge.static_model` gives with numpy alone.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import ModelError
from knowledge.ranking import Ranking
from knowledge.static_model import MODULE, RANKING, StaticModel

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BUNDLED = Path(__file__).parent / "models" / "syllables-vi"
"""The folder of the model that the repository carries."""

Matrix = NDArray[np.float32]

_BUNDLED = "bundled"
_HUB_NAME = re.compile(r"[\w.-]+(?:/[\w.-]+)?")
_SAMPLE = 1 << 20
"""Bytes read at either end of a large file for its digest; a model trained anew differs everywhere."""


@dataclass(frozen=True, slots=True)
class Prompts:
    """What a model expects before a question and before a passage."""

    query: str = ""
    passage: str = ""


# From the models' own cards; the first pattern found in the lower-case name decides.
_FAMILIES: tuple[tuple[re.Pattern[str], Prompts], ...] = (
    (
        re.compile(r"(?:^|[-_/])e5(?:-|_).*instruct"),
        Prompts(
            "Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery: "
        ),
    ),
    (re.compile(r"(?:^|[-_/])e5(?:$|[-_])"), Prompts("query: ", "passage: ")),
    (re.compile(r"nomic-embed-text"), Prompts("search_query: ", "search_document: ")),
    (
        re.compile(r"bge-(?:small|base|large)-en"),
        Prompts("Represent this sentence for searching relevant passages: "),
    ),
)


def prompts_by_name(name: str) -> Prompts:
    """The prompts of the model's family; empty for models that want none (bge-m3 and its descendants)."""
    lower = name.lower()
    return next((prompts for pattern, prompts in _FAMILIES if pattern.search(lower)), Prompts())


class Embedder:
    """Questions and passages to unit vectors of length `dim`; `name` changes when the weights do."""

    def __init__(self, name: str, dim: int, encode: Callable[[list[str]], Matrix], prompts: Prompts) -> None:
        self.name = name
        self.dim = dim
        self._encode = encode
        self._prompts = prompts

    def embed_queries(self, texts: Sequence[str]) -> Matrix:
        """Unit vectors of questions, float32 (len(texts), dim)."""
        return self._embed(texts, self._prompts.query)

    def embed_passages(self, texts: Sequence[str]) -> Matrix:
        """Unit vectors of passages, float32 (len(texts), dim)."""
        return self._embed(texts, self._prompts.passage)

    def _embed(self, texts: Sequence[str], prompt: str) -> Matrix:
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        return self._encode([prompt + text for text in texts])


def load_embedder(name: str = "") -> Embedder:
    """The embedder of this name: "" or "bundled", an existing folder, else a model of the hub.

    The bundled model gives all zeros for a text of which it knows no word; such a text is like no other.

    Raises:
        ModelError: nothing of this name can be loaded; the message says what to do.
    """
    if name in ("", _BUNDLED):
        return _bundled()
    if Path(name).expanduser().is_dir():
        folder = Path(name).expanduser()
        return _from_folder(folder, folder.resolve().name)
    if not _HUB_NAME.fullmatch(name):
        raise ModelError(
            f"không có thư mục mô hình {name}; "
            "hãy sửa ASSISTANT_EMBEDDING_MODEL hoặc để trống để dùng mô hình đi kèm"
        )
    return _from_hub(name)


@lru_cache(maxsize=1)
def bundled_model() -> StaticModel:
    """The repository's own model, read once.

    Raises:
        ModelError: its files are missing or damaged.
    """
    return StaticModel.load(BUNDLED)


def ranking_of(name: str) -> Ranking | None:
    """What ranks articles anew beside the embedder of this name: only the bundled model has it.

    Raises:
        ModelError: its files are missing or damaged.
    """
    return Ranking.load(BUNDLED, bundled_model()) if name.startswith(f"{_BUNDLED}@") else None


def _bundled() -> Embedder:
    """The repository's own model, read without sentence-transformers."""
    model = bundled_model()
    return Embedder(f"{_BUNDLED}@{_digest(BUNDLED)}", model.dim, model.embed, Prompts())


def _from_folder(folder: Path, name: str) -> Embedder:
    if not folder.is_dir() or not any(folder.iterdir()):
        raise ModelError(f"thư mục mô hình {folder} trống hoặc không có; hãy chạy: python -m ingest train")
    advice = "hãy chép lại thư mục, hoặc để trống ASSISTANT_EMBEDDING_MODEL để dùng mô hình đi kèm"
    model = _load(str(folder), advice, trusted=_only_ours(folder))
    return _embedder(f"{name}@{_digest(folder)}", model, prompts_by_name(folder.name))


def _from_hub(name: str) -> Embedder:
    advice = (
        "cần mạng ở lần đầu (hoặc HF_HUB_OFFLINE=0) và đúng tên tổ chức/mô-hình; "
        "để trống ASSISTANT_EMBEDDING_MODEL để dùng mô hình đi kèm"
    )
    try:
        model = _load(name, advice)
    except ModelError:  # not in the cache yet, or not whole
        model = _load(name, advice, cached=False)
    config = getattr(getattr(model[0], "auto_model", None), "config", None)
    revision = str(getattr(config, "_commit_hash", None) or "")[:12]
    return _embedder(f"{name}@{revision}" if revision else name, model, prompts_by_name(name))


def _load(source: str, advice: str, *, trusted: bool = False, cached: bool = True) -> SentenceTransformer:
    """The model behind `source`, from this machine alone if `cached`; `trusted` admits our own module."""
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(source, trust_remote_code=trusted, local_files_only=cached)
    except ModelError:
        raise
    except Exception as error:  # whatever hub, tokenizer and weight readers raise for what is no model
        raise ModelError(
            f"không nạp được mô hình nhúng {source} ({type(error).__name__}); {advice}"
        ) from error


def _embedder(name: str, model: SentenceTransformer, by_name: Prompts) -> Embedder:
    def encode(texts: list[str]) -> Matrix:
        vectors = model.encode(texts, prompt="", normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)

    return Embedder(name, encode(["a"]).shape[1], encode, _own_prompts(model.prompts) or by_name)


def _own_prompts(prompts: dict[str, Any]) -> Prompts | None:
    """The prompts that a model's own configuration names, where it names any."""
    query = prompts.get("query") or ""
    passage = prompts.get("passage") or prompts.get("document") or ""
    return Prompts(query, passage) if query or passage else None


def _only_ours(folder: Path) -> bool:
    """Whether the model asks for this project's module, and for no other code but the library's."""
    try:
        modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
        types = {str(module["type"]) for module in modules}
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return MODULE in types and all(
        name == MODULE or name.startswith("sentence_transformers.") for name in types
    )


def _digest(folder: Path) -> str:
    """Twelve hex digits that change when weights, vocabulary or configuration do."""
    seen = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        unread = path.suffix == ".md" or path.name == RANKING
        if path.is_file() and not unread and not path.name.startswith("."):
            seen.update(f"{path.relative_to(folder).as_posix()} {path.stat().st_size}\n".encode())
            seen.update(_ends(path))
    return seen.hexdigest()[:12]


def _ends(path: Path) -> bytes:
    with path.open("rb") as file:
        head = file.read(_SAMPLE)
        file.seek(max(_SAMPLE, path.stat().st_size - _SAMPLE))
        return head + file.read()
