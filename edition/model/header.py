"""What the ``teiHeader`` says of a file: title, responsibility, licence, vocabularies."""

from __future__ import annotations

import re
from functools import cache
from pathlib import PurePosixPath
from typing import Final

from lxml import etree

from edition.model.agents import agents_of
from edition.model.context import Context
from edition.model.faults import without_bidi
from edition.model.origins import read_container, read_original
from edition.model.works import Agent, Category, Change, Work
from edition.tei.names import NAMESPACES, TEI_PREFIX, XML_ID, XML_LANG, local_name
from edition.tei.text import edited_text, main_title

_HEADER: Final = etree.XPath("(.//tei:teiHeader)[1]", namespaces=NAMESPACES)
_MAIN_LIST: Final = etree.XPath(
    "(.//tei:standOff/*[starts-with(local-name(), 'list')])[1]"
    " | (.//tei:text//*[starts-with(local-name(), 'list') and local-name() != 'list'])[1]",
    namespaces=NAMESPACES,
)
_DOI: Final = re.compile(r"10\.\d{4,9}/\S+")
#: Characters of the longest statement of an edition that a citation can have.
_STATEMENT: Final = 60
_LIST_KINDS: Final = {
    "listPerson": "person",
    "listPlace": "place",
    "listOrg": "organisation",
    "listEvent": "event",
    "listObject": "object",
    "listBibl": "bibliography",
}


def read_work(root: etree._Element, context: Context) -> Work:
    """The record of a file from its first header, with the file name where a title is wanting."""
    headers = _HEADER(root)
    header = headers[0] if headers else None
    kind = _kind(root)
    if header is None:
        return Work(context.file, kind, PurePosixPath(context.file).stem)
    edition = header.find(".//tei:editionStmt/tei:edition", NAMESPACES)
    revisions = header.find(".//tei:revisionDesc", NAMESPACES)
    digest = header.find(".//tei:sourceDesc//tei:idno[@type='sha256']", NAMESPACES)
    return Work(
        key=context.file,
        kind=kind,
        title=without_bidi(main_title(header))
        or _first_head(root)
        or PurePosixPath(context.file).stem,
        authors=_texts(header, ".//tei:titleStmt/tei:author"),
        editors=_texts(header, ".//tei:titleStmt/tei:editor")
        + _texts(header, ".//tei:titleStmt/tei:respStmt/*[not(self::tei:resp)]"),
        version=edition.get("n", "") if edition is not None else "",
        date=_edition_date(header),
        publisher=", ".join(_texts(header, ".//tei:publicationStmt/tei:publisher")),
        language=_language(root, header),
        licences=tuple(
            (edited_text(licence), licence.get("target", ""))
            for licence in header.iterfind(".//tei:availability/tei:licence", NAMESPACES)
        ),
        rights=_texts(header, ".//tei:availability/tei:p"),
        copy_digest=(digest.text or "").strip() if digest is not None else "",
        categories=_categories(header, context),
        changes=tuple(
            Change(change.get("n", ""), change.get("when", ""), edited_text(change))
            for change in header.iterfind(".//tei:revisionDesc//tei:change", NAMESPACES)
        ),
        status=revisions.get("status", "") if revisions is not None else "",
        container=read_container(header),
        by=_agents(header, "author"),
        edited_by=_agents(header, "editor") or _agents(header, "respStmt"),
        statement=_statement(edition),
        place=next(iter(_texts(header, ".//tei:publicationStmt//tei:pubPlace")), ""),
        doi=_doi(header),
        original=read_original(header),
    )


def _kind(root: etree._Element) -> str:
    """Give "text" if there is a body to read; otherwise what the stand-off part lists first."""
    if root.find(".//tei:standOff", NAMESPACES) is None:
        return "text"
    main = _MAIN_LIST(root)
    if not main:
        return "text"
    name = local_name(main[0])
    if name == "listAnnotation":
        return main[0].get("type") or "annotations"
    has_body = root.find(".//tei:text/tei:body//tei:p", NAMESPACES) is not None
    return "text" if has_body else _LIST_KINDS.get(name, "text")


def _first_head(root: etree._Element) -> str:
    head = root.find(".//tei:text//tei:head", NAMESPACES)
    return edited_text(head) if head is not None else ""


def _texts(header: etree._Element, path: str) -> tuple[str, ...]:
    return tuple(text for element in _path(path)(header) if (text := edited_text(element)))


@cache
def _path(written: str) -> etree.XPath:
    """One of the paths of this module, compiled once."""
    return etree.XPath(written, namespaces=NAMESPACES)


def _language(root: etree._Element, header: etree._Element) -> str:
    """The language of the file, of its text, or the only one that the header knows of."""
    text = root.find(".//tei:text", NAMESPACES)
    given = root.get(XML_LANG, "") or (text.get(XML_LANG, "") if text is not None else "")
    used = header.findall(".//tei:langUsage/tei:language", NAMESPACES)
    return given or (used[0].get("ident", "") if len(used) == 1 else "")


def _agents(header: etree._Element, name: str) -> tuple[Agent, ...]:
    elements = header.iterfind(f".//tei:titleStmt/tei:{name}", NAMESPACES)
    # Who is responsible for several things is named several times.
    return tuple(dict.fromkeys(agent for element in elements for agent in agents_of(element)))


def _statement(edition: etree._Element | None) -> str:
    """The words of an ``edition`` before its date, if they are a statement and no description."""
    if edition is None:
        return ""
    date = edition.find("tei:date", NAMESPACES)
    words = edited_text(edition)
    if date is not None and (said := edited_text(date)):
        words = words.partition(said)[0]
    words = words.strip(" ,;(")
    return words if len(words) <= _STATEMENT else ""


def _doi(header: etree._Element) -> str:
    """The DOI of the file, without the address of the resolver."""
    found = _DOI.search(" ".join(_texts(header, ".//tei:publicationStmt//tei:idno[@type='DOI']")))
    return found[0] if found else ""


def _edition_date(header: etree._Element) -> str:
    for path in (".//tei:editionStmt//tei:date", ".//tei:publicationStmt//tei:date"):
        date = header.find(path, NAMESPACES)
        if date is not None:
            return date.get("when") or edited_text(date)
    return ""


def _categories(header: etree._Element, context: Context) -> tuple[Category, ...]:
    found = []
    for category in header.iter(TEI_PREFIX + "category"):
        identifier = category.get(XML_ID)
        if not identifier or category not in context.anchors:
            continue
        taxonomy = next(category.iterancestors(TEI_PREFIX + "taxonomy"), None)
        description = category.find("tei:catDesc", NAMESPACES)
        found.append(
            Category(
                context.key(category),
                taxonomy.get(XML_ID, "") if taxonomy is not None else "",
                identifier.replace("-", " "),
                edited_text(description) if description is not None else "",
            )
        )
    return tuple(found)
