"""The words of the language, as the bundled model's token list has them: 20,000 syllables of legal texts."""

from __future__ import annotations

from pathlib import Path

TOKENS = Path(__file__).parent / "models" / "syllables-vi" / "tokens.txt"


def known_words(path: Path = TOKENS) -> frozenset[str]:
    """Single syllables of the token list, with and without diacritics; empty where the list is missing."""
    if not path.is_file():
        return frozenset()
    return frozenset(word for word in path.read_text(encoding="utf-8").split("\n") if word.isalpha())
