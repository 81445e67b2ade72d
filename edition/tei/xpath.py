"""XPath that a file brings with it (``citeStructure``): nothing outside the file, no cost without end.

Read is XPath 1.0 with its core functions, of which lxml has an implementation; names without a prefix
are those of the TEI, as its Guidelines write them in ``@match`` and ``@use``. What could open another
file, or look at the whole text again for each of its parts, is refused with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from lxml import etree

from edition.tei.names import TEI_NS, XML_NS

#: Functions of XPath 1.0 that look at nothing but what they are given.
_FUNCTIONS: Final = frozenset(
    {
        "boolean", "ceiling", "concat", "contains", "count", "false", "floor", "last", "local-name", "name",
        "namespace-uri", "normalize-space", "not", "number", "position", "round", "starts-with", "string",
        "string-length", "substring", "substring-after", "substring-before", "sum", "translate", "true",
    }
)  # fmt: skip
_NODE_TESTS: Final = frozenset({"comment", "node", "processing-instruction", "text"})
#: What looking along an axis can cost, in steps that look further than at the children.
_AXES: Final = {
    "ancestor": 1,
    "ancestor-or-self": 1,
    "attribute": 0,
    "child": 0,
    "descendant": 1,
    "descendant-or-self": 1,
    "following-sibling": 2,
    "parent": 1,
    "preceding-sibling": 2,
    "self": 0,
}
_OPERATORS: Final = frozenset({"*", "and", "div", "mod", "or"})
#: Signs that are always operators, and those before a step that are none.
_SIGNS: Final = frozenset({"!=", "+", "-", "<", "<=", "=", ">", ">=", "|"})
_BEFORE_A_STEP: Final = frozenset({"(", ",", "/", "//", "::", "@", "["})
_TOKEN: Final = re.compile(
    r"""\s*(?:
        (?P<literal>"[^"]*"|'[^']*')
      | (?P<number>\d+(?:\.\d*)?|\.\d+)
      | (?P<name>[^\W\d][\w.\-]*(?::(?:[^\W\d:][\w.\-]*|\*))?(?!\w))
      | (?P<sign>::|//|\.\.|!=|<=|>=|[/.@\[\](),|+\-=<>*])
    )""",
    re.VERBOSE,
)
_UP: Final = frozenset({"ancestor", "ancestor-or-self", "parent"})
#: The longest expression that is read, in characters, and what steps may cost at most.
_LONGEST: Final = 500
_DEAREST: Final = 4
#: The size of a file, in elements, in which an expression may look twice at the whole of it.
_MODEST: Final = 10_000


class PathError(ValueError):
    """An expression that is not evaluated; its message says why."""


class _Token(NamedTuple):
    kind: str
    text: str


_END: Final = _Token("", "")


@dataclass(frozen=True, slots=True)
class Path:
    """An expression, ready to be evaluated. Made by :func:`compile_path`.

    :ivar written: as the file has it.
    :ivar is_absolute: whether it begins at the root.
    :ivar cost: steps that look further than at children.
    """

    written: str
    is_absolute: bool
    cost: int
    _compiled: etree.XPath

    def is_affordable(self, size: int) -> bool:
        """Whether it can be evaluated in a file of that *size*, in elements."""
        return self.cost <= 1 or size <= _MODEST

    def nodes(self, node: etree._Element) -> list[etree._Element]:
        """The elements that it selects from *node*, in document order.

        :raises PathError: it selects none by its nature (it is a number, say), or cannot be evaluated.
        """
        found = self._evaluate(node, 1, 1)
        if not isinstance(found, list):
            raise PathError(f"{self.written!r} selects no elements")
        return [one for one in found if isinstance(one, etree._Element)]

    def values(
        self, node: etree._Element, position: int = 1, last: int = 1
    ) -> list[etree._Element | str]:
        """What it says of *node*: elements, or strings.

        :param position: the place of *node* among those that were selected with it, from 1.
        :param last: how many these are.
        :raises PathError: it cannot be evaluated.
        """
        found = self._evaluate(node, position, last)
        if isinstance(found, float):
            return [str(int(found)) if found.is_integer() else str(found)]
        if isinstance(found, list):
            return [one if isinstance(one, etree._Element) else str(one) for one in found]
        return [str(found).lower() if isinstance(found, bool) else str(found)]

    def _evaluate(self, node: etree._Element, position: int, last: int) -> object:
        try:
            return self._compiled(node, position=float(position), last=float(last))
        except (etree.XPathError, ValueError) as error:
            raise PathError(f"{self.written!r} cannot be evaluated: {error}") from None


def compile_path(written: str, namespaces: Mapping[str | None, str]) -> Path:
    """Make an expression ready.

    :param namespaces: those in scope where it is written.
    :raises PathError: it is no XPath 1.0, or does what it may not.
    """
    if len(written) > _LONGEST:
        raise PathError(f"an expression of {len(written)} characters is not read")
    known = {prefix: uri for prefix, uri in namespaces.items() if prefix}
    known |= {"tei": known.get("tei", TEI_NS), "xml": XML_NS, "_tei": TEI_NS}
    return _compiled(written, tuple(sorted(known.items())))


@lru_cache(maxsize=256)
def _compiled(written: str, namespaces: tuple[tuple[str, str], ...]) -> Path:
    """Make an expression ready. Files of one edition declare the same."""
    tokens = list(_told_apart(_tokens(written)))
    if not tokens:
        raise PathError("there is no expression")
    known = dict(namespaces)
    closed = "".join(_closed(tokens, known, written))
    cost = _cost(tokens, written)
    try:
        compiled = etree.XPath(closed, namespaces=known, regexp=False, smart_strings=False)
    except (etree.XPathError, ValueError):
        raise PathError(f"{written!r} is no XPath 1.0") from None
    return Path(written, _begins_at_root(tokens, written), cost, compiled)


def _tokens(written: str) -> Iterator[_Token]:
    at, text = 0, written.rstrip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            raise PathError(
                f"{written!r} is no XPath 1.0: {text[at : at + 10]!r} is not understood"
            )
        yield _Token(match.lastgroup, match[match.lastgroup])
        at = match.end()


def _told_apart(tokens: Iterator[_Token]) -> Iterator[_Token]:
    """*tokens* with operators known as such: what stands behind an operand is one (XPath 1.0, 3.7)."""
    operand = False
    for kind, text in tokens:
        is_operator = text in _SIGNS or (operand and (text == "*" or kind == "name"))
        yield _Token("operator" if is_operator else kind, text)
        operand = not is_operator and text not in _BEFORE_A_STEP


def _closed(tokens: list[_Token], namespaces: Mapping[str, str], written: str) -> Iterator[str]:
    """The expression with names of the TEI for names without a prefix, checked word by word."""
    placed = list(_placed(tokens))
    for place, (kind, text) in enumerate(placed):
        if kind == "name":
            before = [token.text for token in placed[max(0, place - 2) : place]]
            after = placed[place + 1].text if place + 1 < len(placed) else ""
            yield _name(text, before, after, namespaces, written)
        elif kind == "operator":
            if text not in _SIGNS | _OPERATORS:
                raise PathError(f"{written!r} is no XPath 1.0 at {text!r}")
            yield f" {text} "
        else:
            yield f" {text}" if kind == "number" else text


def _placed(tokens: list[_Token]) -> Iterator[_Token]:
    """*tokens* with variables for ``position()`` and ``last()`` of the expression itself.

    Where it stands among others only its caller knows.
    """
    depth = place = 0
    while place < len(tokens):
        text = tokens[place].text
        depth += (text == "[") - (text == "]")
        called = [token.text for token in tokens[place + 1 : place + 3]] == ["(", ")"]
        if text in {"position", "last"} and called and not depth:
            yield _Token("variable", f"${text}")
            place += 3
        else:
            yield tokens[place]
            place += 1


def _name(
    text: str, before: list[str], after: str, namespaces: Mapping[str, str], written: str
) -> str:
    """A name as it is to be evaluated.

    :param before: the two tokens before it.
    :param after: the token behind it.
    """
    if after in {"::", "("}:
        if after == "::" and text not in _AXES:
            raise PathError(f"{written!r} looks along the axis {text!r}, which is not done")
        if after == "(" and text not in _FUNCTIONS | _NODE_TESTS:
            raise PathError(f"{written!r} calls {text}(), which is not done")
        return text
    prefix, mark, _ = text.partition(":")
    if mark and prefix not in namespaces:
        raise PathError(f"{written!r} has the prefix {prefix!r}, which is not declared")
    is_attribute = before[-1:] == ["@"] or before == ["attribute", "::"]
    return text if mark or is_attribute else f"_tei:{text}"


def _cost(tokens: list[_Token], written: str) -> int:
    """Steps that look further than at children; one up counts twice, unless only for an attribute.

    :raises PathError: there are too many.
    """
    cost = 0
    for place, (token, following) in enumerate(zip(tokens, [*tokens[1:], _END], strict=True)):
        is_axis = following.text == "::"
        step = _AXES.get(token.text, 0) if is_axis else token.text in {"//", "..", "|"}
        is_up = token.text == ".." or (is_axis and token.text in _UP)
        cost += 2 if is_up and not _is_for_attribute(tokens[place + 1 :]) else step
    if cost > _DEAREST:
        raise PathError(f"{written!r} looks too far about")
    return cost


def _is_for_attribute(rest: list[_Token]) -> bool:
    """Whether the path of which *rest* is left ends at an attribute."""
    depth = 0
    for place, (kind, text) in enumerate(rest):
        depth += (text == "[") - (text == "]")
        if depth < 0 or (not depth and (kind == "operator" or text in {")", ","})):
            return False
        if not depth and text in {"@", "attribute"} and rest[place - 1].text == "/":
            return True
    return False


def _begins_at_root(tokens: list[_Token], written: str) -> bool:
    """Whether a path of the expression begins at the root.

    :raises PathError: one does so within a predicate or a function, for each of many nodes anew.
    """
    found = False
    depth = 0
    for place, (_, text) in enumerate(tokens):
        depth += (text in {"[", "("}) - (text in {"]", ")"})
        before = tokens[place - 1] if place else _Token("operator", "")
        if text in {"/", "//"} and (before.kind == "operator" or before.text in {"(", "[", ","}):
            if depth:
                raise PathError(f"{written!r} begins at the root again, within itself")
            found = True
    return found
