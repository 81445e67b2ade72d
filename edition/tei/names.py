"""Names of TEI P5 that more than one module needs, in lxml's ``{namespace}local`` form."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from lxml import etree

TEI_NS: Final = "http://www.tei-c.org/ns/1.0"
XML_NS: Final = "http://www.w3.org/XML/1998/namespace"
NAMESPACES: Final = {"tei": TEI_NS, "xml": XML_NS}

#: Prefix of every TEI name in lxml's notation; ``tag[PREFIX_LENGTH:]`` is the local name.
TEI_PREFIX: Final = f"{{{TEI_NS}}}"
PREFIX_LENGTH: Final = len(TEI_PREFIX)

XML_ID: Final = f"{{{XML_NS}}}id"
XML_LANG: Final = f"{{{XML_NS}}}lang"
XML_SPACE: Final = f"{{{XML_NS}}}space"

#: Divisions of a text (P5, module textstructure).
DIVISIONS: Final = frozenset({"div", *(f"div{level}" for level in range(1, 8))})

#: Elements that only hold blocks: what stands directly in one of them is a block of text.
STRUCTURE: Final = DIVISIONS | {
    "argument",
    "back",
    "body",
    "epigraph",
    "front",
    "group",
    "performance",
    "postscript",
    "set",
    "sp",
    "text",
}


#: Lists of entries that stand for themselves, each a block (P5, chapters 3.12, 14 and 11).
LISTS: Final = frozenset(
    {
        "listBibl",
        "listEvent",
        "listNym",
        "listObject",
        "listOrg",
        "listPerson",
        "listPlace",
        "listWit",
    }
)

#: Suffixes of pictures that a page may show. SVG is a program, not a picture.
PICTURES: Final = frozenset({".gif", ".jpeg", ".jpg", ".png", ".webp"})

#: An example of mark-up stands in a namespace of its own, with its content (P5, section 22.1.1).
EXAMPLE: Final = "{http://www.tei-c.org/ns/Examples}egXML"


def tei(local: str) -> str:
    """The lxml name of the TEI element *local*."""
    return TEI_PREFIX + local


def is_tei_name(name: str) -> bool:
    """Whether *name*, as :func:`local_name` gives it, is that of an element of the TEI."""
    return bool(name) and name[0] != "{"


def local_name(element: etree._Element) -> str:
    """The local name of a TEI element, ``{namespace}name`` of any other, "" of a comment or PI."""
    return _local(element.tag)  # type: ignore[arg-type] # it is text or a function


@lru_cache(maxsize=4096)
def _local(tag: object) -> str:
    if not isinstance(tag, str):
        return ""
    if tag.startswith(TEI_PREFIX):
        return tag[PREFIX_LENGTH:]
    return "egXML" if tag == EXAMPLE else tag
