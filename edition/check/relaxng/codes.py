"""The sorts of findings that a schema gives rise to, in one table that the handbook prints."""

from __future__ import annotations

from typing import Final, NamedTuple


class Code(NamedTuple):
    """A sort of finding.

    :ivar name: its stable code.
    :ivar meaning: what is wrong.
    :ivar wrong: an example, to stand in the ``body`` of a text valid against TEI All.
    :ivar right: the same, mended.
    :ivar remedy: what to do about it.
    """

    name: str
    meaning: str
    wrong: str
    right: str
    remedy: str


UNKNOWN_ELEMENT: Final = "schema-unknown-element"
MISPLACED_ELEMENT: Final = "schema-misplaced-element"
MISSING_ELEMENT: Final = "schema-missing-element"
TEXT: Final = "schema-text"
VALUE: Final = "schema-value"
UNKNOWN_ATTRIBUTE: Final = "schema-unknown-attribute"
CONFLICTING_ATTRIBUTE: Final = "schema-conflicting-attribute"
MISSING_ATTRIBUTE: Final = "schema-missing-attribute"

CODES: Final = (
    Code(
        UNKNOWN_ELEMENT,
        "The schema has no element of this name.",
        "<p>by <persname>Ayub Khan</persname></p>",
        "<p>by <persName>Ayub Khan</persName></p>",
        "Correct the name: letters, and which of them are capitals. If it is from another schema, "
        "name that one, or leave the element out.",
    ),
    Code(
        MISPLACED_ELEMENT,
        "The schema has the element, but not in this place.",
        "<p>One. <p>Two.</p></p>",
        "<p>One.</p><p>Two.</p>",
        "Move it to where it may stand, or take the element that may stand here.",
    ),
    Code(
        MISSING_ELEMENT,
        "An element lacks a child that it must have.",
        "<table><head>Visits</head></table>",
        "<table><head>Visits</head><row><cell>1949</cell></row></table>",
        "Add the child, in the place that is named; or remove the element.",
    ),
    Code(
        TEXT,
        "There is text where only elements may stand, or nothing.",
        "<list>First <item>one</item></list>",
        "<list><head>First</head> <item>one</item></list>",
        "Put the words into an element that may stand there, or move them.",
    ),
    Code(
        VALUE,
        "An attribute or an element has a value that it cannot have.",
        '<p><date when="1949-6-2">2 June 1949</date></p>',
        '<p><date when="1949-06-02">2 June 1949</date></p>',
        "Write one of the values that are named, or in the form of the example.",
    ),
    Code(
        UNKNOWN_ATTRIBUTE,
        "An element has an attribute that it cannot have.",
        '<p><ref tarket="#p1">above</ref></p>',
        '<p><ref target="#p1">above</ref></p>',
        "Correct its name, or leave it out.",
    ),
    Code(
        CONFLICTING_ATTRIBUTE,
        "An element has attributes that exclude one another.",
        '<listRelation><relation name="ally" active="#a" passive="#b" mutual="#a #b"/></listRelation>',
        '<listRelation><relation name="ally" mutual="#a #b"/></listRelation>',
        "Leave one of them out.",
    ),
    Code(
        MISSING_ATTRIBUTE,
        "An element lacks an attribute that it must have.",
        "<p><graphic/></p>",
        '<p><graphic url="map.png"/></p>',
        "Add the attribute, or remove the element.",
    ),
)
