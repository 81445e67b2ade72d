"""Behaviours of what is not text: pictures, formulas, recordings, and links to all of them."""

from __future__ import annotations

import posixpath
import re
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote

from docutils import nodes
from lxml import etree

from edition.sphinxext.doctree.structure import class_of, is_words
from edition.sphinxext.doctree.walk import Walk, behaviour
from edition.sphinxext.nodes import generated, mathml
from edition.tei.names import NAMESPACES, PICTURES, local_name
from edition.tei.pointers import web_address
from edition.tei.text import edited_text, plain_text

_MATHML: Final = "http://www.w3.org/1998/Math/MathML"
#: Elements of MathML Core; any other is only a group, and keeps what it holds.
_ELEMENTS: Final = frozenset(
    {
        "annotation", "math", "merror", "mfrac", "mi", "mmultiscripts", "mn", "mo", "mover", "mpadded",
        "mphantom", "mprescripts", "mroot", "mrow", "ms", "mspace", "msqrt", "mstyle", "msub", "msubsup",
        "msup", "mtable", "mtd", "mtext", "mtr", "munder", "munderover", "none", "semantics",
    }
)  # fmt: skip
#: Attributes that only say how a formula looks.
_ATTRIBUTES: Final = frozenset(
    {
        "accent", "accentunder", "columnspan", "depth", "dir", "display", "displaystyle", "fence", "form",
        "height", "largeop", "linethickness", "lspace", "mathvariant", "maxsize", "minsize",
        "movablelimits", "rowspan", "rspace", "scriptlevel", "separator", "stretchy", "symmetric",
        "voffset", "width",
    }
)  # fmt: skip


@behaviour("formula")
def formula(walk: Walk, element: etree._Element, _option: str) -> None:
    """A formula: MathML as MathML, any other notation as it is written."""
    maths = [c for c in element if local_name(c).startswith(f"{{{_MATHML}}}")]
    if len(maths) == 1 and len(element) == 1 and not _has_text_around(element):
        math = maths[0]
        display = math.get("display") == "block" or element.get("rend") in {"display", "block"}
        safe = _safe(math)
        safe.set("display", "block" if display else "inline")
        node = mathml("", plain_text(math), markup=etree.tostring(safe, encoding="unicode"))
        walk.dress(node, element, "formula")
        node["ids"] += walk.anchors_below(element)
        walk.builder.add_inline(node)
    elif len(element):
        walk.words(nodes.inline(), element, "formula")
    else:
        walk.words(nodes.literal(), element, "formula")


def _has_text_around(element: etree._Element) -> bool:
    pieces = [element.text, *(child.tail for child in element)]
    return any(piece and piece.strip() for piece in pieces)


def _safe(element: etree._Element) -> etree._Element:
    """A copy of a formula with nothing in it but MathML that can only be looked at."""
    name = etree.QName(element).localname
    copy: etree._Element = etree.Element(
        f"{{{_MATHML}}}{name if name in _ELEMENTS else 'mrow'}", nsmap={None: _MATHML}
    )
    for attribute, value in element.items():
        if attribute in _ATTRIBUTES:
            copy.set(attribute, value)
    copy.text = element.text
    for child in element:
        if isinstance(child.tag, str):
            inner = _safe(child)
            inner.tail = child.tail
            copy.append(inner)
        elif child.tail:
            _add_text(copy, child.tail)
    if name == "mfenced":
        _fence(copy, element)
    return copy


def _fence(row: etree._Element, fenced: etree._Element) -> None:
    """Write out the brackets and commas that ``mfenced`` implies, which browsers no longer know."""
    separators = fenced.get("separators", ",").split() or [""]
    for at in range(len(row) - 1, 0, -1):
        row.insert(at, _operator(separators[min(at - 1, len(separators) - 1)][:1]))
    row.insert(0, _operator(fenced.get("open", "(")))
    row.append(_operator(fenced.get("close", ")")))


def _operator(sign: str) -> etree._Element:
    operator: etree._Element = etree.Element(f"{{{_MATHML}}}mo")
    operator.text = sign
    return operator


def _add_text(element: etree._Element, text: str) -> None:
    """Add what stood behind a comment or an instruction."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


@behaviour("graphic")
def graphic(walk: Walk, element: etree._Element, _option: str) -> None:
    """A picture of the project is shown; one elsewhere is linked, for no page asks other servers."""
    url = element.get("url", "").strip()
    path = local_picture(walk, url)
    node: nodes.Element
    if path:
        node = nodes.image(uri=f"/{path}", alt=_alternative(element))
    elif web := web_address(url):
        words = PurePosixPath(web.path).name or web.netloc
        node = generated(nodes.inline("", "", nodes.reference("", f"Picture: {words}", refuri=url)))
    else:
        node = generated(nodes.inline("", f"[Picture: {url}]" if url else "[Picture]"))
    walk.dress(node, element, class_of(element))
    if path and not walk.builder.in_words:
        walk.builder.add_block(node)
    else:
        walk.builder.add_inline(node)
    walk.children(element)


def local_picture(walk: Walk, url: str) -> str:
    """The path below the source folder of a picture that is there, or ""."""
    if not url or ":" in url or url.startswith(("/", "\\")):
        return ""
    folder = posixpath.dirname(walk.context.file)
    path = posixpath.normpath(posixpath.join(folder, unquote(re.split(r"[?#]", url)[0])))
    if path.startswith("..") or PurePosixPath(path).suffix.lower() not in PICTURES:
        return ""
    file = walk.builder.folder / path
    inside = file.is_file() and file.resolve().is_relative_to(walk.builder.folder.resolve())
    return path if inside else ""


def _alternative(element: etree._Element) -> str:
    """What a picture shows, for those who do not see it."""
    for within in (element, element.getparent()):
        if within is None:
            continue
        for name in ("desc", "figDesc", "head"):
            found = within.find(f"tei:{name}", NAMESPACES)
            if found is not None and (words := edited_text(found)):
                return words
    return ""


@behaviour("figure")
def figure(walk: Walk, element: etree._Element, _option: str) -> None:
    """A figure with all that belongs to it; in running words, a run of words."""
    if is_words(walk, element) and not any(local_name(c) == "graphic" for c in element):
        walk.words(nodes.inline(), element, class_of(element))
        return
    walk.block(nodes.container(), element, class_of(element))
    walk.builder.flush_floats()


@behaviour("media")
def media(walk: Walk, element: etree._Element, _option: str) -> None:
    """A recording or film: a link to it."""
    url = element.get("url", "")
    web = web_address(url)
    label = PurePosixPath(web.path if web else url).name or local_name(element)
    inner = nodes.reference("", label, refuri=url) if web else nodes.inline("", label)
    node = generated(nodes.inline("", "", inner))
    walk.builder.add_inline(walk.dress(node, element, class_of(element)))
    walk.children(element)
