"""An ODD: what its ``model`` elements say is done with which element, and what it says elements are for.

Read are the models for the web, and those for every output; ``@predicate`` as XPath 1.0; ``@cssClass``; and
of the parameters those that name what is shown (``default``) or where a link leads (``uri``).
How things look (``outputRendition``) is the theme's business. Source: TEI P5, section 22.5.4.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lxml import etree

from edition.check.odd.declarations import Chapter, chapters
from edition.errors import UnreadableError, UsageError
from edition.sphinxext.doctree import Rule
from edition.tei.names import NAMESPACES
from edition.tei.parse import parse

_OUTPUTS: Final = frozenset({"", "all", "web"})
#: Pieces of an XPath that stay as they are: strings, names with a prefix, functions, axes, attributes.
_TOKENS: Final = re.compile(
    r"""("[^"]*"|'[^']*'|@[\w:.-]+|\$[\w?.-]+|[\w.-]+:[\w.*-]+|[A-Za-z_][\w.-]*\s*(?:\(|::))|([A-Za-z_][\w.-]*)"""
)
_OPERATORS: Final = frozenset({"and", "or", "div", "mod"})
_ATTRIBUTE: Final = re.compile(r"@([\w:.-]+)")


def read_models(path: Path) -> tuple[Rule, ...]:
    """The rules that the ODD at *path* makes, in its order.

    :raises UsageError: it cannot be read, or a predicate is no XPath.
    """
    return tuple(
        _rule(model, spec.get("ident", ""), path)
        for spec in _read(path).iterfind(".//tei:elementSpec[@ident]", NAMESPACES)
        for model in _models(spec)
    )


def _read(path: Path) -> etree._Element:
    try:
        root = parse(path.read_bytes(), path.name).root
    except OSError as error:
        raise UsageError(
            f"the ODD cannot be read: {error.strerror}", file=str(path), hint="Check tei_odd."
        ) from error
    except UnreadableError as error:
        raise UsageError(error.message, file=str(path), line=error.line, hint=error.hint) from error
    return root


def read_chapters(path: Path) -> tuple[Chapter, ...]:
    """What the ODD at *path* says of elements, by its divisions, in its order.

    :raises UsageError: it cannot be read.
    """
    return chapters(_read(path))


def _models(spec: etree._Element) -> Iterator[etree._Element]:
    """The models of *spec* that are for the web; of a sequence the first, as one stands for all."""
    for model in spec.iter("{*}model"):
        outputs = {up.get("output", "") for up in (model, *model.iterancestors("{*}modelGrp"))}
        parent = model.getparent()
        assert parent is not None  # it lies below its elementSpec
        follows = etree.QName(parent).localname == "modelSequence" and parent[0] is not model
        if outputs <= _OUTPUTS and not follows:
            yield model


def _rule(model: etree._Element, ident: str, path: Path) -> Rule:
    predicate = model.get("predicate", "")
    sequence = model.getparent()
    if not predicate and sequence is not None:
        predicate = sequence.get("predicate", "")
    behaviour = model.get("behaviour", "inline")
    parameters = {p.get("name", ""): p.get("value", "") for p in model.iterfind("{*}param")}
    option = (model.get("cssClass") or "").split(" ")[0]
    if behaviour == "link":
        attribute = _ATTRIBUTE.search(parameters.get("uri", ""))
        option = attribute[1] if attribute else ""
    elif behaviour == "break":
        option = "page" if "page" in parameters.get("type", "") else "line"
    elif behaviour in {"omit", "metadata"}:
        option = "left out by the processing model of the ODD"
    try:
        return Rule(ident, behaviour, option, in_tei(predicate))
    except etree.XPathSyntaxError as error:
        message = f"the predicate {predicate!r} of <{ident}> is no XPath: {error}"
        raise UsageError(
            message, file=str(path), line=model.sourceline, hint="Write XPath 1.0."
        ) from error


def in_tei(predicate: str) -> str:
    """*predicate* with the prefix that XPath 1.0 needs for names of the TEI.

    :raises lxml.etree.XPathSyntaxError: it is no XPath.
    """

    def prefixed(match: re.Match[str]) -> str:
        kept, name = match.groups()
        return kept or (name if name in _OPERATORS else f"tei:{name}")

    written = _TOKENS.sub(prefixed, predicate)
    if written:
        etree.XPath(f"boolean({written})", namespaces=NAMESPACES)
    return written
