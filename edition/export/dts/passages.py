"""Passages cut out of a text: well-formed TEI that says where the passage stands.

The root is ``TEI``; below it stand the elements around the passage, with their attributes, and in the
innermost of them a ``dts:wrapper`` with the passage. So language, namespaces and the sort of the division
are known, and nothing but the passage is in the wrapper.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Final

from lxml import etree

from edition.model.citation import Unit
from edition.tei.names import TEI_NS, XML_LANG, tei

DTS_NS: Final = "https://w3id.org/api/dts#"
_CORPUS: Final = tei("teiCorpus")


def passage(unit: Unit, reference: str) -> bytes:
    """The TEI of one unit.

    :param reference: how it is called in ``ref``.
    """
    attributes = {"ref": reference}
    if unit.within is None:
        wrapper = _wrapper(unit.element.getparent(), unit.element, attributes)
        wrapper.append(_whole(unit.element))
        return _written(wrapper)
    return _run(unit.element, unit.stop, unit.within, attributes, has_last=False)


def passages(start: Unit, end: Unit, references: tuple[str, str]) -> bytes:
    """The TEI of all from one unit to another.

    :param references: how they are called in ``start`` and ``end``.
    """
    attributes = {"start": references[0], "end": references[1]}
    if end.within is not None:
        return _run(start.element, end.stop, end.within, attributes, has_last=False)
    if start.element is end.element or start.element in end.element.iterancestors():
        wrapper = _wrapper(start.element.getparent(), start.element, attributes)
        wrapper.append(_whole(start.element))
        return _written(wrapper)
    return _run(start.element, end.element, None, attributes, has_last=True)


def whole_text(root: etree._Element, data: bytes) -> bytes:
    """The TEI of a text, as it is; in a ``TEI`` if its root is something else."""
    if root.tag == tei("TEI"):
        return data
    wrapper = _wrapper(None, root, {})
    wrapper.append(_whole(root))
    return _written(wrapper)


def _run(
    first: etree._Element,
    last: etree._Element | None,
    within: etree._Element | None,
    attributes: dict[str, str],
    *,
    has_last: bool,
) -> bytes:
    """All from *first* to *last*, or to the end of *within*.

    :param has_last: whether *last* belongs to it.
    """
    if last is None and within is not None and within not in first.iterancestors():
        last, has_last = within, True
    container = within if last is None else _common(first, last)
    wrapper = _wrapper(container, first, attributes)
    starting = _chain(container, first)
    ending = _chain(container, last) if last is not None else []
    wrapper.append(_from(starting))
    for sibling in starting[0].itersiblings():
        if ending and sibling is ending[0]:
            cut = _up_to(ending, has_last=has_last)
            if cut is not None:
                wrapper.append(cut)
            break
        wrapper.append(deepcopy(sibling))
    return _written(wrapper)


def _from(chain: list[etree._Element]) -> etree._Element:
    """The first of a *chain* of elements within each other, from the last of them on."""
    if len(chain) == 1:
        return deepcopy(chain[0])
    shell = _shell(chain[0])
    shell.append(_from(chain[1:]))
    for sibling in chain[1].itersiblings():
        shell.append(deepcopy(sibling))
    shell.tail = chain[0].tail
    return shell


def _up_to(chain: list[etree._Element], *, has_last: bool) -> etree._Element | None:
    """The first of a *chain* of elements within each other, up to the last; None if that is nothing."""
    if len(chain) == 1:
        return _whole(chain[0]) if has_last else None
    shell = _shell(chain[0])
    shell.text = chain[0].text
    for child in chain[0]:
        if child is chain[1]:
            cut = _up_to(chain[1:], has_last=has_last)
            if cut is not None:
                shell.append(cut)
            break
        shell.append(deepcopy(child))
    is_empty = not len(shell) and not (shell.text or "").strip()
    return None if is_empty else shell


def _wrapper(
    container: etree._Element | None, inner: etree._Element, attributes: dict[str, str]
) -> etree._Element:
    """A ``dts:wrapper`` in copies of *container* and what is around it, without their content.

    :param inner: an element of the passage, for what is declared around it.
    """
    around = [] if container is None else [container, *container.iterancestors()]
    # A corpus has its texts in a teiCorpus; an answer begins with TEI.
    texts = [place for place, element in enumerate(around) if element.tag == tei("TEI")]
    inside = around[: texts[-1] + 1] if texts else [one for one in around if one.tag != _CORPUS]
    outside = [one for one in around if one not in inside]
    if texts:
        place = _shell(inside.pop())
    else:
        place = etree.Element(tei("TEI"), nsmap=inner.nsmap | {None: TEI_NS})
    language = next((up.get(XML_LANG) for up in outside if up.get(XML_LANG)), None)
    if language and not place.get(XML_LANG):
        place.set(XML_LANG, language)
    for element in reversed(inside):
        shell = _shell(element)
        place.append(shell)
        place = shell
    prefixes: dict[str | None, str] = {} if "dts" in place.nsmap else {"dts": DTS_NS}
    return etree.SubElement(place, f"{{{DTS_NS}}}wrapper", attributes, nsmap=prefixes)


def _shell(element: etree._Element) -> etree._Element:
    """*element* without its content."""
    return etree.Element(element.tag, dict(element.attrib), nsmap=element.nsmap)


def _whole(element: etree._Element) -> etree._Element:
    """A copy of *element*, without the text behind it."""
    copied = deepcopy(element)
    copied.tail = None
    return copied


def _written(wrapper: etree._Element) -> bytes:
    root = wrapper.getroottree().getroot()
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _common(one: etree._Element, other: etree._Element) -> etree._Element:
    """The innermost element around both."""
    around = set(one.iterancestors())
    return next(up for up in other.iterancestors() if up in around)


def _chain(container: etree._Element | None, element: etree._Element) -> list[etree._Element]:
    """The elements from the child of *container* down to *element*."""
    chain = [element]
    for up in element.iterancestors():
        if up is container:
            break
        chain.append(up)
    chain.reverse()
    return chain
