"""The faults this project raises, as one tree.

Expected outcomes (no hit, a repealed decree, an ambiguous title) are values, never exceptions.

    AssistantError                 what every entry point catches; its text is one line that says what to do
    ├── ConfigError                a setting that cannot work
    ├── DocumentError              a file that cannot become a document
    ├── DataError                  a data file of this project (YAML, JSONL) that is malformed
    ├── ModelError                 an embedding model that cannot be loaded
    ├── LibraryError               an index that cannot answer
    │   ├── LibraryMissing         nothing was built yet
    │   ├── LibraryCorrupt         files are damaged or belong to something else
    │   └── LibraryMismatch        built with another embedding model or another format
    ├── StoreError                 kept conversations that cannot be read or written
    └── QuestionError              a question that cannot be read (empty, too long, binary)
"""

from __future__ import annotations


class AssistantError(Exception):
    """A fault whose message is one line for the person at the keyboard and says what to do."""


class ConfigError(AssistantError):
    """A setting that cannot work."""


class DocumentError(AssistantError):
    """A file that cannot become a document."""


class DataError(AssistantError):
    """A data file of this project that is malformed."""


class ModelError(AssistantError):
    """An embedding model that cannot be loaded."""


class LibraryError(AssistantError):
    """An index that cannot answer."""


class LibraryMissing(LibraryError):
    """Nothing was built yet."""


class LibraryCorrupt(LibraryError):
    """The files of the index are damaged or belong to something else."""


class LibraryMismatch(LibraryError):
    """The index was built with another embedding model or another format."""


class StoreError(AssistantError):
    """Kept conversations that cannot be read or written."""


class QuestionError(AssistantError):
    """A question that cannot be read."""
