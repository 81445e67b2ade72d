"""Citations that are annotations: those of the W3C, and those that Hypothesis and Recogito give out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urldefrag

from edition.cite.quotations import Quotation
from edition.cite.resolve.addresses import is_address, of_address, of_page
from edition.cite.resolve.archive import Archive
from edition.cite.resolve.asked import Asked, anchor
from edition.errors import UsageError

#: What is made of a file, and has its name: its page, and its plain text.
_NAMED_AFTER_FILES: Final = (".html", ".txt")
_OFFSET: Final = re.compile(r"(?:char|line)=\d*,?\d*")
_HINT = "Give one annotation of the W3C's model, of Hypothesis or of Recogito."


def of_annotation(archive: Archive, text: str) -> Asked:
    """What the first target of the annotation that *text* is as JSON asks for.

    :raises UsageError: it is no annotation, or its target says neither words nor an anchor.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"this is no JSON: {error}", hint=_HINT) from error
    if not isinstance(data, dict) or not (targets := _listed(data.get("target"))):
        raise UsageError("this is no annotation: it has no target", hint=_HINT)
    target = targets[0]
    if isinstance(target, str):
        return _of_source(archive, target)
    source = _text(target.get("source")) or _text(data.get("uri"))
    selectors = [s for s in _selectors(target.get("selector")) if isinstance(s, dict)]
    quotation = next((q for s in selectors if (q := _quotation(s))), None)
    fragment = next((_text(s.get("value")) for s in selectors if _is_fragment(s)), "")
    page, _, of_source = source.partition("#")
    asked = Asked()
    if fragment or of_source:
        asked = (
            _of_source(archive, f"{page}#{fragment or of_source}")
            if page
            else anchor(archive, fragment) or asked
        )
    elif page and quotation is not None:
        asked = _file_of(archive, page)
    if quotation is None and asked.start is None and asked.directive is None:
        raise UsageError(
            "the target of the annotation says neither words nor an anchor",
            hint="An offset alone may mean any words: add a TextQuoteSelector.",
        )
    return replace(asked, quotation=quotation) if quotation else asked


def _of_source(archive: Archive, source: str) -> Asked:
    if is_address(source):
        return of_address(archive, source)
    page, fragment = urldefrag(source)
    name = page.rsplit(".", 1)[0] if page.endswith(_NAMED_AFTER_FILES) else page
    return of_page(archive, name, fragment)


def _file_of(archive: Archive, page: str) -> Asked:
    """The file of the *page* that was annotated, if it is one of the edition."""
    try:
        asked = _of_source(archive, page)
    except UsageError:
        return Asked()
    return Asked(file=asked.file, version=asked.version)


def _selectors(value: object) -> Iterator[Any]:
    """All selectors of a target, those that refine others too."""
    for selector in _listed(value):
        yield selector
        if isinstance(selector, dict):
            yield from _selectors(selector.get("refinedBy"))


def _quotation(selector: dict[str, Any]) -> Quotation | None:
    """The words that a TextQuoteSelector, or a selector of Recogito's own, names."""
    words = _text(selector.get("exact")) or _text(selector.get("quote"))
    if not words.strip():
        return None
    return Quotation(words, _text(selector.get("prefix")), _text(selector.get("suffix")))


def _is_fragment(selector: dict[str, Any]) -> bool:
    """Whether *selector* names an anchor: in plain text a fragment is an offset (RFC 5147)."""
    value = _text(selector.get("value"))
    return selector.get("type") == "FragmentSelector" and bool(value) and not _OFFSET.match(value)


def _listed(value: object) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
