"""The whole library as settings ask for it: shipped documents, collected texts, digest cards, any files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ingest.add import Places
from ingest.build import BuildReport, build
from ingest.digests import load_digests
from ingest.embedding import PassageEmbedder
from ingest.sources import Listener
from knowledge.config import Settings


def build_whole(
    settings: Settings,
    paths: Sequence[Path],
    embedder: PassageEmbedder,
    listen: Listener = lambda _: None,
    *,
    fresh: bool = False,
    forget: bool = False,
) -> BuildReport:
    """Bring the library of `settings` up to date; see `ingest.build.build`, whose errors it raises."""
    return build(
        settings.library_dir,
        paths,
        embedder,
        listen,
        texts=Places.of(settings).texts,
        digests=load_digests(),
        fresh=fresh,
        forget=forget,
        server=settings.chroma_url,
    )
