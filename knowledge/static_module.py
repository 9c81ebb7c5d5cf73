"""The static embedding as a module of sentence-transformers, which finds it by name in `modules.json`."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self

import torch

from knowledge.static_model import StaticModel


class StaticModule(torch.nn.Module):
    """Texts in, normalised vectors out; the work is `StaticModel`'s."""

    def __init__(self, model: StaticModel) -> None:
        super().__init__()
        self.model = model

    @classmethod
    def load(cls, folder: str) -> Self:
        """The module saved in `folder`; sentence-transformers calls this.

        Raises:
            ModelError: files are missing or damaged.
        """
        return cls(StaticModel.load(Path(folder)))

    def preprocess(self, texts: list[str], prompt: str | None = None, **_: Any) -> dict[str, torch.Tensor]:
        """The features of a batch: its vectors, already, since a static model has no layers to run."""
        prompted = [prompt + text for text in texts] if prompt else texts
        return {"sentence_embedding": torch.from_numpy(self.model.embed(prompted))}

    def forward(self, features: dict[str, torch.Tensor], **_: Any) -> dict[str, torch.Tensor]:
        """The features as they are."""
        return features

    def get_embedding_dimension(self) -> int:
        """The length of a vector."""
        return self.model.dim

    def save(self, output_path: str, **_: Any) -> None:
        """Write the model into a folder."""
        self.model.save(Path(output_path))
