"""Mistakes made in real TEI at random places, each of a known sort."""

from __future__ import annotations

import copy
from collections.abc import Callable
from random import Random
from typing import Final

from lxml import etree

from edition.tei.names import TEI_PREFIX


def _any(root: etree._Element, random: Random) -> etree._Element:
    return random.choice(list(root.iter("*"))[1:])


def _remove(root: etree._Element, random: Random) -> None:
    element = _any(root, random)
    element.getparent().remove(element)  # type: ignore[union-attr] # it is not the root


def _rename(root: etree._Element, random: Random) -> None:
    _any(root, random).tag = _any(root, random).tag


def _unknown(root: etree._Element, random: Random) -> None:
    _any(root, random).tag = TEI_PREFIX + random.choice(["bogus", "persname", "pp", "Title"])


def _move(root: etree._Element, random: Random) -> None:
    element, target = _any(root, random), _any(root, random)
    if element is not target and element not in list(target.iterancestors()):
        target.insert(random.randrange(len(target) + 1), element)


def _double(root: etree._Element, random: Random) -> None:
    element = _any(root, random)
    element.addnext(copy.deepcopy(element))


def _swap(root: etree._Element, random: Random) -> None:
    element = _any(root, random)
    after = element.getnext()
    if after is not None:
        after.addnext(element)


def _unwrap(root: etree._Element, random: Random) -> None:
    element = _any(root, random)
    parent = element.getparent()
    assert parent is not None
    at = parent.index(element)
    parent[at : at + 1] = list(element)


def _insert(root: etree._Element, random: Random) -> None:
    element = _any(root, random)
    new = etree.Element(str(_any(root, random).tag))
    element.insert(random.randrange(len(element) + 1), new)


def _empty(root: etree._Element, random: Random) -> None:
    element = _any(root, random)
    element[:] = []
    element.text = None


def _write(root: etree._Element, random: Random) -> None:
    element = _any(root, random)
    if random.random() < 0.5:
        element.text = f"{element.text or ''}loose words"
    else:
        element.tail = f"{element.tail or ''}loose words"


def _add_attribute(root: etree._Element, random: Random) -> None:
    names = ["when", "type", "target", "bogus", "n", "ref", "from", "key", "cert", "cols", "level"]
    _any(root, random).set(random.choice(names), random.choice(["x", "2015", "a b", "high", "#x"]))


def _remove_attribute(root: etree._Element, random: Random) -> None:
    element = random.choice([one for one in root.iter("*") if one.attrib])
    del element.attrib[random.choice(element.keys())]


def _change_value(root: etree._Element, random: Random) -> None:
    element = random.choice([one for one in root.iter("*") if one.attrib])
    values = ["", "x y", "2015-13-45", "1949-6-2", "#a#b", "%", "foo", "1.5", "true", "\u00a0"]
    element.set(random.choice(element.keys()), random.choice(values))


MUTATIONS: Final[dict[str, Callable[[etree._Element, Random], None]]] = {
    "removed": _remove,
    "renamed": _rename,
    "unknown": _unknown,
    "moved": _move,
    "doubled": _double,
    "swapped": _swap,
    "unwrapped": _unwrap,
    "inserted": _insert,
    "emptied": _empty,
    "loose text": _write,
    "attribute added": _add_attribute,
    "attribute removed": _remove_attribute,
    "value changed": _change_value,
}


def mutated(data: bytes, sort: str, random: Random) -> bytes:
    """*data* with one mistake of the *sort*."""
    root = etree.fromstring(data)
    MUTATIONS[sort](root, random)
    return etree.tostring(root, encoding="utf-8")
