"""Datatypes: the two of RELAX NG itself and those of XML Schema, part 2."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from edition.check.relaxng import dates
from edition.check.relaxng.expressions import (
    NAME_CHARACTERS,
    NAME_START_CHARACTERS,
    ExpressionError,
    matcher,
)

XSD: Final = "http://www.w3.org/2001/XMLSchema-datatypes"
#: White space of XML; Python's has more.
SPACE: Final = " \t\n\r"

_Test = Callable[[str], bool]
_Read = Callable[[str], Hashable]


class DatatypeError(ValueError):
    """There is no such datatype, or not with these parameters."""


@dataclass(frozen=True, slots=True)
class Datatype:
    """A datatype with its parameters.

    :ivar name: its name in its library.
    :ivar read: the value of a text whose white space is normalised, or None if it has none.
    :ivar tests: what its parameters ask of a normalised text.
    :ivar collapses: whether white space at the ends, and more than one inside, means nothing.
    :ivar parameters: as they stand in the schema.
    """

    name: str
    read: _Read
    tests: tuple[_Test, ...]
    collapses: bool
    parameters: tuple[tuple[str, str], ...] = ()

    def value(self, text: str) -> Hashable:
        """The value of *text*, or None if it is not of this type."""
        normal = " ".join(text.split()) if self.collapses else text
        if self.collapses and not text.isascii():
            normal = " ".join(part for part in re.split(f"[{SPACE}]+", text) if part)
        found = self.read(normal)
        if found is None or not all(test(normal) for test in self.tests):
            return None
        return found


def datatype(library: str, name: str, parameters: Sequence[tuple[str, str]]) -> Datatype:
    """The datatype *name* of *library*, with *parameters*.

    :raises DatatypeError: there is none, or a parameter is not one of it.
    """
    if library == "":
        if name not in {"string", "token"} or parameters:
            raise DatatypeError(f"RELAX NG has no datatype {name!r} with such parameters")
        return Datatype(name, str, (), name == "token")
    if library != XSD:
        raise DatatypeError(f"the datatype library {library!r} is not known")
    if name in dates.NAMES:
        read = _moment(name)
    elif name in _INTEGERS:
        read = _integer(name)
    else:
        found = _READ.get(name)
        if found is None:
            raise DatatypeError(f"XML Schema has no datatype {name!r}")
        read = found
    tests = _tests(name, read, parameters)
    # A parser has made spaces of line ends in attributes; for the rest the two differ in nothing.
    return Datatype(
        name, read, tests, name not in {"string", "normalizedString"}, tuple(parameters)
    )


def _tests(name: str, read: _Read, parameters: Sequence[tuple[str, str]]) -> tuple[_Test, ...]:
    tests: list[_Test] = []
    for parameter, given in parameters:
        try:
            tests.append(_test(name, read, parameter, given))
        except (ExpressionError, ValueError) as error:
            raise DatatypeError(f"the parameter {parameter} of {name}: {error}") from None
    return tuple(tests)


def _test(name: str, read: _Read, parameter: str, given: str) -> _Test:
    if parameter == "pattern":
        return matcher(given)
    if parameter in _LENGTHS:
        compare, wanted = _LENGTHS[parameter], int(given)
        return lambda text: compare(_length(name, text), wanted)
    if parameter in _LIMITS:
        over, limit = _LIMITS[parameter], read(given.strip(SPACE))
        if limit is None:
            raise DatatypeError(f"{given!r} is no value")
        return lambda text: _compared(over, read(text), limit)
    if parameter in {"totalDigits", "fractionDigits"}:
        wanted, whole = int(given), parameter == "totalDigits"
        return lambda text: _digits(text, whole=whole) <= wanted
    raise DatatypeError("there is no such parameter")


_LENGTHS: Final[dict[str, Callable[[int, int], bool]]] = {
    "length": lambda length, wanted: length == wanted,
    "minLength": lambda length, wanted: length >= wanted,
    "maxLength": lambda length, wanted: length <= wanted,
}
_LIMITS: Final[dict[str, Callable[[object, object], bool]]] = {
    "minInclusive": lambda value, limit: value >= limit,  # type: ignore[operator] # of one type
    "maxInclusive": lambda value, limit: value <= limit,  # type: ignore[operator]
    "minExclusive": lambda value, limit: value > limit,  # type: ignore[operator]
    "maxExclusive": lambda value, limit: value < limit,  # type: ignore[operator]
}


def _compared(over: Callable[[object, object], bool], value: object, limit: object) -> bool:
    if value is None:
        return False
    if isinstance(value, dates.Moment) and isinstance(limit, dates.Moment):
        # With a time zone in one of them only, the order is known if they are far enough apart.
        return over(value[:4], limit[:4])
    return over(value, limit)


def _length(name: str, text: str) -> int:
    """The length of *text* in the unit of its type: octets, items of a list, or characters."""
    if name == "hexBinary":
        return len(text) // 2
    if name == "base64Binary":
        return len(re.sub(r"[\s=]", "", text)) * 3 // 4
    if name in {"NMTOKENS", "IDREFS", "ENTITIES"}:
        return len(text.split())
    return len(text)


def _digits(text: str, *, whole: bool) -> int:
    before, _, behind = text.lstrip("+-").partition(".")
    behind = behind.rstrip("0")
    return len(before.lstrip("0") + behind) if whole else len(behind)


def _moment(name: str) -> _Read:
    return dates.duration if name == "duration" else lambda text: dates.moment(name, text)


def _shaped(expression: str) -> _Read:
    """A type whose values are texts that match *expression* of Python."""
    # Compiled when first used: the names of XML are large sets, and a schema needs few of these types.
    return lambda text: text if _compiled(expression).fullmatch(text) else None


_compiled: Final = cache(re.compile)


#: Whole numbers: the least and the greatest, if there is one.
_INTEGERS: Final[dict[str, tuple[int | None, int | None]]] = {
    "integer": (None, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-(2**7), 2**7 - 1),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 2**8 - 1),
}
_WHOLE: Final = re.compile(r"[+-]?[0-9]+")
_DECIMAL: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_FLOAT: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")


def _integer(name: str) -> _Read:
    least, greatest = _INTEGERS[name]

    def read(text: str) -> Hashable:
        if not _WHOLE.fullmatch(text):
            return None
        value = Decimal(text)  # int() refuses more than 4300 digits
        if (least is not None and value < least) or (greatest is not None and value > greatest):
            return None
        return value

    return read


def _decimal(text: str) -> Hashable:
    return Decimal(text) if _DECIMAL.fullmatch(text) else None


def _float(text: str) -> Hashable:
    if text in {"INF", "-INF", "NaN"}:
        return float(text)
    return float(text) if _FLOAT.fullmatch(text) else None


def _boolean(text: str) -> Hashable:
    # 0 would be false where None is asked for, and equal to False.
    return {"true": "true", "1": "true", "false": "false", "0": "false"}.get(text)


_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_HOST: Final = r"(?:[^/?#\[\]]*(?:\[[0-9A-Fa-f:.]+\](?::[0-9]*)?)?)"
#: After its scheme a reference is opaque, or it has an authority, a path and a query.
_SCHEME: Final = r"[A-Za-z][A-Za-z0-9+.\-]*:"
#: After its scheme a reference is opaque, or it has an authority, a path, a query.
_REFERENCE: Final = re.compile(
    rf"(?:{_SCHEME}(?![/#])[^#]+"
    rf"|(?:{_SCHEME}(?=/)|(?=/)|(?![^/?#]*:))(?:(?!//)|//(?!$){_HOST})[^\[\]?#]*(?:\?[^#]*)?)"
    r"(?:#[^#]*)?"
)


def _uri(text: str) -> Hashable:
    """A reference by RFC 2396, before what it may not hold is escaped: nearly every text is one."""
    return text if _REFERENCE.fullmatch(text) and not _PERCENT.search(text) else None


_NC_START: Final = NAME_START_CHARACTERS.replace(":", "", 1)
_NCNAME: Final = f"[{_NC_START}][{NAME_CHARACTERS.replace(':', '', 1)}]*"
_READ: Final[dict[str, _Read]] = {
    "string": str,
    "normalizedString": str,
    "token": str,
    "language": _shaped(r"[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*"),
    "Name": _shaped(f"[{NAME_START_CHARACTERS}][{NAME_CHARACTERS}]*"),
    "NMTOKEN": _shaped(f"[{NAME_CHARACTERS}]+"),
    "NMTOKENS": _shaped(f"[{NAME_CHARACTERS}]+(?: [{NAME_CHARACTERS}]+)*"),
    **{name: _shaped(_NCNAME) for name in ("NCName", "ID", "IDREF", "ENTITY")},
    **{name: _shaped(f"{_NCNAME}(?: {_NCNAME})*") for name in ("IDREFS", "ENTITIES")},
    **{name: _shaped(f"(?:{_NCNAME}:)?{_NCNAME}") for name in ("QName", "NOTATION")},
    "boolean": _boolean,
    "decimal": _decimal,
    "float": _float,
    "double": _float,
    "anyURI": _uri,
    "hexBinary": _shaped(r"(?:[0-9a-fA-F]{2})*"),
    "base64Binary": _shaped(
        r"(?:(?:[A-Za-z0-9+/] ?){4})*(?:(?:[A-Za-z0-9+/] ?){2}= ?=|(?:[A-Za-z0-9+/] ?){3}=)?"
    ),
}
