"""Make a failing file small, so that its cause can be seen."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator

from lxml import etree

#: Yields a candidate, is told whether it is kept.
_Search = Generator[bytes, bool, None]


def minimised(data: bytes, fails: Callable[[bytes], bool], seconds: float) -> bytes:
    """The smallest file near *data* that still *fails*, as far as the time allows."""
    end = time.monotonic() + seconds
    # Where the fault is in the tree, tags that are no longer TEI would only hide it.
    plain = _written_again(data)
    search = _bytes
    if plain is not None and fails(plain):
        data, search = plain, _trees
    before = None
    while before != data and time.monotonic() < end:
        before = data
        steps = search(data)
        try:
            candidate = next(steps)
            while time.monotonic() < end:
                kept = len(candidate) < len(data) and fails(candidate)
                if kept:
                    data = candidate
                candidate = steps.send(kept)
        except StopIteration:
            continue
    return data


def _tree(data: bytes) -> etree._Element | None:
    try:
        parser = etree.XMLParser(collect_ids=False, resolve_entities=False, no_network=True)
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, LookupError, ValueError):
        return None


def _written_again(data: bytes) -> bytes | None:
    root = _tree(data)
    return None if root is None else etree.tostring(root, encoding="utf-8")


def _trees(data: bytes) -> _Search:
    """*data* without elements, tags, attributes and text; whatever is large goes first."""
    root = _tree(data)
    if root is None:
        return

    def written() -> bytes:
        return etree.tostring(root, encoding="utf-8")

    for parent in list(root.iter(etree.Element)):
        yield from _children(parent, written)
    for element in list(root.iter(etree.Element)):
        for name, value in list(element.attrib.items()):
            del element.attrib[name]
            if not (yield written()):
                element.set(name, value)
        yield from _texts(element, written)
        yield from _tags(element, written)


def _children(parent: etree._Element, written: Callable[[], bytes]) -> _Search:
    """Runs of children, ever shorter; text after them goes with them."""
    size = len(parent)
    while size:
        at = 0
        while at < len(parent):
            run = list(parent[at : at + size])
            for child in run:
                parent.remove(child)
            if not (yield written()):
                for offset, child in enumerate(run):
                    parent.insert(at + offset, child)
                at += size
        size //= 2


def _texts(element: etree._Element, written: Callable[[], bytes]) -> _Search:
    for part in ("text", "tail"):
        for shorter in (lambda _: None, lambda _: "a", lambda text: text[: len(text) // 2]):
            text = getattr(element, part)
            if text is None or len(shorter(text) or "") >= len(text):
                continue
            setattr(element, part, shorter(text))
            if not (yield written()):
                setattr(element, part, text)


def _tags(element: etree._Element, written: Callable[[], bytes]) -> _Search:
    """The tags of *element*, its children staying."""
    parent = element.getparent()
    if parent is None or not len(element):
        return
    at, children, tail = parent.index(element), list(element), element.tail
    element.tail = None
    parent.remove(element)
    for offset, child in enumerate(children):
        parent.insert(at + offset, child)
    if not (yield written()):
        for child in children:
            element.append(child)
        parent.insert(at, element)
        element.tail = tail


def _bytes(data: bytes) -> _Search:
    """*data* without pieces, ever smaller."""
    size = len(data) // 2
    while size >= 1 and (size >= 4 or len(data) < 3000):
        at = 0
        while at < len(data):
            smaller = data[:at] + data[at + size :]
            if (yield smaller):
                data = smaller
            else:
                at += size
        size //= 2
