"""Errata of documents, as data: `knowledge/data/errata/<slug>.yaml`."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import TypeAdapter, ValidationError

from knowledge.config import SHIPPED
from knowledge.errors import DataError
from knowledge.facts import Erratum

_ERRATA = TypeAdapter(tuple[Erratum, ...])


def load_errata(number: str, folder: Path = SHIPPED / "errata") -> tuple[Erratum, ...]:
    """The known defects of the document with this number; none when no file in `folder` names them.

    Raises:
        DataError: the file is malformed.
    """
    path = folder / f"{number.replace('/', '-')}.yaml"
    if not path.is_file():
        return ()
    try:
        rows = yaml.safe_load(path.read_text(encoding="utf-8"))
        return _ERRATA.validate_python([{"document": number, **row} for row in rows])
    except (yaml.YAMLError, ValidationError, TypeError) as error:
        why = type(error).__name__
        raise DataError(f"{path.name}: sai định dạng ({why}); mỗi mục cần anchor, printed, note") from error
