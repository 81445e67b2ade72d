"""The domain ``tei``: everything of an edition that can be linked to.

Objects are passages, entities, dates, claims, notes and sources; each has a role of its name. Ids are
the ``xml:id`` of the source. Targets are ids, if they are unique in the edition, or ``page#id``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any, ClassVar, Final, cast

from docutils import nodes
from docutils.nodes import Element
from sphinx.domains import Domain, ObjType
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode

from edition.model import Edition, Passage, assemble
from edition.sphinxext.pages import Page
from edition.tei.pointers import split_key

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

#: Object types, with the words for one of them.
OBJECTS: Final[dict[str, str]] = {
    "passage": "passage",
    "person": "person",
    "place": "place",
    "organisation": "organisation",
    "event": "event",
    "work": "work",
    "object": "object",
    "date": "date",
    "claim": "claim",
    "note": "note",
    "source": "source",
}
_OPENING: Final = 40


class TEIRole(XRefRole):
    """A reference to something of the edition; remembers who refers, for incremental builds."""

    def result_nodes(
        self,
        document: nodes.document,
        env: BuildEnvironment,
        node: Element,
        is_ref: bool,  # noqa: FBT001
    ) -> tuple[list[Node], list[nodes.system_message]]:
        """Note the reference and leave the node as it is."""
        TEIDomain.of(env).references.setdefault(env.docname, []).append(
            (node["reftype"], node["reftarget"])
        )
        return super().result_nodes(document, env, node, is_ref)


class TEIDomain(Domain):
    """TEI editions in Sphinx."""

    name = "tei"
    label = "TEI edition"
    object_types: ClassVar[dict[str, ObjType]] = {
        name: ObjType(label, name) for name, label in OBJECTS.items()
    }
    roles: ClassVar[dict[str, Any]] = {name: TEIRole(warn_dangling=True) for name in OBJECTS}
    initial_data: ClassVar[dict[str, Any]] = {
        "pages": {},
        "listings": {},
        "references": {},
        "fingerprints": {},
        "cuts": {},
    }
    data_version = 1

    def __init__(self, env: BuildEnvironment) -> None:
        """Nothing was read yet."""
        super().__init__(env)
        self._read: set[str] = set()

    _all: tuple[Edition, Mapping[str, Page], Mapping[str, Page]] | None = None

    @classmethod
    def of(cls, env: BuildEnvironment) -> TEIDomain:
        """The domain of *env*."""
        return cast("TEIDomain", env.get_domain("tei"))

    # -- what is remembered ------------------------------------------------------------------

    @property
    def pages(self) -> dict[str, Page]:
        """The TEI pages, by docname."""
        return cast("dict[str, Page]", self.data["pages"])

    @property
    def listings(self) -> dict[str, list[tuple[str, str]]]:
        """Kind and argument of the lists on each page that are made of the whole edition."""
        return cast("dict[str, list[tuple[str, str]]]", self.data["listings"])

    @property
    def references(self) -> dict[str, list[tuple[str, str]]]:
        """Role and target of the references on each page that is not TEI."""
        return cast("dict[str, list[tuple[str, str]]]", self.data["references"])

    @property
    def fingerprints(self) -> dict[str, str]:
        """What each page showed of other pages when it was last written."""
        return cast("dict[str, str]", self.data["fingerprints"])

    @property
    def cuts(self) -> dict[str, tuple[int, int, str, tuple[str, ...]]]:
        """Time, size and way of cutting of each large text, and the anchors at which it was cut."""
        return cast("dict[str, tuple[int, int, str, tuple[str, ...]]]", self.data["cuts"])

    @property
    def edition(self) -> Edition:
        """The edition of all pages read so far."""
        return self._joined()[0]

    def page_with(self, file: str) -> Page | None:
        """The page of *file*."""
        return self._joined()[1].get(file)

    def page_at(self, docname: str) -> Page | None:
        """The page that *docname* is, or is a part of."""
        return self._joined()[2].get(docname)

    def _joined(self) -> tuple[Edition, Mapping[str, Page], Mapping[str, Page]]:
        """All pages as an edition, by file and by docname; until another page is read."""
        if self._all is None:
            pages = self.pages.values()
            by_docname = {name: page for page in pages for name in page.docnames}
            by_file = {page.part.file: page for page in pages}
            self._all = assemble(page.part for page in pages), by_file, by_docname
        return self._all

    def note_page(self, page: Page) -> None:
        """Remember *page*."""
        self.pages[page.docname] = page
        self._all = None

    def note_read(self, docname: str) -> None:
        """Remember that *docname* was read in this build."""
        self._read.add(docname)

    def note_labels(self) -> None:
        """Make what is on the pages that were read labels that any Sphinx project can refer to.

        Done for all together: Sphinx looks through all labels whenever it reads one document.
        """
        for page in self.pages.values():
            if not self._read.isdisjoint(page.docnames):
                self._note_labels_of(page)
        self._read.clear()

    def _note_labels_of(self, page: Page) -> None:
        standard = self.env.domains.standard_domain
        taken: set[str] = set()
        for _kind, key, label in _objects_of(page):
            anchor = split_key(key)[1]
            name = f"{page.docname}:{anchor}".lower()
            docname = page.places.get(anchor)
            # Labels of Sphinx ignore case, ids of XML do not: the first has it.
            if docname is not None and name not in taken:
                standard.note_hyperlink_target(name, docname, anchor, label)
            taken.add(name)

    def note_listing(self, docname: str, kind: str, argument: str) -> None:
        """Remember that *docname* has a list of the whole edition."""
        self.listings.setdefault(docname, []).append((kind, argument))

    def clear_doc(self, docname: str) -> None:
        """Forget everything of *docname*."""
        stores: tuple[dict[str, Any], ...] = (self.pages, self.listings, self.references)
        for store in stores:
            store.pop(docname, None)
        self._all = None

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process read of *docnames*."""
        self._read |= docnames
        for name in ("pages", "listings", "references"):
            store = self.data[name]
            for docname in docnames:
                if docname in otherdata[name]:
                    store[docname] = otherdata[name][docname]
        self._all = None

    # -- where things are --------------------------------------------------------------------

    def page_of(self, key: str) -> tuple[str, str] | None:
        """Docname and anchor of what *key* names, or None if no page has it.

        The anchor is "" for what is not shown on its page: data of the header, as a rule.
        """
        file, anchor = split_key(key)
        page = self.page_with(file)
        if page is None:
            return None
        docname = page.places.get(anchor)
        return (page.docname, "") if docname is None else (docname, anchor)

    def find(self, kind: str, target: str) -> str | None:
        """The key of the object of *kind* that *target* names, or None.

        :param target: an id that is unique in the edition, ``page#id`` or ``file.xml#id``.
        """
        edition = self.edition
        page, mark, anchor = target.rpartition("#")
        if mark:
            found = self.page_at(page)
            file = found.part.file if found else page
            key = edition.resolve(f"{file}#{anchor}")
        else:
            key = edition.resolve(f"?{target}")
        return key if key and (kind == "any" or self.kind_of(key) == kind) else None

    def kind_of(self, key: str) -> str | None:
        """The object type of what *key* names."""
        edition = self.edition
        if key in edition.entities:
            return edition.entities[key].kind
        for kind, records in (
            ("claim", edition.claims),
            ("note", edition.notes),
            ("source", edition.sources),
            ("passage", edition.passages),
            ("date", edition.dates_by_key),
        ):
            if key in records:
                return kind
        return None

    def link(
        self,
        builder: Builder,
        fromdocname: str,
        key: str,
        content: Node | list[Node],
        title: str = "",
    ) -> Element | None:
        """A reference node from *fromdocname* to what *key* names, or None if no page has it."""
        place = self.page_of(key)
        if place is None:
            return None
        docname, anchor = place
        return make_refnode(builder, fromdocname, docname, anchor, content, title or None)

    def resolve_xref(
        self,
        env: BuildEnvironment,  # noqa: ARG002
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        """Resolve a role; without a title of its own the reference says the name of its target."""
        key = self.find(typ, target)
        if key is None:
            return None
        content: Node = contnode
        if not node.get("refexplicit"):
            content = nodes.inline("", self.edition.label(key), classes=["tei", f"tei-{typ}"])
        return cast("nodes.reference | None", self.link(builder, fromdocname, key, content))

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Resolve ``:any:``."""
        key = self.find("any", target)
        kind = self.kind_of(key) if key else None
        if kind is None:
            return []
        found = self.resolve_xref(env, fromdocname, builder, kind, target, node, contnode)
        return [(f"tei:{kind}", found)] if found is not None else []

    def get_objects(self) -> Iterable[tuple[str, str, str, str, str, int]]:
        """Everything that can be linked to, for search and ``objects.inv``."""
        for docname, page in sorted(self.pages.items()):
            for kind, key, label in _objects_of(page):
                anchor = split_key(key)[1]
                priority = -1 if kind in {"passage", "date", "note"} else 1
                on = page.places.get(anchor, docname)
                yield f"{docname}#{anchor}", label, kind, on, anchor, priority

    def check_consistency(self) -> None:
        """Nothing here: what is wrong is said in ``env-updated``, in every build."""


def _objects_of(page: Page) -> Iterator[tuple[str, str, str]]:
    """Kind, key and human name of everything on *page* that can be linked to."""
    part = page.part
    # An entry that stands in a text is a block of it, and more than that.
    entries = {record.key for records in (part.entities, part.sources) for record in records}
    for passage in part.passages:
        if passage.kind != "note" and passage.key not in entries:
            yield "passage", passage.key, passage_name(passage)
    for entity in part.entities:
        yield entity.kind, entity.key, entity.name
    for claim in part.claims:
        yield "claim", claim.key, claim.title or claim.key
    for note in part.notes:
        yield "note", note.key, _opening(note.text) or note.key
    for source in part.sources:
        yield "source", source.key, source.label
    for date in part.dates:
        if date.key:
            yield "date", date.key, date.span.words


def passage_name(passage: Passage) -> str:
    """A passage as a list of links calls it: kind, anchor and how it begins."""
    if passage.kind == "page":
        return f"page {passage.n or passage.id}"
    opening = _opening(passage.text)
    name = f"{passage.kind} {passage.id}"
    return f"{name}: {opening}" if opening else name


def _opening(text: str) -> str:
    if len(text) <= _OPENING:
        return text
    return text[: text.rfind(" ", 0, _OPENING) or _OPENING].rstrip() + "…"
