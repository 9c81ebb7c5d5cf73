"""Retrieval benchmarks as BEIR folders: reading them, writing them, and converting ALQAC's JSON."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.rows import decode, read_bytes
from knowledge.errors import DataError


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Texts to find (title and body together), questions, and the grade of each right text by question."""

    name: str
    ids: tuple[str, ...]
    texts: tuple[str, ...]
    queries: dict[str, str]
    relevant: dict[str, dict[str, int]]


def read_benchmark(folder: Path) -> Benchmark:
    """The benchmark in a BEIR folder: `corpus.jsonl` (or `.jsonl.xz`), `queries.jsonl`, `qrels.tsv`.

    Questions without a right text in the corpus are left out.

    Raises:
        DataError: a file is missing or cannot be read.
    """
    corpus = dict(map(_passage, _lines(_corpus_path(folder))))
    relevant = {
        query: right
        for query, graded in _qrels(folder / "qrels.tsv").items()
        if (right := {name: grade for name, grade in graded.items() if name in corpus})
    }
    asked = {str(line.get("_id")): str(line.get("text", "")) for line in _lines(folder / "queries.jsonl")}
    queries = {name: text for name, text in asked.items() if name in relevant}
    if not queries:
        raise DataError(f"{folder}: không câu hỏi nào có đoạn đúng trong kho; hãy kiểm tra qrels.tsv")
    kept = {name: relevant[name] for name in queries}
    return Benchmark(folder.name, tuple(corpus), tuple(corpus.values()), queries, kept)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a benchmark and the ids of the texts that answer it."""

    text: str
    relevant: tuple[str, ...]


def read_asked(folder: Path) -> dict[str, Asked]:
    """The questions of a BEIR folder by id; its corpus is not looked at.

    Raises:
        DataError: a file is missing or cannot be read.
    """
    right = _qrels(folder / "qrels.tsv")
    lines = ((str(line["_id"]), str(line.get("text") or "")) for line in _lines(folder / "queries.jsonl"))
    return {name: Asked(text, tuple(right.get(name, ()))) for name, text in lines if text.strip()}


def _corpus_path(folder: Path) -> Path:
    for name in ("corpus.jsonl", "corpus.jsonl.xz"):
        if (folder / name).is_file():
            return folder / name
    raise DataError(f"{folder}: thiếu corpus.jsonl (hoặc corpus.jsonl.xz); hãy chọn một thư mục kiểu BEIR")


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSONL file, read as a stream, since a corpus may be larger than memory likes."""
    try:
        with (
            lzma.open(path, "rt", encoding="utf-8")
            if path.suffix == ".xz"
            else path.open(encoding="utf-8") as file
        ):
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield _object(line, f"{path.name}:{number}")
    except OSError as error:
        raise DataError(f"{path}: không mở được ({error.strerror}); hãy kiểm tra thư mục") from None
    except (UnicodeDecodeError, lzma.LZMAError, EOFError):
        raise DataError(f"{path}: tệp hỏng hoặc không phải UTF-8; hãy tải lại tệp") from None


def _object(line: str, where: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except ValueError:
        value = None
    if not isinstance(value, dict) or "_id" not in value:
        raise DataError(f"{where}: không phải đối tượng JSON có _id; hãy kiểm tra tệp")
    return value


def _passage(line: Mapping[str, Any]) -> tuple[str, str]:
    title, text = str(line.get("title") or "").strip(), str(line.get("text") or "").strip()
    return str(line["_id"]), f"{title}\n{text}".strip()


def _qrels(path: Path) -> dict[str, dict[str, int]]:
    relevant: dict[str, dict[str, int]] = {}
    for number, line in enumerate(decode(path.name, read_bytes(path)).splitlines(), start=1):
        cells = line.split("\t")
        if not line.strip() or (number == 1 and not cells[-1].strip().isdigit()):
            continue
        if len(cells) != 3 or not cells[2].strip().lstrip("-").isdigit():
            raise DataError(f"{path.name}:{number}: cần ba cột câu hỏi, đoạn, điểm cách nhau bằng tab")
        if (grade := int(cells[2])) > 0:
            relevant.setdefault(cells[0].strip(), {})[cells[1].strip()] = grade
    return relevant


def convert_alqac(laws: Path, questions: Path, out: Path) -> tuple[int, int]:
    """Write ALQAC's `law.json` and `question.json` as a BEIR folder; returns how many articles and questions.

    An article's id is "law#article"; the first line of its text is its title.

    Raises:
        DataError: a file is not shaped like ALQAC's.
    """
    try:
        articles = list(_articles(_json(laws)))
        asked = [(str(q["id"]), str(q["text"]), _right(q)) for q in _json(questions)]
    except (KeyError, TypeError, AttributeError):
        raise DataError(
            f"{laws} hoặc {questions}: không đúng dạng của ALQAC; hãy kiểm tra thứ tự hai tệp"
        ) from None
    write_folder(out, articles, asked)
    return len(articles), len(asked)


def write_folder(
    out: Path, articles: Iterable[Mapping[str, str]], asked: Sequence[tuple[str, str, Iterable[str]]]
) -> None:
    """Write a BEIR folder: the corpus, and each question's id, text and right texts, all of grade 1."""
    out.mkdir(parents=True, exist_ok=True)
    _write(out / "corpus.jsonl", articles)
    _write(out / "queries.jsonl", ({"_id": name, "text": text} for name, text, _ in asked))
    pairs = [f"{name}\t{article}\t1\n" for name, _, right in asked for article in right]
    (out / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n" + "".join(pairs), encoding="utf-8")


def _articles(laws: Any) -> Iterator[dict[str, str]]:
    for law in laws:
        for article in law["articles"]:
            title, _, text = str(article["text"]).partition("\n")
            yield {"_id": f"{law['id']}#{article['id']}", "title": title.strip(), "text": text.strip()}


def _right(question: Mapping[str, Any]) -> list[str]:
    return [f"{right['law_id']}#{right['article_id']}" for right in question["relevant_articles"]]


def _json(path: Path) -> Any:
    try:
        return json.loads(decode(path.name, read_bytes(path)))
    except ValueError:
        raise DataError(f"{path}: không phải JSON; hãy kiểm tra tệp") from None


def _write(path: Path, lines: Iterable[Mapping[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
