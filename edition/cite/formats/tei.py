"""TEI: a ``bibl`` for a bibliography of one's own."""

from __future__ import annotations

from lxml import etree
from lxml.builder import ElementMaker

from edition.cite.citations import Citation
from edition.cite.items import iso
from edition.tei.names import TEI_NS

_E = ElementMaker(namespace=TEI_NS, nsmap={None: TEI_NS})


def write(citation: Citation) -> str:
    """One element in the namespace of the TEI, on one line."""
    item, locator = citation.item, citation.locator
    is_part = "container-title" in item
    parts: list[etree._Element] = [
        *(_E.author(*_name(name)) for name in item.get("author", [])),
        _E.title(item["title"], level="a" if is_part else "m"),
        *([_E.title(item["container-title"], level="m")] if is_part else []),
        *(_E.editor(*_name(name)) for name in item.get("editor", [])),
    ]
    for tag, name in (("edition", "edition"), ("pubPlace", "publisher-place"), ("publisher", "publisher")):  # fmt: skip
        if name in item:
            parts.append(_E(tag, item[name]))
    for name, kind in (("issued", "published"), ("original-date", "original"), ("accessed", "accessed")):  # fmt: skip
        if written := iso(item.get(name, {})):
            parts.append(_E.date(written, when=written, type=kind))
    if locator:
        ends = (
            {"from": locator.first, "to": locator.last} if locator.last else {"from": locator.first}
        )
        parts.append(_E.citedRange(locator.value, {"unit": locator.label, **_words(ends)}))
    if citation.url:
        parts.append(_E.ref(citation.url, target=citation.url))
    if citation.quote:
        parts.append(_E.note(_E.quote(citation.quote)))
    bibl = _E.bibl()
    for part in parts:
        if len(bibl):
            bibl[-1].tail = ", "
        bibl.append(part)
    return etree.tostring(bibl, encoding="unicode") + "\n"


def _name(name: dict[str, str]) -> list[etree._Element | str]:
    if "literal" in name:
        return [name["literal"]]
    parts = (
        ("forename", name.get("given")),
        ("nameLink", name.get("non-dropping-particle")),
        ("surname", name.get("family")),
        ("genName", name.get("suffix")),
    )
    made = [_E(tag, words) for tag, words in parts if words]
    for element in made[:-1]:
        element.tail = " "
    return [_E.persName(*made)]


def _words(ends: dict[str, str]) -> dict[str, str]:
    """Attributes that are one word each (teidata.word)."""
    return {name: "_".join(value.split()) for name, value in ends.items()}
