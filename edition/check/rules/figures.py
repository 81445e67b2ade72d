"""Figures: that those who do not see them are told what they show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from edition.check.rules.rule import Found, Rule
from edition.check.subject import Subject
from edition.tei.names import NAMESPACES, local_name, tei
from edition.tei.text import edited_text


def _undescribed(subject: Subject) -> Iterator[Found]:
    for file, root in subject.roots():
        for graphic in root.iter(tei("graphic")):
            figure = next(
                (up for up in graphic.iterancestors() if local_name(up) == "figure"), graphic
            )
            said = (
                *figure.iterfind("tei:figDesc", NAMESPACES),
                *graphic.iterfind("tei:desc", NAMESPACES),
            )
            within = {local_name(up) for up in graphic.iterancestors()}
            if "text" in within and not any(edited_text(description) for description in said):
                yield Found(file, graphic, "", "nothing says what the picture shows")


RULES: Final = (
    Rule(
        "figure-description",
        "warning",
        "A picture has no description for those who do not see it.",
        "Say in figDesc what it shows.",
        '<figure><graphic url="a.png"/></figure>',
        '<figure><graphic url="a.png"/><figDesc>A bridge over a river.</figDesc></figure>',
        _undescribed,
    ),
)
