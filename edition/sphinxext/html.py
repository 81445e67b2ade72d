"""How the nodes look in HTML. What has no visitor here is written as the node it derives from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from docutils import nodes

from edition.sphinxext import nodes as tei

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


#: Units of the widest drawing that a telephone shows without scrolling.
_NARROW: Final = 450


def register(app: Sphinx) -> None:
    """Make the nodes known to Sphinx, with their visitors for HTML."""
    app.add_node(tei.passage, html=(visit_passage, depart_passage))
    app.add_node(tei.passage_group, html=(visit_passage_group, depart_division))
    app.add_node(tei.dated, html=(visit_dated, depart_dated))
    app.add_node(tei.line_break, html=(visit_line_break, None))
    app.add_node(tei.mathml, html=(visit_mathml, None))
    for sign in (tei.note_call, tei.claim_call, tei.further):
        app.add_node(sign, html=(visit_call, None))
    app.add_node(tei.link, html=(visit_link, depart_link))
    app.add_node(tei.reading, html=(visit_reading, depart_words))
    app.add_node(tei.drawing, html=(visit_drawing, depart_drawing))
    app.add_node(tei.annotation, html=(visit_annotation, depart_aside))
    app.add_node(tei.marginal, html=(visit_marginal, depart_division))
    app.add_node(tei.register_entry, html=(visit_entry, depart_entry))
    app.add_node(tei.mention, html=(visit_mention, depart_mention))
    app.add_node(tei.changed_words, html=(visit_changed_words, depart_changed_words))
    for words in (tei.departure, tei.sentence):
        app.add_node(words, html=(visit_words, depart_words))
    for plain in (
        tei.page_break,
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
    number = self.attval(node["number"])
    self.body.append(
        f'<a class="passage-number" href="#{self.attval(node["ids"][0])}"'
        f' aria-label="Paragraph {number}" data-sign="{number}"></a>'
    )


def visit_call(self: HTML5Translator, node: nodes.Element) -> None:
    """A sign that the sheet draws, so that the words around it stay a text to be quoted and found.

    :raises docutils.nodes.SkipNode: always; all of it is written here.
    """
    reference = node.next_node(nodes.reference)
    if reference is None:
        raise nodes.SkipNode
    anchor = f' id="{self.attval(node["ids"][0])}"' if node["ids"] else ""
    classes = " ".join(name for name in node["classes"] if name != tei.GENERATED)
    address = reference.get("refuri") or f"#{reference['refid']}"
    self.body.append(
        f'<a class="{classes}"{anchor} href="{self.attval(address)}"'
        f' aria-label="{self.attval(node["says"])}" data-sign="{self.attval(reference.astext())}"></a>'
    )
    raise nodes.SkipNode


def visit_link(self: HTML5Translator, node: nodes.Element) -> None:
    """A link within the edition: what a page has most of, so it says no more than it must."""
    address = node.get("refuri") or f"#{node['refid']}"
    title = f' title="{self.attval(node["reftitle"])}"' if node.get("reftitle") else ""
    classes = f' class="{self.attval(" ".join(node["classes"]))}"' if node["classes"] else ""
    self.body.append(f'<a href="{self.attval(address)}"{classes}{title}>')


def depart_link(self: HTML5Translator, _node: nodes.Element) -> None:
    """End the link."""
    self.body.append("</a>")


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


def visit_changed_words(self: HTML5Translator, node: nodes.Element) -> None:
    """Words that went or came, as HTML has it."""
    self.body.append("<del>" if node["change"] == "deleted" else "<ins>")


def depart_changed_words(self: HTML5Translator, node: nodes.Element) -> None:
    """End the words."""
    self.body.append("</del>" if node["change"] == "deleted" else "</ins>")


def visit_mention(self: HTML5Translator, node: nodes.Element) -> None:
    """Words that name something; if all of them are one link, the link says so itself."""
    only = node.children[0] if len(node.children) == 1 else None
    classes = node["classes"]
    if (
        isinstance(only, tei.link)
        and not node["ids"]
        and not any(name.startswith("language-") for name in classes)
    ):
        only["classes"] = list(dict.fromkeys([*classes, *only["classes"]]))
        self.context.append("")
        return
    visit_words(self, node)
    self.context.append("</span>")


def depart_mention(self: HTML5Translator, _node: nodes.Element) -> None:
    """End the words."""
    self.body.append(cast("str", self.context.pop()))


def visit_dated(self: HTML5Translator, node: nodes.Element) -> None:
    """A date that a program can read, or words with their meaning as title."""
    # Words that say when it was themselves need nobody to say it again.
    told = node["words"] and node["words"] != node.astext()
    attributes: dict[str, Any] = {"title": node["words"]} if told else {}
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


def visit_drawing(self: HTML5Translator, node: nodes.Element) -> None:
    """A drawing as part of the page, with its caption; one that is wide scrolls in itself.

    Not in EPUB, whose manifest would have to name every page with SVG.
    """
    self.body.append(self.starttag(node, "figure", "", CLASS="drawing"))
    if self.builder.name != "epub":
        attributes: dict[str, Any] = {"CLASS": "drawing-room"}
        if node["width"] > _NARROW:
            attributes |= {"role": "region", "tabindex": "0"}
            attributes["aria-label"] = f"{node.astext()}, scrolls sideways"
        room = self.starttag(nodes.Element(), "div", "", **attributes)
        self.body.append(f"{room}{node['markup']}</div>\n")
    self.body.append("<figcaption>")


def depart_drawing(self: HTML5Translator, _node: nodes.Element) -> None:
    """End the drawing."""
    self.body.append("</figcaption></figure>\n")


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
    attributes: dict[str, Any] = {"role": "note", **_room(node)}
    self.body.append(f"{self.starttag(node, 'aside', '', CLASS='note', **attributes)}<div>")


def depart_aside(self: HTML5Translator, _node: nodes.Element) -> None:
    """End the note."""
    self.body.append("</div></aside>\n")


def visit_marginal(self: HTML5Translator, node: nodes.Element) -> None:
    """What stands beside a block."""
    self.body.append(self.starttag(node, "div", "", **_room(node)))


def _room(node: nodes.Element) -> dict[str, Any]:
    """The lines that there are for *node*, for the sheet."""
    return {"style": f"--lines:{node['lines']}"} if node.get("lines", 1) > 1 else {}


def visit_entry(self: HTML5Translator, node: nodes.Element) -> None:
    """An entry of a register; a line of a chronology has no heading and is no section."""
    tag = "div" if node["kind"] == "dated-event" else "section"
    self.body.append(self.starttag(node, tag))
    self.context.append(f"</{tag}>\n")


def depart_entry(self: HTML5Translator, _node: nodes.Element) -> None:
    """End the entry."""
    self.body.append(cast("str", self.context.pop()))
