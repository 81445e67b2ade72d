"""An annotated edition from TEI, through Sphinx.

In a Sphinx project: ``extensions = ["edition"]``. In Python: :func:`load` reads a folder of TEI files
into an :class:`Edition`. What is exported here is public and covered by semantic versioning;
everything else is private. Importing the package imports neither Sphinx nor lxml.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

    from edition.errors import EditionError, UnreadableError, UsageError
    from edition.model import (
        Claim,
        Edition,
        Entity,
        Mention,
        Note,
        Passage,
        Position,
        Source,
        Work,
        load,
    )

__version__: Final = "0.1.0"

__all__ = [
    "Claim",
    "Edition",
    "EditionError",
    "Entity",
    "Mention",
    "Note",
    "Passage",
    "Position",
    "Source",
    "UnreadableError",
    "UsageError",
    "Work",
    "__version__",
    "load",
    "setup",
]

_HOMES: Final = {
    "EditionError": "edition.errors",
    "UnreadableError": "edition.errors",
    "UsageError": "edition.errors",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 – whatever the name stands for
    """Import a public name when it is first asked for."""
    if name not in __all__:
        message = f"module 'edition' has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_HOMES.get(name, "edition.model")), name)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx (``extensions = ["edition"]`` in ``conf.py``)."""
    from edition.sphinxext import setup as register  # noqa: PLC0415 – Sphinx only when asked for

    return register(app)
