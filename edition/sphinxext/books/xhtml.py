"""Pages as XML: what writers of HTML leave open is closed, and what XML forbids is taken out."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree, html

_XHTML: Final = "http://www.w3.org/1999/xhtml"
_OPS: Final = "http://www.idpf.org/2007/ops"
_PARSER: Final = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
#: Names that HTML knows and XML does not, but for those that XML knows too.
_NAMED: Final = re.compile(r"&(?!amp;|lt;|gt;|quot;|apos;|#)(\w+);")


def well_formed(body: str) -> etree._Element:
    """The content of a page as a ``div``; what is no XML is read as a browser would."""
    text = _NAMED.sub(lambda match: html.fromstring(f"<p>{match[0]}</p>").text or match[0], body)
    try:
        return etree.fromstring(
            f'<div xmlns="{_XHTML}" xmlns:epub="{_OPS}">{text}</div>'.encode(), _PARSER
        )
    except etree.XMLSyntaxError:
        loose = html.fragment_fromstring(body, create_parent="div")
        for element in loose.iter(etree.Element):
            _make_names_safe(element)
        plain = etree.tostring(loose, encoding="unicode")
        inner = plain[plain.index(">") + 1 :]
        return etree.fromstring(
            f'<div xmlns="{_XHTML}" xmlns:epub="{_OPS}">{inner}'.encode(), _PARSER
        )


def _make_names_safe(element: etree._Element) -> None:
    """Drop attributes whose names XML cannot have."""
    for name in list(element.attrib):
        if not re.fullmatch(r"[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?", str(name)):
            del element.attrib[name]


def content(element: etree._Element) -> str:
    """What is in *element*, as XML."""
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    return (
        text[text.index(">") + 1 : text.rindex("<")]
        if text.endswith(">") and len(element)
        else (_escaped(element.text))
    )


def _escaped(text: str | None) -> str:
    return (text or "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
