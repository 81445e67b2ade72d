"""The package document: what the book is, who made it, for whom it is accessible, and what its files hold."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from lxml import etree

from edition.sphinxext.books.data import Data

_OPF: Final = "http://www.idpf.org/2007/opf"
_DC: Final = "http://purl.org/dc/elements/1.1/"
_NCX: Final = "http://www.daisy.org/z3986/2005/ncx/"
_IDENTIFIER: Final = "edition"
_DOWN: Final = etree.XMLParser(remove_blank_text=True, resolve_entities=False, no_network=True)
#: What pages can hold that the package must name, by the sign of it.
_PROPERTIES: Final = {b"<math": "mathml", b"<svg": "svg"}
#: What the schema.org vocabulary says of a book of text (EPUB Accessibility 1.1).
_ACCESS: Final = (
    ("schema:accessMode", "textual"),
    ("schema:accessModeSufficient", "textual"),
    ("schema:accessibilityFeature", "structuralNavigation"),
    ("schema:accessibilityFeature", "tableOfContents"),
    ("schema:accessibilityFeature", "readingOrder"),
    ("schema:accessibilityFeature", "index"),
    ("schema:accessibilityFeature", "displayTransformability"),
    ("schema:accessibilityHazard", "none"),
)


def complete_package(folder: Path, data: Data) -> None:
    """Put *data* into the package document of *folder*, and the properties of its pages."""
    path = folder / "content.opf"
    tree = etree.parse(path, _DOWN)
    root = tree.getroot()
    root.set("unique-identifier", _IDENTIFIER)
    root.set("prefix", "schema: http://schema.org/")
    metadata = root.find(f"{{{_OPF}}}metadata")
    if metadata is not None:
        cover = metadata.find(f"{{{_OPF}}}meta[@name='cover']")
        root.replace(metadata, _metadata(folder, root, data, cover))
    guide = root.find(f"{{{_OPF}}}guide")
    if guide is not None:
        root.remove(guide)  # of EPUB 2; the landmarks are its heirs
    spine = root.find(f"{{{_OPF}}}spine")
    if spine is not None:
        _order(spine)
    for item in root.iter(f"{{{_OPF}}}item"):
        _say_properties(folder, item)
    tree.write(path, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _order(spine: etree._Element) -> None:
    """Let every page be read once, and let contents be turned to but not read in passing."""
    seen: set[str] = set()
    for item in list(spine):
        page = item.get("idref", "")
        if page in seen:
            spine.remove(item)
        seen.add(page)
    etree.SubElement(spine, f"{{{_OPF}}}itemref", {"idref": "nav", "linear": "no"})


def _say_properties(folder: Path, item: etree._Element) -> None:
    file = folder / item.get("href", "")
    if item.get("media-type") != "application/xhtml+xml" or not file.is_file():
        return
    page = file.read_bytes()
    found = item.get("properties", "").split()
    found += [name for sign, name in _PROPERTIES.items() if sign in page and name not in found]
    if found:
        item.set("properties", " ".join(found))


def _metadata(
    folder: Path, root: etree._Element, data: Data, cover: etree._Element | None
) -> etree._Element:
    metadata = etree.Element(f"{{{_OPF}}}metadata", nsmap={None: _OPF, "dc": _DC})
    _dublin(metadata, "identifier", data.identifier, id=_IDENTIFIER)
    _dublin(metadata, "title", data.title)
    _dublin(metadata, "language", data.language)
    for number, author in enumerate(data.authors, 1):
        _person(metadata, "creator", author, f"author{number}", "aut")
    for number, editor in enumerate(data.editors, 1):
        _person(metadata, "contributor", editor, f"editor{number}", "edt")
    for name, value in (
        ("publisher", data.publisher),
        ("date", data.date),
        ("description", data.description),
        *(("rights", rights) for rights in data.rights),
        *(("subject", keyword) for keyword in data.keywords),
    ):
        if value:
            _dublin(metadata, name, value)
    if data.address and data.address != data.identifier:
        _dublin(metadata, "source", data.address)
    _meta(metadata, "dcterms:modified", data.moment.strftime("%Y-%m-%dT%H:%M:%SZ"))
    if data.version:
        _meta(metadata, "schema:version", data.version)
    for name, value in _access(folder, root):
        _meta(metadata, name, value)
    if cover is not None:
        metadata.append(cover)
    return metadata


def _access(folder: Path, root: etree._Element) -> list[tuple[str, str]]:
    """What the book asks of its readers, which pictures and formulas change."""
    types = [item.get("media-type", "") for item in root.iter(f"{{{_OPF}}}item")]
    said = list(_ACCESS)
    pages = folder.rglob("*.xhtml")
    if any(b"<math" in page.read_bytes() for page in pages):
        said.append(("schema:accessibilityFeature", "MathML"))
    pictures = any(kind.startswith("image/") for kind in types)
    if pictures:
        said.insert(1, ("schema:accessMode", "visual"))
    summary = "Text in reading order with headings, contents, notes and indices as links; no script, no sound."
    if pictures:
        summary += " Pictures have the description that the source gives, if it gives one."
    return [*said, ("schema:accessibilitySummary", summary)]


def _dublin(metadata: etree._Element, name: str, value: str, **attributes: str) -> None:
    etree.SubElement(metadata, f"{{{_DC}}}{name}", attributes).text = value


def _meta(metadata: etree._Element, name: str, value: str, **attributes: str) -> None:
    etree.SubElement(metadata, f"{{{_OPF}}}meta", {"property": name} | attributes).text = value


def _person(metadata: etree._Element, name: str, value: str, anchor: str, role: str) -> None:
    _dublin(metadata, name, value, id=anchor)
    _meta(metadata, "role", role, refines=f"#{anchor}", scheme="marc:relators")


def name_book(folder: Path, data: Data) -> None:
    """Give the contents for old readers the identifier and title of the package."""
    path = folder / "toc.ncx"
    tree = etree.parse(path, _DOWN)
    for meta in tree.iter(f"{{{_NCX}}}meta"):
        if meta.get("name") == "dtb:uid":
            meta.set("content", data.identifier)
    for title in tree.iterfind(f".//{{{_NCX}}}docTitle/{{{_NCX}}}text"):
        title.text = data.title
    tree.write(path, encoding="utf-8", xml_declaration=True, pretty_print=True)
