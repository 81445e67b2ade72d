"""What declarations say of themselves (``gloss`` and ``desc``), as one line for editors to show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from edition.tei.names import TEI_PREFIX, XML_LANG, local_name

#: How names in prose are written where there is no mark-up.
_WRITTEN: Final = {"gi": "<{}>", "att": "@{}", "val": '"{}"'}


def described(nodes: tuple[etree._Element, ...], language: str) -> str:
    """What the first of *nodes* that says anything says: in *language*, else in English, else as it is.

    :param nodes: a declaration, after those that change it.
    """
    for node in nodes:
        description = _chosen(node, "desc", language)
        gloss = _chosen(node, "gloss", language)
        if description or gloss:
            return " ".join(filter(None, (gloss and f"({gloss})", description)))
    return ""


def _chosen(node: etree._Element, name: str, language: str) -> str:
    said = {
        _language(child): child
        for child in reversed(list(node.iterchildren(f"{TEI_PREFIX}{name}")))
        if child.get("type") != "deprecationInfo"
    }
    for wanted in (language, language.partition("-")[0], "en", *reversed(said)):
        if wanted in said:
            return " ".join("".join(_text(said[wanted])).split())
    return ""


def _language(node: etree._Element) -> str:
    """The language of *node*, which it may have from what it stands in."""
    while node.get(XML_LANG) is None:
        above = node.getparent()
        if above is None:
            return ""
        node = above
    return node.get(XML_LANG, "")


def _text(node: etree._Element) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        if isinstance(child.tag, str):
            inner = "".join(_text(child))
            yield _WRITTEN.get(local_name(child), "{}").format(inner)
        yield child.tail or ""
