"""What decides which passages and facts a file gives: our code and data, as one digest."""

from __future__ import annotations

import hashlib
from pathlib import Path

from knowledge.config import SHIPPED


def rules_digest() -> str:
    """A digest of the code and data that decide what passages and facts a file gives."""
    roots = (Path(__file__).parent, SHIPPED.parent)
    digest = hashlib.sha256()
    for root in roots:
        for path in sorted((*root.rglob("*.py"), *root.rglob("*.yaml"))):
            inside = path.relative_to(root)
            if inside.parts[0] not in ("train", "models"):
                digest.update(inside.as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:16]
