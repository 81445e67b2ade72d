"""How the nodes look in HTML. What has no visitor here is written as the node it derives from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, cast

from docutils import nodes

from edition.sphinxext import nodes as tei

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


#: Pages that a menu can name before it is no menu any more.
_FEW_CONTENTS: Final = 100
_LANGUAGE: Final = re.compile(r' lang="([A-Za-z0-9-]+)"')
_SCRIPT_LENGTH: Final = 4
#: Scripts and languages written from right to left (ISO 15924; BCP 47 primary subtags).
_SCRIPTS: Final = frozenset(
    {
        "adlm",
        "arab",
        "aran",
        "armi",
        "avst",
        "hebr",
        "mand",
        "nkoo",
        "phnx",
        "rohg",
        "samr",
        "syrc",
        "thaa",
    }
)
_LANGUAGES: Final = frozenset(
    {
        "ar", "ara", "arc", "azb", "ckb", "dv", "fa", "fas", "glk", "he", "heb", "ks", "mzn", "nqo", "ota",
        "pnb", "ps", "pus", "sam", "sd", "syc", "syr", "ug", "ur", "urd", "yi", "yid",
    }
)  # fmt: skip


def register(app: Sphinx) -> None:
    """Make the nodes known to Sphinx, with their visitors for HTML."""
    app.connect("html-page-context", say_directions)
    app.connect("html-page-context", count_contents)
    app.add_node(tei.passage, html=(visit_passage, depart_passage))
    app.add_node(tei.passage_group, html=(visit_passage_group, depart_division))
    app.add_node(tei.dated, html=(visit_dated, depart_dated))
    app.add_node(tei.line_break, html=(visit_line_break, None))
    app.add_node(tei.mathml, html=(visit_mathml, None))
    app.add_node(tei.reading, html=(visit_reading, depart_words))
    app.add_node(tei.annotation, html=(visit_annotation, depart_aside))
    app.add_node(tei.marginal, html=(visit_marginal, depart_division))
    app.add_node(tei.register_entry, html=(visit_entry, depart_entry))
    for words in (tei.departure, tei.mention, tei.sentence):
        app.add_node(words, html=(visit_words, depart_words))
    for plain in (
        tei.claimed,
        tei.page_break,
        tei.note_call,
        tei.apparatus_entry,
        tei.entry_part,
    ):
        app.add_node(plain)


def visit_passage(self: HTML5Translator, node: nodes.Element) -> None:
    """A paragraph with its number, which is a link to itself."""
    self.body.append(self.starttag(node, "p", "", CLASS="passage"))
    _passage_number(self, node)


def depart_passage(self: HTML5Translator, _node: nodes.Element) -> None:
    """End the paragraph."""
    self.body.append("</p>\n")


def visit_passage_group(self: HTML5Translator, node: nodes.Element) -> None:
    """A paragraph that holds blocks: HTML wants a division for it."""
    self.body.append(self.starttag(node, "div", "", CLASS="passage"))
    _passage_number(self, node)


def depart_division(self: HTML5Translator, _node: nodes.Element) -> None:
    """End the division."""
    self.body.append("</div>\n")


def _passage_number(self: HTML5Translator, node: nodes.Element) -> None:
    """The number in the margin; out of what is copied and of what is read aloud."""
    if not node["ids"] or not node.get("number"):
        return
    anchor = node["ids"][0]
    text = self.encode(node["number"])
    self.body.append(
        f'<a class="passage-number" href="#{self.attval(anchor)}"'
        f' aria-label="Paragraph {self.attval(node["number"])}">{text}</a>'
    )


def say_directions(
    _app: Sphinx,
    _pagename: str,
    _template: str,
    context: dict[str, Any],
    _doctree: nodes.document | None,
) -> None:
    """Where a page names a language that is written from right to left, say that too.

    Writers of docutils know languages but not directions. In what they write, a quotation mark stands
    for nothing but the edge of an attribute.
    """
    if " lang=" in context.get("body", ""):
        context["body"] = _LANGUAGE.sub(_with_direction, context["body"])


def count_contents(
    app: Sphinx,
    _pagename: str,
    _template: str,
    context: dict[str, Any],
    _doctree: nodes.document | None,
) -> None:
    """Tell the theme whether all contents can stand on every page (``contents_are_few``)."""
    context["contents_are_few"] = len(app.env.found_docs) <= _FEW_CONTENTS


def _with_direction(match: re.Match[str]) -> str:
    subtags = match[1].lower().split("-")
    script = next((tag for tag in subtags[1:] if len(tag) == _SCRIPT_LENGTH), "")
    turned = script in _SCRIPTS if script else subtags[0] in _LANGUAGES
    return f'{match[0]} dir="{"rtl" if turned else "ltr"}"'


def visit_words(self: HTML5Translator, node: nodes.Element) -> None:
    """Words in a ``span``: the tag that a page has most of, so it is written without detours."""
    classes, ids = node.attributes["classes"], node.attributes["ids"]
    if len(ids) > 1 or any(name.startswith("language-") for name in classes):
        self.body.append(self.starttag(node, "span", ""))
        return
    tag = "<span"
    if classes:
        tag += f' class="{self.attval(" ".join(dict.fromkeys(classes)))}"'
    if ids:
        tag += f' id="{self.attval(ids[0])}"'
    self.body.append(f"{tag}>")


def depart_words(self: HTML5Translator, _node: nodes.Element) -> None:
    """End the words."""
    self.body.append("</span>")


def visit_dated(self: HTML5Translator, node: nodes.Element) -> None:
    """A date that a program can read, or words with their meaning as title."""
    attributes: dict[str, Any] = {"title": node["words"]} if node["words"] else {}
    if node["iso"]:
        attributes["datetime"] = node["iso"]
    tag = "time" if node["iso"] else "span"
    self.body.append(self.starttag(node, tag, "", CLASS="dated", **attributes))
    self.context.append(f"</{tag}>")


def depart_dated(self: HTML5Translator, _node: nodes.Element) -> None:
    """End the date."""
    self.body.append(cast("str", self.context.pop()))


def visit_mathml(self: HTML5Translator, node: nodes.Element) -> None:
    """A formula as the browser shows it."""
    self.body.append(f"{self.starttag(node, 'span', '')}{node['markup']}</span>")
    raise nodes.SkipNode


def visit_reading(self: HTML5Translator, node: nodes.Element) -> None:
    """A reading, with the witnesses that have it for a program that chooses among them."""
    witnesses = " ".join(node["witnesses"])
    attributes: dict[str, Any] = {"data-witnesses": witnesses} if witnesses else {}
    self.body.append(self.starttag(node, "span", "", **attributes))


def visit_line_break(self: HTML5Translator, node: nodes.Element) -> None:
    """A line break, or a possible one within a word."""
    if node["ids"]:
        self.body.append(self.starttag(node, "span", "") + "</span>")
    self.body.append("<wbr>" if node["within_word"] else "<br>")
    raise nodes.SkipNode


def visit_annotation(self: HTML5Translator, node: nodes.Element) -> None:
    """A note beside the text."""
    kind = node["kind"] or "note"
    label = "Textual note" if kind == "textual" else "Note"
    if node.get("label"):
        label += f" {node['label']}"
    attributes: dict[str, Any] = {"role": "note", "aria-label": label}
    self.body.append(self.starttag(node, "aside", CLASS="note", **attributes))


def depart_aside(self: HTML5Translator, _node: nodes.Element) -> None:
    """End the note."""
    self.body.append("</aside>\n")


def visit_marginal(self: HTML5Translator, node: nodes.Element) -> None:
    """What stands beside a block."""
    self.body.append(self.starttag(node, "div", CLASS="marginal"))


def visit_entry(self: HTML5Translator, node: nodes.Element) -> None:
    """An entry of a register; a line of a chronology has no heading and is no section."""
    tag = "div" if node["kind"] == "dated-event" else "section"
    self.body.append(self.starttag(node, tag))
    self.context.append(f"</{tag}>\n")


def depart_entry(self: HTML5Translator, _node: nodes.Element) -> None:
    """End the entry."""
    self.body.append(cast("str", self.context.pop()))
