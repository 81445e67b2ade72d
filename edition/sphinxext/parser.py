"""The source parser: one TEI file, one page or several."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.parsers import Parser

from edition.errors import UnreadableError
from edition.model.read import Reading
from edition.sphinxext.config import rules_of
from edition.sphinxext.domain import TEIDomain
from edition.sphinxext.folding import fold
from edition.sphinxext.messages import Kind, source_path, warn
from edition.sphinxext.sources import Recipe, source_of
from edition.sphinxext.split.plan import plan_of
from edition.sphinxext.split.project import mode_of, project_of
from edition.tei.names import NAMESPACES
from edition.tei.text import copy_text

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


class TEIParser(Parser):
    """Parses TEI P5 for Sphinx."""

    supported = ("tei",)

    def parse(self, inputstring: str, document: nodes.document) -> None:  # noqa: ARG002
        """Fill *document* with the text of the file, or with its part of it.

        The bytes are read from disk, since only they know their encoding and their offsets.
        """
        env: BuildEnvironment = document.settings.env
        # Sphinx would make typographic quotes of those of the transcription.
        document.settings.smart_quotes = False
        path = Path(document["source"])
        name = path.relative_to(env.srcdir).as_posix()
        shown = source_path(env, name)
        docname = env.docname
        if env.config.tei_odd:
            env.note_dependency(env.config.tei_odd)
        project = project_of(env)
        base = project.cut_from.get(docname, docname)
        plan, rules = plan_of(mode_of(env.config, base)), rules_of(env.config)
        recipe = Recipe(name, plan, project.leaves.get(base, frozenset()), rules)
        try:
            source = source_of(path, base, docname, recipe)
        except UnreadableError as error:
            warn(Kind.UNREADABLE, f"{error.message}. {error.hint or ''}", shown, error.line)
            document.append(_page_about(error))
            return
        if docname == base:
            for loss in source.losses:
                warn(Kind.LOST, loss.message, shown, loss.line)
            _warn_about_source(source.reading, shown)
            TEIDomain.of(env).note_page(source.page)
        TEIDomain.of(env).note_read(docname)
        section = source.take(docname)
        if section is None:
            env.metadata[docname]["orphan"] = ""  # nothing leads here
            section = _page_without_text(docname, base)
        document.append(section)
        fold(document)


def _page_about(error: UnreadableError) -> nodes.section:
    """A page that says why there is no page."""
    section = nodes.section(ids=["unreadable"])
    section += nodes.title("", error.file or "")
    section += nodes.paragraph("", f"This file could not be read: {error.message}.")
    return section


def _page_without_text(docname: str, base: str) -> nodes.section:
    """A page for what was to begin a page and does not: a rule left it out, or it stays in a whole."""
    section = nodes.section(ids=["elsewhere"])
    link = addnodes.pending_xref(
        refdomain="std", reftype="doc", reftarget=f"/{base}", refexplicit=False, refdoc=docname
    )
    link += nodes.inline("", base)
    section += nodes.title("", docname)
    section += nodes.paragraph("", "No page begins here. See ", link, nodes.Text("."))
    return section


def _warn_about_source(reading: Reading, path: str) -> None:
    """Say what is wrong with the source itself."""
    part = reading.part
    for identifier, lines in part.duplicate_ids:
        also = ", ".join(str(line) for line in lines[1:])
        message = (
            f"xml:id “{identifier}” is given again in line {also}; links go to line {lines[0]}"
        )
        warn(Kind.DUPLICATE_ID, message, path, lines[0])
    for fault in part.faults:
        warn(Kind(fault.kind), fault.message, path, fault.line)
    digest = part.works[0].copy_digest
    text = reading.document.root.find("tei:text", NAMESPACES)
    if digest and text is not None:
        found = hashlib.sha256(copy_text(text).encode()).hexdigest()
        if found != digest:
            message = (
                f"the copy reading of the text has the SHA-256 {found}, "
                f"the header records {digest}: a departure from the copy is not marked up"
            )
            warn(Kind.COPY_TEXT, message, path, text.sourceline)
