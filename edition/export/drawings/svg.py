"""SVG, written safely: everything is escaped, every number is finite and rounded.

Text and attributes come from files of strangers; only what :func:`element` returns is taken as it is.
Numbers are rounded to a tenth of a unit, so that two machines write the same bytes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Final
from urllib.parse import urlsplit

#: Gives the address of what a key names, or "" if no page has it.
Address = Callable[[str], str]
#: A point of a drawing, in units of its own.
XY = tuple[float, float]

_SCHEMES: Final = frozenset({"", "http", "https"})


class Markup(str):
    """Text that is markup already. Made by :func:`element` and :func:`joined` alone."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing that is done.

    :ivar title: what it shows, for those who do not see it.
    :ivar markup: the SVG.
    :ivar width: its width in units, each meant to be about a pixel.
    """

    title: str
    markup: str
    width: float


def number(value: float) -> str:
    """*value* as SVG writes it: at most one decimal, no exponent, no negative zero.

    :raises ValueError: it is not a finite number.
    """
    if not math.isfinite(value):
        raise ValueError(f"{value} cannot be drawn")
    rounded = round(value, 1) + 0.0  # -0.0 + 0.0 is 0.0
    return str(int(rounded)) if rounded == int(rounded) else f"{rounded:.1f}"


def element(
    name: str, attributes: Mapping[str, str | float] | None = None, *content: str
) -> Markup:
    """The element *name*; content that is not :class:`Markup` is text."""
    tag = name
    for key, value in (attributes or {}).items():
        written = value if isinstance(value, str) else number(value)
        tag += f' {key}="{escape(written)}"'
    inner = joined(content)
    return Markup(f"<{tag}>{inner}</{name}>")


def joined(content: Iterable[str]) -> Markup:
    """Pieces of content one after the other; what is not :class:`Markup` is text."""
    return Markup(
        "".join(
            piece if isinstance(piece, Markup) else escape(piece, quote=False) for piece in content
        )
    )


def group(class_: str, *content: str, **attributes: str | float) -> Markup:
    """A ``g`` with a class; underscores in names of attributes stand for hyphens."""
    given: dict[str, str | float] = {"class": class_}
    given.update({name.replace("_", "-"): value for name, value in attributes.items()})
    return element("g", given, *content)


def link(address: str, title: str, *content: str) -> Markup:
    """*content* as a link with a title; without a link if there is no address that is safe."""
    titled = (element("title", {}, title), *content)
    if not address or urlsplit(address).scheme not in _SCHEMES:
        return element("g", {}, *titled)
    return element("a", {"href": address}, *titled)


def path(points: Iterable[XY]) -> str:
    """The data of a path through *points*."""
    pieces: list[str] = []
    for x, y in points:
        here = f"{number(x)} {number(y)}"
        if not pieces or pieces[-1][1:] != here:
            pieces.append(("L" if pieces else "M") + here)
    return "".join(pieces)


def line(start: XY, end: XY, **attributes: str) -> Markup:
    """A straight line."""
    given: dict[str, str | float] = {"x1": start[0], "y1": start[1], "x2": end[0], "y2": end[1]}
    given.update({name.rstrip("_").replace("_", "-"): v for name, v in attributes.items()})
    return element("line", given)


def lines_of_text(lines: Iterable[str], x: float, y: float, leading: float) -> Markup:
    """Lines of text below each other, the base line of the first at *y*."""
    return joined(
        element("text", {"x": x, "y": y + at * leading}, text) for at, text in enumerate(lines)
    )


def picture(
    kind: str, size: XY, title: str, description: str, *content: str, top: float = 0.0
) -> Picture:
    """A whole drawing, or the part from *top* on that has *size*.

    It is scaled to where it stands, and named and described for those who do not see it.

    It is a group, not an image: its links can be reached one by one. Text and lines have the colour
    of the text around it, until a style sheet says otherwise.
    """
    width, height = map(number, size)
    markup = element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": f"drawing-picture {kind}",
            "viewBox": f"0 {number(top)} {width} {height}",
            "role": "group",
            "aria-label": title,
            # A style sheet may set another; without one it does not grow beyond its size.
            "style": f"--natural: {width}px; max-width: var(--drawing-width, {width}px)",
            "font-family": "sans-serif",
            "font-size": "13",
            "fill": "currentColor",
        },
        element("title", {}, title),
        element("desc", {}, description),
        *content,
    )
    return Picture(title, markup, size[0])
