"""Dates: that they are days of the calendar, in order, explained, and within the life they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Final

from lxml import etree

from edition.check.rules.rule import Found, Rule
from edition.check.subject import Subject, find
from edition.model import Entity
from edition.tei.dates import CUSTOM, Day, parse_point
from edition.tei.names import XML_LANG, local_name, tei
from edition.tei.pointers import split_key
from edition.tei.text import edited_text, plain_text

#: Words that say when only by way of something else, by language.
_RELATIVE: Final = {
    language: re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for language, words in {
        "en": "that|this|same|following|next|previous|preceding|later|earlier|before|after|ago|then|now|"
        "today|yesterday|tomorrow|meanwhile|recent(?:ly)?|last|decades?",
        "de": "damals|heute|gestern|vorgestern|morgen|übermorgen|jetzt|dann|danach|davor|vorher|nachher|"
        "zuvor|seither|seitdem|inzwischen|später|früher|vor|nach|selben|gleichen|dieses|diesem|diesen|"
        "dieser|jenes|jenem|jener|(?:folgend|nächst|vorig|letzt|vergangen|kommend)e[nmrs]?|tags",
        "fr": "alors|aujourd[’']hui|hier|demain|maintenant|ensuite|auparavant|depuis|avant|après|"
        "ce|cet|cette|même|suivante?|prochaine?|précédente?|dernière?|plus tard|plus tôt|veille|lendemain",
        "it": "allora|oggi|ieri|domani|adesso|ora|poi|dopo|prima|fa|stess[oa]|quest[oa]|quell[oa]|"
        "seguente|prossim[oa]|precedente|scors[oa]|ultim[oa]|indomani|vigilia",
        "es": "entonces|hoy|ayer|mañana|ahora|luego|después|antes|hace|mism[oa]|est[ea]|aquel(?:la)?|"
        "siguiente|próxim[oa]|anterior|pasad[oa]|últim[oa]|víspera",
        # Days before and after feasts, Ides and Kalends are days of the calendar.
        "la": "tunc|tum|hodie|heri|cras|nunc|deinde|postea|antea|eodem|eadem|nuper",
    }.items()
}
#: An open side of an interval, or a year of which the last digits are not known.
_OPEN: Final = re.compile(r"|\.\.|\d\d(?:\dX|XX)[~?%]?")
_EDTF: Final = re.compile(r"\bEDTF\b|Extended Date", re.IGNORECASE)
_YEAR: Final = re.compile(r"\d{3,4}")


def _malformed(subject: Subject) -> Iterator[Found]:
    for file, element, dating in subject.dated:
        for attribute, value in dating.malformed:
            message = f"@{attribute} “{value}” is no date, or no day of the calendar"
            yield Found(file, element, attribute, message)


def _edtf(subject: Subject) -> Iterator[Found]:
    declared = {file: _declares_edtf(root) for file, root in subject.roots()}
    for file, element, _dating in subject.dated:
        method = element.get("datingMethod", "")
        if not ("edtf" in method.casefold() or (not method and declared[file])):
            continue
        for attribute in CUSTOM:
            value = element.get(attribute)
            if value is not None and not _is_common(value) and not _is_edtf(value):
                message = f"@{attribute} “{value}” is no EDTF"
                yield Found(file, element, attribute, message)


def _declares_edtf(root: etree._Element) -> bool:
    """Whether the header says that dates of the custom sort are EDTF."""
    said = [plain_text(element) for element in find(root, ".//tei:encodingDesc//tei:stdVals")]
    return any(_EDTF.search(text) for text in said)


def _is_common(value: str) -> bool:
    """Whether *value* is EDTF of a common sort: a date, an interval, or a set of dates.

    Most values are; to load a grammar for them takes longer than all other rules.
    """
    if value[:1] + value[-1:] in {"{}", "[]"}:
        return all(map(_is_plain, value[1:-1].split(",")))
    return all(map(_is_plain, value.split("/", 1)))


def _is_plain(side: str) -> bool:
    """Whether *side* is a date that may be approximate, a year of which digits are not known, or open."""
    return bool(_OPEN.fullmatch(side)) or parse_point(side.rstrip("~?%")) is not None


def _is_edtf(value: str) -> bool:
    """Whether the library reads *value*; without it (extra "edtf") nothing is held against a value."""
    if find_spec("edtf") is None:
        return True
    from edtf import parse_edtf  # noqa: PLC0415
    from edtf.parser.edtf_exceptions import EDTFParseException  # noqa: PLC0415

    try:
        parse_edtf(value)
    except EDTFParseException:
        return False
    return True


def _order(subject: Subject) -> Iterator[Found]:
    for file, element, dating in subject.dated:
        for first, last in (("from", "to"), ("notBefore", "notAfter")):
            start = {"from": dating.start, "notBefore": dating.not_before}[first]
            end = {"to": dating.end, "notAfter": dating.not_after}[last]
            if start and end and start.first > end.last:
                message = f"@{first} “{start}” is after @{last} “{end}”"
                yield Found(file, element, first, message)


def _unexplained(subject: Subject) -> Iterator[Found]:
    for file, element, _dating in subject.dated:
        if local_name(element) != "date" or not _is_in_text(element):
            continue
        words = edited_text(element)
        relative = _RELATIVE.get(_language(element))
        if relative is None or _YEAR.search(words) or not relative.search(words):
            continue
        key = subject.readings[file].context.key_or_none(element)
        if not element.get("corresp") and not (key and subject.edition.notes_on.get(key)):
            message = f"“{words}” says when by way of something else, and nothing says of what"
            yield Found(file, element, "", message)


def _is_in_text(element: etree._Element) -> bool:
    return next(element.iterancestors(tei("text")), None) is not None


def _language(element: etree._Element) -> str:
    """The language of *element*, without its region; English if nothing is said."""
    around = (element, *element.iterancestors())
    given = next((said for one in around if (said := one.get(XML_LANG))), "en")
    return given.partition("-")[0].lower()


def _lives(subject: Subject) -> Iterator[Found]:
    for key, entity in subject.edition.entities.items():
        born, died = _day(entity, "birth"), _day(entity, "death", last=True)
        element = subject.element(key)
        if born and died and born > died:
            yield Found(split_key(key)[0], element, "", f"“{entity.name}” dies before being born")
            continue
        for dated in entity.dates:
            if dated.label in {"birth", "death"}:
                continue
            start, end = dated.dating.earliest, dated.dating.latest
            if (born and end and end < born) or (died and start and start > died):
                what = dated.label or "a date"
                message = f"“{entity.name}”: {what} lies outside the dates of birth and death"
                yield Found(split_key(key)[0], element, "", message)


def _day(entity: Entity, label: str, *, last: bool = False) -> Day | None:
    """The first day of a birth, or the *last* of a death."""
    days = (
        date.dating.latest if last else date.dating.earliest
        for date in entity.dates
        if date.label == label
    )
    return next((day for day in days if day), None)


_PERSON: Final = (
    '<standOff><listPerson><person xml:id="a"><persName>A</persName><birth when="1900"/><death when="{}"/>'
    '<occupation from="1930" to="1940">smith</occupation></person></listPerson></standOff><p><persName ref="#a">A</persName></p>'
)

RULES: Final = (
    Rule(
        "date-malformed",
        "error",
        "A dating attribute is no date, or a day that the calendar does not have.",
        "Write YYYY, YYYY-MM or YYYY-MM-DD.",
        '<p><date when="1949-02-30">then</date></p>',
        '<p><date when="1949-02-28">then</date></p>',
        _malformed,
    ),
    Rule(
        "date-edtf",
        "error",
        "A value that should be Extended Date/Time Format is none.",
        "See the specification of EDTF: 1960~, 195X, 1947/1962, 2015-09-27/..",
        '<p><date when-custom="circa 1960" datingMethod="#edtf">then</date></p>',
        '<p><date when-custom="1960~" datingMethod="#edtf">then</date></p>',
        _edtf,
    ),
    Rule(
        "date-order",
        "error",
        "A span of time ends before it begins.",
        "Exchange the two, or mend one of them.",
        '<p><date from="1962" to="1947">then</date></p>',
        '<p><date from="1947" to="1962">then</date></p>',
        _order,
    ),
    Rule(
        "date-unexplained",
        "warning",
        "An expression such as “that year” is dated, and nothing says what it is relative to.",
        "Point at what it is relative to with @corresp, or explain it in a note on it.",
        '<p><date when="1949">that year</date></p>',
        '<p><date xml:id="t" when="1949">In 1949</date>, <date when="1949" corresp="#t">that year</date></p>',
        _unexplained,
    ),
    Rule(
        "date-life",
        "error",
        "Something in the life of a person lies before birth or after death.",
        "Mend one of the dates, or say with @cert that it is uncertain.",
        _PERSON.format(1920),
        _PERSON.format(1980),
        _lives,
    ),
)
