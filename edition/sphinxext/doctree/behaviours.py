"""The table of behaviours: which TEI element becomes what.

Order matters within a name only: the first rule that fits is taken, so special cases stand above
general ones. A project puts its own rules before these (``tei_behaviours`` in ``conf.py``).
An element without a rule keeps its text and its ids all the same (behaviour "unknown").
"""

from __future__ import annotations

from typing import Final

from edition.sphinxext.doctree import (
    analysis,
    apparatus,
    figures,
    manuscripts,
    registers,
    structure,
    words,
)
from edition.sphinxext.doctree.walk import Rule, Rules

__all__ = ["DEFAULT_RULES", "Rule", "Rules"]

# The behaviours register themselves when their modules are imported.
_MODULES: Final = (analysis, apparatus, figures, manuscripts, registers, structure, words)


def _rules(behaviour: str, *selectors: str, option: str = "") -> list[Rule]:
    return [Rule(selector, behaviour, option) for selector in selectors]


DEFAULT_RULES: Final[tuple[Rule, ...]] = (
    # -- what is no text ---------------------------------------------------------------------
    *_rules("omit", "teiHeader", option="header: shown as the data of the page"),
    *_rules(
        "omit", "facsimile", option="facsimile: its pictures are linked at the foot of the page"
    ),
    *_rules("omit", "schemaSpec", option="schema: not prose"),
    *_rules("omit", "xenoData", option="metadata of another standard"),
    *_rules("omit", "binaryObject", option="binary data: not text"),
    # -- pointers to sources, before the general rule for their element --------------------------
    *_rules("link", "bibl[@corresp]", option="corresp"),
    # -- claims, registers, bibliographies ------------------------------------------------------
    Rule("listAnnotation[@type='claims']/annotation", "claim"),
    *_rules(
        "standoff-note", "annotation", "standOff/note[@target]", "standOff//noteGrp/note[@target]"
    ),
    *_rules("standoff-note", "standOff//listAnnotation/note[@target]"),
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
            *_rules("field", f"{entry}/sex", f"{entry}/gender", f"{entry}/age", f"{entry}/faith"),
            *_rules("field", f"{entry}/socecStatus", f"{entry}/langKnowledge", f"{entry}/persona"),
            *_rules("field", f"{entry}/population", f"{entry}/climate", f"{entry}/terrain"),
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
    # -- descriptions of manuscripts, letters and other objects ----------------------------------
    *_rules(
        "part", "msDesc", "msPart", "msFrag", "msContents", "msItem", "msItemStruct", "physDesc"
    ),
    *_rules(
        "part", "objectDesc", "supportDesc", "layoutDesc", "handDesc", "scriptDesc", "decoDesc"
    ),
    *_rules("part", "musicNotation", "typeDesc", "additions", "bindingDesc", "sealDesc", "accMat"),
    *_rules(
        "part", "history", "additional", "adminInfo", "recordHist", "custodialHist", "surrogates"
    ),
    *_rules("part", "correspDesc", "recordingStmt", "recording", "scriptStmt", "object"),
    *_rules("joined", "msIdentifier", "altIdentifier", "correspAction"),
    *_rules("datum", "msName", "repository", "institution"),
    *_rules("datum", "collection", "objectType", "support", "material", "extent", "foliation"),
    *_rules("datum", "condition", "layout", "handNote", "scriptNote", "typeNote", "decoNote"),
    *_rules("datum", "binding", "seal", "origin", "origDate", "origPlace", "provenance"),
    *_rules("datum", "acquisition", "availability", "custEvent", "incipit", "explicit", "rubric"),
    *_rules("datum", "finalRubric", "colophon", "filiation", "textLang", "summary", "watermark"),
    *_rules("datum", "dimensions", "stamp", "collation", "signatures", "catchwords", "secFol"),
    *_rules("datum", "correspContext", "equipment", "broadcast", "heraldry"),
    *_rules("token", "height", "width", "depth", "dim", "locus", "locusGrp", "idno/idno"),
    # -- the source as it looks ------------------------------------------------------------------
    *_rules("block", "sourceDoc"),
    *_rules("surface", "facsimile/surface", "surfaceGrp/surface"),
    *_rules("zone", "facsimile//zone"),
    *_rules("block", "surfaceGrp", "surface", "zone"),
    *_rules("source-line", "line"),
    *_rules("inline", "metamark", "redo", "undo", "secl"),
    # -- structure ---------------------------------------------------------------------------
    *_rules("transparent", "TEI", "teiCorpus", "text", "body", "front", "back", "group"),
    *_rules("below-text", "TEI/standOff"),
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
    *_rules("either", "address", "addrLine", "cit", "bibl", "q", "said", "camera", "meeting"),
    *_rules("either", "label", "figDesc", "caption", "castItem", "move", "sound", "view", "tech"),
    *_rules(
        "either", "fw", "roleDesc", "actor", "set", "prologue", "epilogue", "biblStruct", "biblFull"
    ),
    *_rules(
        "either", "relatedItem", "series", "edition", "extent", "imprint", "monogr", "analytic"
    ),
    *_rules("anchor", "divGen"),
    *_rules("figure", "figure"),
    *_rules("graphic", "graphic"),
    *_rules("media", "media"),
    *_rules("formula", "formula"),
    *_rules("either", "notatedMusic"),
    *_rules("quotation", "quote"),
    *_rules("stanza", "lg"),
    *_rules("verse-line", "l"),
    *_rules("list", "list"),
    *_rules("table", "table"),
    *_rules("block", "row", "cell", "item", "spGrp", "listApp", "listChange", "listNym", "nym"),
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
    *_rules("reading", "lem", "rdg"),
    *_rules("inline", "sic", "corr", "orig", "reg", "abbr", "expan", "rdgGrp", "wit", "witDetail"),
    *_rules("sign", "lacunaStart", option="[lacuna …"),
    *_rules("sign", "lacunaEnd", option="… lacuna]"),
    *_rules("anchor", "witStart", "witEnd"),
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
    *_rules("inline", "gi", "att", "val", "tag", "ident", "geo", "catDesc", "desc", "handShift"),
    *_rules("either", "sex", "gender", "age", "faith", "socecStatus", "langKnowledge", "langKnown"),
    *_rules("inline", "ruby", "rb", "rt", "role", "name", "lang", "langUsage", "language", "rhyme"),
    *_rules(
        "inline", "resp", "respStmt", "distributor", "authority", "sponsor", "funder", "occupation"
    ),
    *_rules("inline", "street", "postCode", "postBox", "district", "bloc", "geogFeat", "offset"),
    *_rules(
        "inline", "unit", "quantity", "persPronouns", "stress", "ellipsis", "altIdent", "equiv"
    ),
    *_rules("sign", "caesura", option=" ‖ "),
    *_rules("index-term", "index"),
    # -- linking and analysis ----------------------------------------------------------------
    *_rules(
        "apart", "span", "spanGrp", "interp", "interpGrp", "link", "linkGrp", "join", "joinGrp"
    ),
    *_rules("apart", "alt", "altGrp", "timeline", "when", "certainty", "precision", "respons"),
    *_rules("apart", "listTranspose", "transpose", "substJoin", "delSpan", "addSpan", "damageSpan"),
    *_rules(
        "feature", "fs", "f", "symbol", "numeric", "binary", "string", "default", "vAlt", "vColl"
    ),
    *_rules("feature", "vNot", "vMerge", "vLabel", "fLib", "fvLib"),
    # -- dictionaries ------------------------------------------------------------------------
    *_rules("block", "entry", "entryFree", "superEntry", "hom", "dictScrap"),
    *_rules("sense", "sense"),
    *_rules("either", "form", "gramGrp", "def", "etym", "xr", "re"),
    *_rules("inline", "orth", "pron", "hyph", "syll", "pos", "gen", "number", "case", "per", "tns"),
    *_rules(
        "inline", "mood", "iType", "gram", "subc", "colloc", "usg", "lbl", "lexeme", "oRef", "pRef"
    ),
    # -- speech ------------------------------------------------------------------------------
    *_rules("block", "annotationBlock"),
    *_rules("speech", "u"),
    *_rules("happening", "pause", "vocal", "kinesic", "incident", "writing", "shift"),
    # -- mark-up that is spoken of -----------------------------------------------------------
    *_rules("named", "specDesc", option="key"),
    *_rules("named", "attRef", option="name"),
    *_rules("named", "moduleRef", "elementRef", "classRef", "macroRef", "dataRef", option="key"),
    *_rules(
        "named",
        "elementSpec",
        "classSpec",
        "macroSpec",
        "dataSpec",
        "moduleSpec",
        "attDef",
        "valItem",
        "constraintSpec",
        "paramSpec",
        option="ident",
    ),
    *_rules("named", "specGrpRef", option="target"),
    *_rules("block", "specGrp", "specList", "attList", "valList", "exemplum", "remarks", "content"),
)
