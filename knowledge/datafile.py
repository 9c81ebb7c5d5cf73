"""Reading a data file of this project: YAML checked against its model, faults told in one line."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from knowledge.errors import DataError

M = TypeVar("M", bound=BaseModel)


def read_data(path: Path, model: type[M]) -> M:
    """The content of the YAML file at `path` as a `model`.

    Raises:
        DataError: the file cannot be read, is no YAML, or does not fit; the message names the place.
    """
    try:
        return model.model_validate(yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader))
    except OSError as error:
        raise DataError(f"Cannot read {path.name}: {error.strerror}; restore the file.") from error
    except yaml.YAMLError as error:
        raise DataError(f"{path.name} is not valid YAML: {' '.join(str(error).split())}") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise DataError(f"{path.name}: correct {place}: {first['msg']}") from error
