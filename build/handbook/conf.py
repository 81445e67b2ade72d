"""The handbook: guides by task, and a reference that is generated from the code."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

import click
from docutils import nodes
from docutils.statemachine import StringList
from lxml import etree
from sphinx.util.docutils import SphinxDirective

from edition import __version__
from edition.check.relaxng import CODES
from edition.check.rules import RULES
from edition.cli import COMMANDS, cli
from edition.sphinxext.config import VALUES
from edition.sphinxext.directives import DIRECTIVES
from edition.sphinxext.doctree import DEFAULT_RULES
from edition.sphinxext.doctree.walk import BEHAVIOURS
from edition.sphinxext.domain import OBJECTS
from edition.sphinxext.messages import Kind
from edition.tei.parse import safe_parser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

project = "tei-edition"
author = "The tei-edition contributors"
copyright = "MIT licence"
version = release = __version__
extensions = ["sphinx.ext.autodoc"]
exclude_patterns = ["_build"]
html_theme = "alabaster"
html_show_sphinx = False
autodoc_member_order = "bysource"
autodoc_typehints = "signature"


def _first(text: str | None) -> str:
    return (
        (inspect.getdoc(type("x", (), {"__doc__": text})) or "").split("\n\n")[0].replace("\n", " ")
    )


def _values() -> Iterator[str]:
    for value in VALUES:
        yield f"``{value.name}`` (default ``{value.default!r}``)\n    {value.description}"


def _behaviours() -> Iterator[str]:
    elements: dict[str, list[str]] = {}
    for rule in DEFAULT_RULES:
        elements.setdefault(rule.behaviour, []).append(rule.selector)
    for name, function in sorted(BEHAVIOURS.items()):
        used = " ".join(f"``{selector}``" for selector in elements.get(name, []))
        yield f"``{name}``\n    {_first(function.__doc__)}\n\n    {used or 'For elements without a rule.'}"


def _warnings() -> Iterator[str]:
    source = inspect.getsource(Kind)
    for kind in Kind:
        after = source.split(f'{kind.name} = "{kind.value}"')[1]
        meaning = after.split('"""')[1]
        yield f"``tei.{kind.value}``\n    {_first(meaning)}"


def _directives() -> Iterator[str]:
    for directive in DIRECTIVES:
        yield f"``.. tei:{directive.kind}::``\n    {_first(directive.__doc__)}"


def _roles() -> Iterator[str]:
    for name in OBJECTS:
        yield f"``:tei:{name}:``\n    A {name} of the edition, by id or ``page#id``."


def _commands() -> Iterator[str]:
    context = click.Context(cli, info_name="edition")
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        yield from _help(command, f"edition {name}")


def _help(command: click.Command, name: str) -> Iterator[str]:
    """What a command says of itself, and each command within it."""
    text = command.get_help(click.Context(command, info_name=name, parent=None))
    lines = "\n".join(f"        {line}" for line in text.split("\n"))
    yield f"``{name}``\n    ::\n\n{lines}"
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            yield from _help(inner, f"{name} {inner.name}")


def _rules() -> Iterator[str]:
    for rule in RULES:
        shown = "\n".join(f"        {line}" for line in _lines(rule.wrong))
        yield (
            f"``{rule.code}`` ({rule.severity})\n    {rule.meaning} {rule.remedy}\n\n"
            f"    .. code-block:: xml\n\n{shown}"
        )


def _lines(mark_up: str) -> list[str]:
    """Mark-up with what holds no text of its own on several lines."""
    around = etree.fromstring(f"<around>{mark_up}</around>", safe_parser())
    lines = []
    for element in around:
        if element.tag != "p":
            etree.indent(element)
        lines += etree.tostring(element, encoding="unicode", with_tail=False).split("\n")
    return lines


def _schema() -> Iterator[str]:
    for code in CODES:
        examples = f"For example ``{code.wrong}``, which is to be ``{code.right}``."
        yield f"``{code.name}``\n    {code.meaning} {code.remedy}\n\n    {examples}"


LISTS = {
    "rules": _rules,
    "schema": _schema,
    "values": _values,
    "behaviours": _behaviours,
    "warnings": _warnings,
    "directives": _directives,
    "roles": _roles,
    "commands": _commands,
}


class Generated(SphinxDirective):
    """A list that is made of the code: ``.. generated:: values``."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Parse the list as it stands."""
        lines = "\n\n".join(LISTS[self.arguments[0]]()).splitlines()
        holder = nodes.container()
        self.state.nested_parse(StringList(lines, "code"), self.content_offset, holder)
        return holder.children


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("generated", Generated)
