"""Making elements of TEI: what every part of the conversion does."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

from lxml import etree

from edition.tei.names import TEI_NS, tei

#: Characters that XML 1.0 does not have.
ILLEGAL: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BARE_PERCENT: Final = re.compile("%(?![0-9A-Fa-f]{2})")
_SCHEME: Final = re.compile("[A-Za-z][A-Za-z0-9+.-]*:")
_NOTHING: Final = re.compile("[A-Za-z][A-Za-z0-9+.-]*:/*|//+")
_SAFE: Final = "%/:?=&+,;@!$'()*~"


def element(name: str, **attributes: str) -> etree._Element:
    """A new element that stands by itself."""
    made: etree._Element = etree.Element(tei(name), attributes, nsmap={None: TEI_NS})
    return made


def add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    """A new element at the end of *parent*."""
    made: etree._Element = etree.SubElement(parent, tei(name), attributes)
    made.text = text or None
    return made


def say(parent: etree._Element, words: str) -> None:
    """Add *words* at the end of *parent*."""
    if not words:
        return
    # len(parent) would count its children each time.
    last = next(parent.iterchildren(reversed=True), None)
    if last is None:
        parent.text = (parent.text or "") + words
    else:
        last.tail = (last.tail or "") + words


def legal(text: str) -> str:
    """*text* with U+FFFD for what XML cannot hold."""
    return ILLEGAL.sub("\ufffd", text)


def pointer(address: str) -> str:
    """*address* as a pointer of TEI: without spaces and what else no URI has (RFC 3986)."""
    whole = _BARE_PERCENT.sub("%25", legal(address))
    path, mark, fragment = whole.partition("#")
    path = quote(path, safe=_SAFE)
    if _NOTHING.fullmatch(path):
        path = ""
    if path.startswith("//"):  # the scheme of the page, which may be that of a disk
        path = f"https:{path}"
    if ":" in re.split(r"[/?]", path)[0] and not _SCHEME.match(path):
        path = f"./{path}"
    return f"{path}{mark}{quote(fragment, safe=_SAFE)}" or "#"
