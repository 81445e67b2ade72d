"""Name classes of RELAX NG: which names an element or an attribute may have.

Names are in lxml's notation, ``{namespace}local``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, cast

from lxml import etree


class Name(NamedTuple):
    """One name."""

    tag: str


class NsName(NamedTuple):
    """Every name of a namespace, but for some."""

    namespace: str
    excepted: tuple[NameClass, ...]


class AnyName(NamedTuple):
    """Every name, but for some."""

    excepted: tuple[NameClass, ...]


class OneOf(NamedTuple):
    """The names of several classes."""

    classes: tuple[NameClass, ...]


NameClass = Name | NsName | AnyName | OneOf


def contains(names: NameClass, tag: str) -> bool:
    """Whether *tag* is one of *names*."""
    match names:
        case Name(only):
            return tag == only
        case OneOf(classes):
            return any(contains(one, tag) for one in classes)
        case NsName(namespace, excepted):
            return namespace_of(tag) == namespace and not _any(excepted, tag)
        case AnyName(excepted):
            return not _any(excepted, tag)


def listed(names: NameClass) -> Iterator[str]:
    """The names that are given one by one; a wildcard has none."""
    match names:
        case Name(only):
            yield only
        case OneOf(classes):
            for one in classes:
                yield from listed(one)
        case NsName() | AnyName():
            return


def has_wildcard(names: NameClass) -> bool:
    """Whether there are names in it that are not given one by one."""
    if isinstance(names, OneOf):
        return any(has_wildcard(one) for one in names.classes)
    return not isinstance(names, Name)


def tag_of(element: etree._Element) -> str:
    """The name of *element*, which is no comment or instruction."""
    return cast(str, element.tag)


def namespace_of(tag: str) -> str:
    """The namespace of *tag*, or ""."""
    return tag[1:].partition("}")[0] if tag[:1] == "{" else ""


def local_of(tag: str) -> str:
    """The local name of *tag*."""
    return tag.rpartition("}")[2]


def qualified(namespace: str, local: str) -> str:
    """The name *local* of *namespace*, which may be ""."""
    return f"{{{namespace}}}{local}" if namespace else local


def _any(classes: tuple[NameClass, ...], tag: str) -> bool:
    return any(contains(one, tag) for one in classes)
