"""Make a failing file small, so that its cause can be seen."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from lxml import etree


def minimised(data: bytes, fails: Callable[[bytes], bool], seconds: float) -> bytes:
    """The smallest file near *data* that still *fails*, as far as the time allows."""
    end = time.monotonic() + seconds
    by_tree = True
    while time.monotonic() < end:
        smaller = _smaller_trees(data) if by_tree else _smaller_bytes(data)
        for candidate in smaller:
            if time.monotonic() > end:
                return data
            if len(candidate) < len(data) and fails(candidate):
                data = candidate
                break
        else:
            if not by_tree:
                return data
            by_tree = False
    return data


def _smaller_trees(data: bytes) -> Iterator[bytes]:
    """*data* without an element, without the tags of one, without an attribute or a text; large first."""
    try:
        parser = etree.XMLParser(collect_ids=False, resolve_entities=False, no_network=True)
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, LookupError, ValueError):
        return
    tree = root.getroottree()

    def written() -> bytes:
        return etree.tostring(tree, encoding="utf-8", xml_declaration=data.startswith(b"<?xml"))

    yield written()
    elements = sorted(root.iter(), key=lambda e: -len(etree.tostring(e, with_tail=False)))
    for element in elements:
        parent = element.getparent()
        if parent is None:
            continue
        at, tail = parent.index(element), element.tail
        element.tail = None
        parent.remove(element)
        yield written()
        parent.insert(at, element)
        element.tail = tail
    for element in elements:
        if not isinstance(element.tag, str):
            continue
        yield from _smaller_element(element, written)


def _smaller_element(element: etree._Element, written: Callable[[], bytes]) -> Iterator[bytes]:
    for name, value in list(element.attrib.items()):
        del element.attrib[name]
        yield written()
        element.set(name, value)
    for part in ("text", "tail"):
        text = getattr(element, part)
        for shorter in dict.fromkeys((None, "a", (text or "")[: len(text or "") // 2])):
            if text and shorter != text:
                setattr(element, part, shorter)
                yield written()
        setattr(element, part, text)
    parent = element.getparent()
    if parent is not None and len(element):
        at, children = parent.index(element), list(element)
        parent.remove(element)
        for offset, child in enumerate(children):
            parent.insert(at + offset, child)
        yield written()
        for child in children:
            element.append(child)
        parent.insert(at, element)


def _smaller_bytes(data: bytes) -> Iterator[bytes]:
    """*data* without a piece, the pieces growing smaller."""
    size = len(data) // 2
    while size >= 1:
        for at in range(0, len(data), size):
            yield data[:at] + data[at + size :]
        size //= 2
        if size < 4 and len(data) > 3000:
            return
