"""Two savings on what a build does a hundred thousand times. Neither changes a byte of the output.

A doctree is a great many objects that point at each other, and none of them is waste before its page
is done: the collector's rounds through all of them find nothing. And a text has far fewer words than
running words, while Sphinx works out the stem of every one of them for its search.
"""

from __future__ import annotations

import atexit
import gc
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Final

from sphinx.search import SearchLanguage, languages

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

#: New objects between two rounds of the collector while building; Python's own setting is 700.
_OBJECTS: Final = 500_000
#: Stems that are remembered: more than a language has common words.
_STEMS: Final = 100_000


def register(app: Sphinx) -> None:
    """Save what can be saved, from the beginning of a build to its end."""
    before = gc.get_threshold()
    app.connect("builder-inited", lambda _app: gc.set_threshold(_OBJECTS, *before[1:]))
    app.connect("build-finished", lambda _app, _error: gc.set_threshold(*before))
    app.connect("config-inited", _remember_stems)
    # When the process ends its memory goes as a whole; nothing is won by sorting it first.
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)


class _Remembering(SearchLanguage):
    """A language of Sphinx's search that works out each stem once."""

    def __init__(self, options: dict[str, str]) -> None:
        super().__init__(options)
        self.stem = lru_cache(_STEMS)(super().stem)  # type: ignore[method-assign]


def _remember_stems(app: Sphinx, config: Config) -> None:
    """Put in place of the language of the search one that is the same and remembers."""
    name = config.html_search_language or config.language
    found = languages.get(name) or languages.get(name.partition("_")[0]) or languages["en"]
    if isinstance(found, str):
        module, _, attribute = found.rpartition(".")
        found = getattr(import_module(module), attribute)
    assert isinstance(found, type)
    if not issubclass(found, _Remembering):
        same = type(found.__name__, (_Remembering, found), {"lang": name})
        app.add_search_language(same)
