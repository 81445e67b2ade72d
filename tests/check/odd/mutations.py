"""Small faults put into valid TEI, the same ones for the same seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path

from lxml import etree

from edition.tei.names import TEI_PREFIX

_Mutation = Callable[[etree._Element, random.Random, list[str]], None]


def mutated(files: list[Path], names: list[str], seed: int, number: int) -> Iterator[bytes]:
    """*number* documents, each one of *files* with a fault.

    :param names: elements of the TEI, for faults that need one.
    """
    chance = random.Random(seed)  # noqa: S311 – nothing secret
    trees = {file: etree.parse(file) for file in files}
    while number:
        tree = deepcopy(trees[chance.choice(files)])
        elements = [e for e in tree.iter(f"{TEI_PREFIX}*") if e.getparent() is not None]
        chance.choice(_MUTATIONS)(chance.choice(elements), chance, names)
        yield etree.tostring(tree)
        number -= 1


def _rename(element: etree._Element, chance: random.Random, names: list[str]) -> None:
    element.tag = TEI_PREFIX + chance.choice(names)


def _remove(element: etree._Element, _chance: random.Random, _names: list[str]) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def _double(element: etree._Element, _chance: random.Random, _names: list[str]) -> None:
    copied = deepcopy(element)
    for inner in copied.iter("*"):
        inner.attrib.pop("{http://www.w3.org/XML/1998/namespace}id", None)
    element.addnext(copied)


def _insert(element: etree._Element, chance: random.Random, names: list[str]) -> None:
    new = etree.SubElement(element, TEI_PREFIX + chance.choice(names))
    element.insert(chance.randrange(len(element)), new)


def _text(element: etree._Element, _chance: random.Random, _names: list[str]) -> None:
    element.text = f"{element.text or ''} words"


def _attribute(element: etree._Element, chance: random.Random, _names: list[str]) -> None:
    name = chance.choice(
        ["when", "type", "ref", "n", "target", "cert", "key", "level", "unit", "x"]
    )
    element.set(name, chance.choice(["1949-02-30", "1949", "high", "a b", "#x", "", "yes", "-1"]))


def _value(element: etree._Element, chance: random.Random, _names: list[str]) -> None:
    if element.attrib:
        element.set(
            chance.choice(sorted(map(str, element.attrib))), chance.choice(["", "a b", "?"])
        )
    else:
        element.set("rend", "")


def _swap(element: etree._Element, _chance: random.Random, _names: list[str]) -> None:
    following = element.getnext()
    if following is not None:
        following.addnext(element)


_MUTATIONS: list[_Mutation] = [_rename, _remove, _double, _insert, _text, _attribute, _value, _swap]
