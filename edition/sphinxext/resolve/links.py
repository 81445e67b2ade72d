"""Links of mentions: every run of words leads to the innermost thing it names.

Mentions nest ("the *Soviet* invasion of *Afghanistan* in 1979"), links may not. So each run of text is
linked on its own: to the entity of the smallest mention around it. Nothing is lost: the words between
inner names lead to the outer entity.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from docutils import nodes

from edition.sphinxext.nodes import GENERATED, further, mention, replace_text
from edition.sphinxext.resolve.writing import Writing
from edition.sphinxext.wording import certainty
from edition.tei.pointers import is_internal

#: The vehicle of a metonym is data, not what is meant: "Moscow" in the sense of a government.
_VEHICLE: Final = "vehicle"


def link_mentions(writing: Writing, doctree: nodes.document) -> None:
    """Link all mentions of *doctree*."""
    for node in list(doctree.findall(mention)):
        keys = [key for target in node["targets"] if (key := writing.edition.resolve(target))]
        _dress(writing, node, keys)
        if not keys:
            _link_outside(node)
            continue
        _say_label(writing, node, keys[0])
        if node["subtype"] == _VEHICLE:
            continue
        for text in list(_own_runs(node)):
            _link(writing, text, keys[0], node)
        for number, key in enumerate(keys[1:], 2):
            node.append(_further(writing, key, str(number)))


def _further(writing: Writing, key: str, number: str) -> further:
    """A sign behind words that mean more than one entity, for all but the first."""
    says = f"Also: {writing.edition.label(key)}"
    link = writing.domain.link(writing.builder, writing.docname, key, nodes.Text(number), says)
    sign = nodes.superscript("", "", link or nodes.Text(number))
    return further("", "", sign, classes=[GENERATED, "further"], says=says)


def _dress(writing: Writing, node: mention, keys: list[str]) -> None:
    """Say in classes what is mentioned and how sure the editors are."""
    kind = writing.domain.kind_of(keys[0]) if keys else None
    node["classes"] = [*node["classes"], "mention", *([kind] if kind else [])]
    if node["subtype"]:
        node["classes"].append(f"by-{node['subtype']}" if node["subtype"].isalpha() else "by-other")
    if node["cert"] in {"low", "medium", "unknown"}:
        node["classes"].append(f"cert-{node['cert']}")


def _link_outside(node: mention) -> None:
    """A pointer to an authority on the web is a link there, if it is an address."""
    target = next((t for t in node["targets"] if t.startswith(("https://", "http://"))), None)
    if target is None or is_internal(target):
        return
    for text in list(_own_runs(node)):
        replace_text(text, nodes.reference("", text.astext(), refuri=target))


def _say_label(writing: Writing, node: mention, key: str) -> None:
    """An empty pointer says the name of what it points at."""
    if not node.astext().strip():
        node["classes"].append(GENERATED)
        node.append(nodes.Text(writing.edition.label(key)))


def _own_runs(node: mention) -> Iterator[nodes.Text]:
    """The text of *node* that is in no smaller mention and in no link."""
    for text in node.findall(nodes.Text):
        if not any(letter.isalnum() for letter in text):
            continue  # a hyphen or a bracket between two names leads nowhere
        up = text.parent
        while up is not node:
            if isinstance(up, nodes.reference) or (
                isinstance(up, mention) and up["subtype"] != _VEHICLE
            ):
                break
            up = up.parent
        else:
            if not _in_link(node):
                yield text


def _in_link(node: nodes.Element) -> bool:
    up = node.parent
    while up is not None:
        if isinstance(up, nodes.reference):
            return True
        up = up.parent
    return False


def _link(writing: Writing, text: nodes.Text, key: str, node: mention) -> None:
    doubt = certainty(node["cert"])
    # What the link leads to says who or what it is; how sure that is, only this place knows.
    title = f"{writing.edition.label(key)} ({doubt})" if doubt else ""
    made = writing.domain.link(
        writing.builder, writing.docname, key, nodes.Text(text.astext()), title
    )
    if made is not None:
        replace_text(text, made)
