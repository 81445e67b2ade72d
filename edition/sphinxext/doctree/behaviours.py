"""The table of behaviours: which TEI element becomes what.

Order matters within a name only: the first rule that fits is taken, so special cases stand above
general ones. A project puts its own rules before these (``tei_behaviours`` in ``conf.py``).
An element without a rule keeps its text and its ids all the same (behaviour "unknown").
"""

from __future__ import annotations

from typing import Final

from edition.sphinxext.doctree import registers, structure, words
from edition.sphinxext.doctree.walk import Rule, Rules

__all__ = ["DEFAULT_RULES", "Rule", "Rules"]

# The behaviours register themselves when their modules are imported.
_MODULES: Final = (registers, structure, words)


def _rules(behaviour: str, *selectors: str, option: str = "") -> list[Rule]:
    return [Rule(selector, behaviour, option) for selector in selectors]


DEFAULT_RULES: Final[tuple[Rule, ...]] = (
    # -- what is no text ---------------------------------------------------------------------
    *_rules("omit", "teiHeader", option="header: shown as the data of the page"),
    *_rules("omit", "facsimile", option="facsimile: pictures, not text"),
    *_rules("omit", "schemaSpec", option="schema: not prose"),
    *_rules("omit", "xenoData", option="metadata of another standard"),
    *_rules("omit", "fw", option="forme work: running heads and catchwords of the source"),
    *_rules("omit", "index", option="index terms: shown in the index"),
    # -- pointers to sources, before the general rule for their element --------------------------
    *_rules("link", "bibl[@corresp]", option="corresp"),
    # -- claims, registers, bibliographies ------------------------------------------------------
    Rule("listAnnotation[@type='claims']/annotation", "claim"),
    *_rules("standoff-note", "annotation"),
    Rule("annotation/note[@type='position']", "position"),
    Rule("annotation/note[@type]", "field"),
    Rule("name[@type='holder']", "holder"),
    Rule("listEvent[@type='chronology']/event", "chronology-event"),
    *_rules("block", "listPerson", "listPlace", "listOrg", "listEvent", "listObject", "listBibl"),
    *_rules("transparent", "listRelation"),
    *_rules("block", "listWit", "taxonomy", "particDesc", "settingDesc", "handNotes"),
    *_rules("block", "editorialDecl", "correction", "normalization", "punctuation", "quotation"),
    *_rules("block", "segmentation", "hyphenation", "interpretation", "stdVals"),
    *_rules("identified", "witness", "category", "handNote"),
    *_rules("identifying", "objectIdentifier"),
    Rule("objectIdentifier/*[@type='index']", "omit", "index form of a name: in the index"),
    *_rules("field", "objectIdentifier/objectName", option="variant"),
    *_rules("entry", "listPerson/person", "listPerson/personGrp", "personGrp/person"),
    *_rules("entry", "listPlace/place", "place/place", "listOrg/org", "org/org"),
    *_rules("entry", "listEvent/event", "listObject/object"),
    *_rules("entry", "standOff/person", "standOff/place", "standOff/org", "standOff/event"),
    *_rules("entry", "listBibl[@type='works']/bibl", option="work"),
    *_rules("entry", "listBibl[@type='works']/biblStruct", option="work"),
    *_rules("bibliography-item", "listBibl/bibl", "listBibl/biblStruct", "listBibl/biblFull"),
    *(
        rule
        for entry in ("person", "personGrp", "place", "org", "event", "object")
        for rule in (
            *_rules(
                "omit", f"{entry}/*[@type='index']", option="index form of a name: in the index"
            ),
            *_rules("field", f"{entry}/note", f"{entry}/birth", f"{entry}/death"),
            *_rules("field", f"{entry}/floruit", f"{entry}/state", f"{entry}/trait"),
            *_rules("field", f"{entry}/event", f"{entry}/occupation", f"{entry}/affiliation"),
            *_rules("field", f"{entry}/location", f"{entry}/desc", f"{entry}/residence"),
            *_rules("field", f"{entry}/date", f"{entry}/nationality", f"{entry}/education"),
            *_rules("field", f"{entry}/persName", f"{entry}/placeName", option="variant"),
            *_rules("field", f"{entry}/orgName", f"{entry}/eventName", option="variant"),
            *_rules("field", f"{entry}/objectName", f"{entry}/label", option="variant"),
            *_rules("field", f"{entry}/name", option="variant"),
        )
    ),
    *_rules("field", "listBibl[@type='works']/bibl/note", "listBibl[@type='works']/bibl/date"),
    *_rules("field", "listBibl[@type='works']/bibl/title", option="variant"),
    *_rules("inline", "state/label", "trait/label", "event/label", option="state-label"),
    *_rules("inline", "location/note", option="remark"),
    *_rules("identifier", "idno"),
    *_rules("relation", "relation"),
    # -- structure ---------------------------------------------------------------------------
    *_rules("transparent", "TEI", "teiCorpus", "text", "body", "front", "back", "group"),
    *_rules("transparent", "standOff", "listAnnotation", "annotationGrp", "noteGrp"),
    *_rules("division", "div", *(f"div{level}" for level in range(1, 8))),
    *_rules("title-of-text", "body/head", "front/head"),
    *_rules("paragraph", "p"),
    *_rules("paragraph", "ab", option="ab"),
    *_rules("heading", "head"),
    *_rules("block", "argument", "epigraph", "opener", "closer", "postscript", "titlePage"),
    *_rules("block", "docTitle", "floatingText", "sp", "castList", "castGroup", "performance"),
    *_rules(
        "either", "byline", "dateline", "salute", "signed", "trailer", "titlePart", "imprimatur"
    ),
    *_rules("either", "docAuthor", "docDate", "docEdition", "docImprint", "stage", "speaker"),
    *_rules("either", "address", "addrLine", "figure", "cit", "bibl", "q", "said", "camera"),
    *_rules("either", "label", "figDesc", "caption", "castItem", "move", "sound", "view", "tech"),
    *_rules("quotation", "quote"),
    *_rules("stanza", "lg"),
    *_rules("verse-line", "l"),
    *_rules("list", "list"),
    *_rules("table", "table"),
    *_rules("block", "row", "cell"),
    *_rules("code", "eg", "code"),
    *_rules("example", "egXML"),
    # -- words -------------------------------------------------------------------------------
    *_rules("sentence", "s"),
    *_rules("mention", "persName", "placeName", "orgName", "objectName", "eventName", "geogName"),
    *_rules("mention", "name", "rs", "country", "region", "settlement"),
    *_rules("mention", "title[@ref]", "term[@ref]", "title[@key]", "term[@key]"),
    *_rules("date", "date", "time"),
    *_rules("choice", "choice"),
    *_rules("apparatus", "app"),
    *_rules("inline", "sic", "corr", "orig", "reg", "abbr", "expan", "lem", "rdg", "rdgGrp", "wit"),
    *_rules("departure", "supplied", option="supplied"),
    *_rules("departure", "surplus", option="surplus"),
    *_rules("gap", "gap"),
    *_rules("line-break", "lb"),
    *_rules("page-break", "pb", option="page"),
    *_rules("page-break", "cb", option="column"),
    *_rules("page-break", "gb", option="gathering"),
    *_rules("page-break", "milestone", option="section"),
    *_rules("space", "space"),
    *_rules("anchor", "anchor"),
    *_rules("note", "note"),
    *_rules("link", "ref", "ptr"),
    *_rules("highlighted", "hi"),
    *_rules("highlighted", "emph", option="italic"),
    *_rules("token", "c", "w", "pc", "m", "phr", "cl"),
    *_rules("inline", "seg", "g", "am", "ex", "num", "measure"),
    *_rules("inline", "title", "term", "foreign", "mentioned", "soCalled", "gloss", "distinct"),
    *_rules("inline", "surname", "forename", "roleName", "nameLink", "genName", "addName", "email"),
    *_rules("inline", "add", "del", "subst", "unclear", "damage", "restore", "retrace", "mod"),
    *_rules("inline", "author", "editor", "publisher", "pubPlace", "biblScope", "citedRange"),
    *_rules(
        "inline",
        "gi",
        "att",
        "val",
        "tag",
        "ident",
        "geo",
        "catDesc",
        "desc",
        "formula",
        "abbr",
        "handShift",
    ),
)
