"""The other half of the ledger: what was written, compared with what was to be written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from edition.sphinxext import ledger
from edition.sphinxext.domain import TEIDomain
from edition.sphinxext.messages import Kind, LossError, source_path, warn
from edition.sphinxext.pages import Counts

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def check_written_page(
    app: Sphinx,
    pagename: str,
    _template: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Compare the body of each HTML page of TEI with the doctree it was written from.

    :raises LossError: the page lacks something.
    """
    page = TEIDomain.of(app.env).page_at(pagename)
    if page is None or doctree is None:
        return
    path = source_path(app.env, page.file)
    losses = list(ledger.check_page(doctree, context.get("body", "")))
    for loss in losses:
        warn(Kind.LOST, loss.message, path, loss.line)
    if losses:
        raise LossError(f"{page.file}: its page lacks what its source has; see the warnings")


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build made, in numbers.

    :ivar shown: characters (white space aside) in the text of the pages.
    :ivar moved: characters in notes and apparatus.
    :ivar left_out: characters left out, by rule.
    :ivar unknown: names of elements without a rule, with how often they occur.
    """

    pages: int
    counts: Counts
    ids: int
    shown: int
    moved: int
    left_out: dict[str, int]
    unknown: dict[str, int]


def summarise(env: BuildEnvironment) -> Summary:
    """Count what is in the environment after a build."""
    domain = TEIDomain.of(env)
    left_out: dict[str, int] = {}
    unknown: dict[str, int] = {}
    balances = [page.balance for page in domain.pages.values()]
    for balance in balances:
        for rule, number in balance.left_out:
            left_out[rule] = left_out.get(rule, 0) + number
        for name, number in balance.unknown:
            unknown[name] = unknown.get(name, 0) + number
    each = [page.counts for page in domain.pages.values()] or [Counts(0, 0, 0, 0, 0, 0)]
    counts = Counts(*map(sum, zip(*each, strict=True)))
    return Summary(
        pages=len(env.found_docs),
        counts=counts,
        ids=sum(balance.ids for balance in balances),
        shown=sum(balance.shown for balance in balances),
        moved=sum(balance.moved for balance in balances),
        left_out=left_out,
        unknown=unknown,
    )
