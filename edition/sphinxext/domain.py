"""The domain ``tei``: everything of an edition that can be linked to.

Objects are passages, entities, dates, claims, notes and sources; each has a role of its name. Ids are
the ``xml:id`` of the source. Targets are ids, if they are unique in the edition, or ``page#id``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any, ClassVar, Final, cast

from docutils import nodes
from docutils.nodes import Element
from sphinx.domains import Domain, ObjType
from sphinx.roles import XRefRole

from edition.model import Edition, assemble
from edition.sphinxext.nodes import link
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
        "said": [],
        "published": None,
    }
    data_version = 1

    def __init__(self, env: BuildEnvironment) -> None:
        """Nothing was read yet."""
        super().__init__(env)
        self._read: set[str] = set()

    _edition: Edition | None = None
    _all: tuple[Mapping[str, Page], Mapping[str, Page]] | None = None
    #: Whether anything was read or removed since what is wrong was last said.
    touched: bool = False
    #: Whether anything was read or removed in this build.
    is_new: bool = False

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
        if self._edition is None:
            self._edition = assemble(page.part for page in self.pages.values())
        return self._edition

    def page_with(self, file: str) -> Page | None:
        """The page of *file*."""
        return self._known()[0].get(file)

    def page_at(self, docname: str) -> Page | None:
        """The page that *docname* is, or is a part of."""
        return self._known()[1].get(docname)

    def _known(self) -> tuple[Mapping[str, Page], Mapping[str, Page]]:
        """All pages by file and by docname; until another page is read."""
        if self._all is None:
            pages = self.pages.values()
            by_docname = {name: page for page in pages for name in page.docnames}
            self._all = {page.file: page for page in pages}, by_docname
        return self._all

    def _forget_joined(self) -> None:
        self._edition, self._all = None, None
        self.touched = self.is_new = True

    def note_page(self, page: Page) -> None:
        """Remember *page*."""
        self.pages[page.docname] = page
        self._forget_joined()

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
        for _kind, anchor, label in page.objects:
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
        self._forget_joined()

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process read of *docnames*."""
        self._read |= docnames
        for name in ("pages", "listings", "references"):
            store = self.data[name]
            for docname in docnames:
                if docname in otherdata[name]:
                    store[docname] = otherdata[name][docname]
        self._forget_joined()

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
            file = found.file if found else page
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
        made = link("", "", *(content if isinstance(content, list) else [content]), internal=True)
        if anchor and docname == fromdocname:
            made["refid"] = anchor
        else:
            address = builder.get_relative_uri(fromdocname, docname)
            made["refuri"] = f"{address}#{anchor}" if anchor else address
        if title:
            made["reftitle"] = title
        return made

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
            is_cut = len(page.docnames) > 1
            for kind, anchor, label in page.objects:
                priority = -1 if kind in {"passage", "date", "note"} else 1
                on = page.places.get(anchor, docname) if is_cut else docname
                yield f"{docname}#{anchor}", label, kind, on, anchor, priority

    def check_consistency(self) -> None:
        """Nothing here: what is wrong is said in ``env-updated``, in every build."""
