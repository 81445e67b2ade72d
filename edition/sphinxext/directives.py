"""Directives for pages that are not TEI: ``.. tei:chronology::`` and the other lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from edition.sphinxext.domain import OBJECTS, TEIDomain
from edition.sphinxext.nodes import listing

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class Listing(SphinxDirective):
    """The place of a list that is made of the whole edition.

    The optional argument says of what: a class of entities for ``index``, a passage for ``quote``.
    """

    kind: ClassVar[str]
    required_arguments = 0
    optional_arguments = 1
    has_content = False

    def run(self) -> list[nodes.Node]:
        """Leave a mark and remember that this page depends on the edition."""
        argument = self.arguments[0] if self.arguments else ""
        node = listing(kind=self.kind, argument=argument)
        self.set_source_info(node)
        TEIDomain.of(self.env).note_listing(self.env.docname, self.kind, argument)
        return [node]


class Chronology(Listing):
    """The events of the edition in order of time."""

    kind = "chronology"


class Index(Listing):
    """An index: of all entities, or of the class that the argument names."""

    kind = "index"

    def run(self) -> list[nodes.Node]:
        """Refuse a class that does not exist."""
        classes = {*OBJECTS, "all"}
        if self.arguments and self.arguments[0] not in classes:
            message = (
                f"there is no class {self.arguments[0]!r}; classes are {', '.join(sorted(classes))}"
            )
            raise self.error(message)
        return super().run()


class Apparatus(Listing):
    """Every place where the edited text is not the copy."""

    kind = "apparatus"


class Claims(Listing):
    """The claims by status."""

    kind = "claims"


class ClaimRelations(Listing):
    """Which claim contradicts, supports, qualifies or supersedes which: drawn, and as a list."""

    kind = "claim-relations"


class Map(Listing):
    """The places that have coordinates: drawn on a map, and as a list."""

    kind = "map"


class Timeline(Listing):
    """The events of the edition in order of time: drawn, as a list, with what relative dates rest on."""

    kind = "timeline"


class Quote(Listing):
    """The words of one passage, named by the argument."""

    kind = "quote"
    required_arguments = 1
    optional_arguments = 0


class TitlePage(Listing):
    """What the edition says of itself; the argument names the page of the main text (or the first)."""

    kind = "titlepage"


class Colophon(Listing):
    """The promises of the edition, each with what this build measured of it."""

    kind = "colophon"


class Changes(Listing):
    """What was changed: what the headers say, and by release the anchors, text, claims and registers."""

    kind = "changes"


class Markup(Listing):
    """The elements that the files use, and what the ODD says they are for."""

    kind = "markup"


DIRECTIVES: Final = (
    Changes,
    Colophon,
    Markup,
    Apparatus,
    Chronology,
    ClaimRelations,
    Claims,
    Index,
    Map,
    Quote,
    Timeline,
    TitlePage,
)


def register(app: Sphinx) -> None:
    """Make the directives known, as ``tei:<kind>``."""
    for directive in DIRECTIVES:
        app.add_directive_to_domain("tei", directive.kind, directive)
