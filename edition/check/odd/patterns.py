"""The patterns of RELAX NG as values, and how they are put together.

A pattern is a node of the XML syntax. The functions that make them simplify at once, by the rules of the
specification (section 4.20 and 4.21): what is not allowed disappears from choices and takes the group
with it that needs it, what is empty disappears from groups. So a schema holds nothing that cannot occur,
which libxml2, whose compiler walks every empty branch, is grateful for.

Source: RELAX NG Specification, OASIS, 3 December 2001.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple


class Pattern(NamedTuple):
    """A pattern or, inside of one, a name class or a parameter.

    :ivar tag: its element in the XML syntax.
    :ivar attributes: in the order in which they are written.
    :ivar text: of ``value``, ``param`` and ``name``.
    :ivar doc: what an element, an attribute or a value is for, or "".
    """

    tag: str
    children: tuple[Pattern, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
    text: str = ""
    doc: str = ""

    @property
    def name(self) -> str:
        """The ``@name``, or ""."""
        return dict(self.attributes).get("name", "")


EMPTY: Final = Pattern("empty")
NOT_ALLOWED: Final = Pattern("notAllowed")
TEXT: Final = Pattern("text")


def ref(name: str) -> Pattern:
    """What is defined under *name*."""
    return Pattern("ref", attributes=(("name", name),))


def data(datatype: str, *parameters: tuple[str, str]) -> Pattern:
    """A string of an XML Schema *datatype*."""
    return Pattern(
        "data",
        tuple(Pattern("param", (), (("name", name),), text) for name, text in parameters),
        (("type", datatype),),
    )


def value(text: str, doc: str = "") -> Pattern:
    """This string, without regard to the spaces around and between its words."""
    return Pattern("value", text=text, doc=doc)


def group(*patterns: Pattern) -> Pattern:
    """One after the other; attributes in any order."""
    return _together("group", patterns)


def interleave(*patterns: Pattern) -> Pattern:
    """All of them, in any order."""
    return _together("interleave", patterns)


def _together(tag: str, patterns: tuple[Pattern, ...]) -> Pattern:
    parts: list[Pattern] = []
    for pattern in patterns:
        if pattern == NOT_ALLOWED:
            return NOT_ALLOWED
        if pattern.tag == tag:
            parts += pattern.children
        elif pattern != EMPTY:
            parts.append(pattern)
    if not parts:
        return EMPTY
    return parts[0] if len(parts) == 1 else Pattern(tag, tuple(parts))


def choice(*patterns: Pattern) -> Pattern:
    """One of them."""
    parts: dict[Pattern, None] = {}
    for pattern in patterns:
        parts.update(dict.fromkeys(pattern.children if pattern.tag == "choice" else (pattern,)))
    parts.pop(NOT_ALLOWED, None)
    if not parts:
        return NOT_ALLOWED
    if EMPTY in parts and len(parts) > 1:
        del parts[EMPTY]
        return optional(choice(*parts))
    return next(iter(parts)) if len(parts) == 1 else Pattern("choice", tuple(parts))


def optional(pattern: Pattern) -> Pattern:
    """It, or nothing."""
    if pattern in {NOT_ALLOWED, EMPTY}:
        return EMPTY
    if pattern.tag in {"optional", "zeroOrMore"}:
        return pattern
    if pattern.tag == "oneOrMore":
        return Pattern("zeroOrMore", pattern.children)
    return Pattern("optional", (pattern,))


def zero_or_more(pattern: Pattern) -> Pattern:
    """Any number of it."""
    return optional(one_or_more(pattern))


def one_or_more(pattern: Pattern) -> Pattern:
    """At least one of it."""
    if pattern in {NOT_ALLOWED, EMPTY} or pattern.tag in {"zeroOrMore", "oneOrMore"}:
        return pattern
    if pattern.tag == "optional":
        return Pattern("zeroOrMore", pattern.children)
    return Pattern("oneOrMore", (pattern,))


#: Bounds above this are not counted out: a grammar of that size would help nobody. The bound of the TEI's own
#: stylesheets is 400 as well.
_COUNTED: Final = 400


def repeated(pattern: Pattern, low: int, high: int | None) -> Pattern:
    """*pattern* from *low* to *high* times; None is any number."""
    if (low, high) == (1, 1):
        return pattern
    if high is None or high > _COUNTED:
        if low == 0:
            return zero_or_more(pattern)
        if low == 1:
            return one_or_more(pattern)
        return group(*[pattern] * min(low, _COUNTED), zero_or_more(pattern))
    more = EMPTY
    for _ in range(high - low):
        more = optional(group(pattern, more))
    return group(*[pattern] * low, more)


def has_text(pattern: Pattern) -> bool:
    """Whether *pattern*, of a value, allows any string: a list cannot hold that."""
    return pattern == TEXT or any(map(has_text, pattern.children))


def tokens(pattern: Pattern) -> Pattern:
    """A string of words, separated by space, that follow *pattern*."""
    if pattern.tag == "list":
        return pattern
    return Pattern("list", (pattern,))


def attribute(name: str, ns: str, pattern: Pattern, doc: str = "") -> Pattern:
    """An attribute; *ns* is its namespace, or "" for none."""
    named = (("name", name), ("ns", ns)) if ns else (("name", name),)
    return Pattern("attribute", (pattern,), named, doc=doc)


def element(name: str, ns: str | None, pattern: Pattern, doc: str = "") -> Pattern:
    """An element, which is not allowed if its content is not.

    :param ns: its namespace, None for that of the grammar.
    """
    if pattern == NOT_ALLOWED:
        return NOT_ALLOWED
    named = (("name", name),) if ns is None else (("name", name), ("ns", ns))
    return Pattern("element", (pattern,), named, doc=doc)


_BUILT: Final[dict[str, Callable[..., Pattern]]] = {
    "group": group,
    "interleave": interleave,
    "choice": choice,
    "optional": lambda *parts: optional(group(*parts)),
    "zeroOrMore": lambda *parts: zero_or_more(group(*parts)),
    "oneOrMore": lambda *parts: one_or_more(group(*parts)),
}


def rebuilt(pattern: Pattern, children: tuple[Pattern, ...]) -> Pattern:
    """*pattern* over other *children*, simplified."""
    if pattern.tag in _BUILT:
        return _BUILT[pattern.tag](*children)
    return NOT_ALLOWED if NOT_ALLOWED in children else pattern._replace(children=children)
