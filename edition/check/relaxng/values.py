"""What a value may be, in words and with an example."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from edition.check.likeness import near, nearest
from edition.check.relaxng.patterns import Attribute, Data, List, Pattern, Text, Value
from edition.check.relaxng.wording import listing

#: Values that are named before the rest are counted.
_MOST: Final = 8
#: Sorts of values that are described: a date has nine, of which three say enough.
_MOST_WAYS: Final = 3
#: A month or a day of one figure, behind a year.
_SHORT_DATE: Final = re.compile(r"(?<=\d)(-)([1-9])(?![\d:])")
#: What the datatypes of XML Schema are, with an example of each, those of dates first.
_DATATYPES: Final = {
    "date": "a date such as 1949-06-02",
    "gYearMonth": "a month such as 1949-06",
    "gYear": "a year such as 1949",
    "gMonthDay": "a day of any year such as --06-02",
    "gMonth": "a month of any year such as --06",
    "gDay": "a day of any month such as ---02",
    "dateTime": "a date with a time such as 1949-06-02T12:30:00",
    "time": "a time such as 12:30:00",
    "duration": "a duration such as P1Y2M or PT30M",
    "anyURI": "a pointer without spaces such as #p1 or https://example.org/",
    "ID": "an id such as p1: a letter first, then letters, digits, - . _",
    "NCName": "a name such as p1: a letter first, then letters, digits, - . _",
    "Name": "a name such as p1: a letter first, then letters, digits, - . _",
    "boolean": "true or false",
    "language": "a language such as en or ur-Latn",
    "nonNegativeInteger": "a whole number such as 3",
    "positiveInteger": "a whole number such as 3",
    "integer": "a whole number such as 3",
    "decimal": "a number such as 0.5",
    "double": "a number such as 0.5",
    "float": "a number such as 0.5",
}
_ORDER: Final = {name: place for place, name in enumerate(_DATATYPES)}
#: Expressions that the TEI uses, in words.
_EXPRESSIONS: Final = {
    r"[^\p{C}\p{Z}]+": "a word without spaces or invisible characters",
    r"\S+": "a text without spaces",
    r"[0-9.,DHMPRSTWYZ/:+\-]+": "a date or duration of ISO 8601 such as 1949-06-02/1949-06-30",
    r"(\-?[\d]+/\-?[\d]+)": "a ratio such as 1/3",
}


def expected(patterns: Iterable[Pattern], given: str) -> str:
    """What a value may be that is not as *given*: values if they are counted, else what they look like."""
    leaves = list(_leaves(patterns))
    listed = list(dict.fromkeys(leaf.written for leaf in leaves if isinstance(leaf, Value)))
    data = sorted({_described(leaf) for leaf in leaves if isinstance(leaf, Data)})
    if any(isinstance(leaf, Text) for leaf in leaves):
        data.append((len(_ORDER), "any text"))
    ways = [words for _, words in data]
    if listed:
        ways.insert(0, _counted(listed, given))
    words = listing(list(dict.fromkeys(ways))[:_MOST_WAYS]) or "nothing"
    return f"one or more, with spaces between: {words}" if _is_list(patterns) else words


def correction(
    given: str, patterns: Sequence[Attribute], allows: Callable[[Attribute, str], bool]
) -> str:
    """The one value that is meant by what was *given*, or "" if there is none or more than one.

    It is a value that looks like it, where all are counted; or the same date with its zeros.
    """
    leaves = list(_leaves(patterns))
    padded = _SHORT_DATE.sub(lambda part: f"{part[1]}{int(part[2]):02}", given.strip())
    if padded != given and any(allows(pattern, padded) for pattern in patterns):
        return padded
    if all(isinstance(leaf, Value) for leaf in leaves) and not _is_list(patterns):
        return nearest(given.strip(), [leaf.written for leaf in leaves if isinstance(leaf, Value)])
    return ""


def _is_list(patterns: Iterable[Pattern]) -> bool:
    return any(
        isinstance(part, List)
        for pattern in patterns
        for part in _parts(pattern.value if isinstance(pattern, Attribute) else pattern)
    )


def _leaves(patterns: Iterable[Pattern]) -> Iterator[Pattern]:
    """The ``data``, ``value`` and ``text`` in *patterns*."""
    for pattern in patterns:
        for part in _parts(pattern.value if isinstance(pattern, Attribute) else pattern):
            if isinstance(part, List):
                yield from _leaves((part.words,))
            elif isinstance(part, Data | Value | Text):
                yield part


def _parts(pattern: Pattern) -> Iterator[Pattern]:
    yield pattern
    for part in pattern.parts():
        yield from _parts(part)


def _described(data: Data) -> tuple[int, str]:
    """The place of a datatype among others, and what it is in words."""
    name = data.datatype.name
    expressions = [value for key, value in data.datatype.parameters if key == "pattern"]
    if name in _DATATYPES:
        words = _DATATYPES[name]
    elif expressions and all(one in _EXPRESSIONS for one in expressions):
        return len(_ORDER), _EXPRESSIONS[expressions[0]]
    elif expressions:
        return len(_ORDER), f"a text like {' and '.join(expressions)}"
    else:
        return len(_ORDER), "any text" if name in {"string", "token"} else f"a value of type {name}"
    limits = [
        f"{_LIMITS[key]} {value}" for key, value in data.datatype.parameters if key in _LIMITS
    ]
    return _ORDER[name], f"{words}, {' and '.join(limits)}" if limits else words


_LIMITS: Final = {
    "minInclusive": "at least",
    "maxInclusive": "at most",
    "minExclusive": "more than",
    "maxExclusive": "less than",
}


def _counted(values: list[str], given: str) -> str:
    """*values* in words, those that look like the one that is *given* first."""
    alike = near(given.strip(), values)
    ordered = [*alike, *(value for value in values if value not in alike)]
    return listing([f"“{value}”" for value in ordered], most=_MOST)
