"""Changes to TEI files such as editors, converters and ill-wishers make them."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from random import Random
from typing import Final

from lxml import etree

_TEI: Final = "{http://www.tei-c.org/ns/1.0}"
_XML: Final = "{http://www.w3.org/XML/1998/namespace}"
#: What a file is cut down to before it is changed, so that many can be tried.
_ENOUGH: Final = 30_000
_AT_ONCE: Final = 200
_NAMES: Final = (
    *("TEI", "ab", "add", "addSpan", "anchor", "app", "argument", "back", "bibl", "biblStruct"),
    *("body", "byline", "c", "cb", "cell", "choice", "cit", "code", "corr", "damageSpan", "date"),
    *("del", "div", "div1", "docTitle", "eg", "egXML", "event", "expan", "figDesc", "figure"),
    *("floatingText", "foreign", "formula", "front", "fw", "g", "gap", "graphic", "group", "head"),
    *("hi", "index", "item", "l", "label", "lb", "lem", "lg", "list", "listAnnotation", "listApp"),
    *("listBibl", "listPerson", "listPlace", "listWit", "media", "milestone", "msDesc", "name"),
    *("note", "noteGrp", "object", "org", "p", "pb", "persName", "person", "place", "placeName"),
    *("postscript", "ptr", "q", "quote", "rdg", "ref", "reg", "row", "rs", "s", "salute", "seg"),
    *(
        "sic",
        "signed",
        "sp",
        "speaker",
        "stage",
        "standOff",
        "subst",
        "supplied",
        "surface",
        "table",
    ),
    *("teiCorpus", "term", "text", "title", "titlePage", "unheard", "w", "witness", "xenoData"),
)
_WORDS: Final = (
    *("", " ", "\t", "\n\n", "a", "zwei Wörter ", "1", "0", "-1", "²", "&", "<", '"', "'"),
    *("\u0080", "\u0085", "\u00a0", "\u00ad", "\u200b", "\u200d", "\u2028", "\u2029", "\ufeff"),
    *("\u202e\u202dabc", "\u2066x", "\u061c", "אבג", "ابجد"),
    *("e\u0301\u0302\u0303", "\u0301", "ﬁ", "İ", "ß", "\U0001f469\u200d\U0001f52c", "\U00020000"),
    *("\U0010fffd", "\ufffd", "\ue000"),
    *("x" * 3000, "word " * 400, "\n" * 50),
    *(
        "[[",
        "]]>",
        "{{ 7*7 }}",
        "{% raw %}",
        "|a|",
        "``x``",
        ".. raw:: html",
        "`a <b>`__",
        ":ref:`x`",
    ),
    *(
        "<script>alert(1)</script>",
        "javascript:alert(1)",
        "\\",
        "\\(x\\)",
        "%s",
        "%(a)s",
        "__proto__",
    ),
)
_VALUES: Final = (
    *(
        "",
        " ",
        "#",
        "#x",
        "#x #y",
        "x",
        "x y",
        "X",
        "1",
        "0",
        "-1",
        "1e9",
        "true",
        "no",
        "p1",
        "p-1",
    ),
    *("persons.xml#a", "../canary.txt", "/etc/hostname", "file:///etc/hostname", "pic.png", "#p1"),
    *("javascript:alert(1)", " JaVaScRiPt:alert(1)", "data:text/html,<script>alert(1)</script>"),
    *("vbscript:x", "//example.org/x", "http://[::1", "https://example.org/ä?q=<>#é", "mailto:a@b"),
    *(
        "2015-02-30",
        "2015",
        "-0001",
        "0000",
        "--02",
        "2015-13-01",
        "12345-01-01",
        "2015-01-01T25:00:00",
    ),
    *(
        "en",
        "ar",
        "x-",
        "de-Latn-1996",
        "\u202e",
        "bold italic",
        "color:red",
        '" onclick="alert(1)',
    ),
    *(
        "search",
        "index",
        "genindex",
        "con",
        "..",
        "con.xml",
        "ä",
        "Ω",
        "a:b",
        "tei:x",
        "\U0001f600",
    ),
    *("string-range(x,1,2)", "#xpath(//p)", "#range(a,b)", "x" * 2000, "%", "%zz", "&#", "a\nb"),
)
_ATTRIBUTES: Final = (
    *(f"{_XML}id", f"{_XML}id", f"{_XML}lang", f"{_XML}space", f"{_XML}base"),
    *(
        "ana",
        "break",
        "cert",
        "cols",
        "corresp",
        "copyOf",
        "ed",
        "facs",
        "from",
        "key",
        "lem",
        "lemma",
    ),
    *(
        "match",
        "mimeType",
        "n",
        "next",
        "notAfter",
        "notBefore",
        "part",
        "place",
        "prev",
        "quantity",
    ),
    *("reason", "ref", "rend", "rendition", "resp", "role", "rows", "sameAs", "source", "spanTo"),
    *("style", "subtype", "target", "targetEnd", "to", "type", "unit", "url", "when", "who", "wit"),
    *(
        "onclick",
        "href",
        "src",
        "class",
        "id",
        "ident",
        "matchPattern",
        "replacementPattern",
        "cRef",
    ),
)
_DECLARATIONS: Final = (
    '<!DOCTYPE TEI SYSTEM "canary.dtd">',
    '<!DOCTYPE TEI PUBLIC "-//TEI//DTD" "http://127.0.0.1:9/tei.dtd">',
    '<!DOCTYPE TEI [<!ENTITY e "entity text">]>',
    '<!DOCTYPE TEI [<!ENTITY e "<hi>in an entity</hi>">]>',
    '<!DOCTYPE TEI [<!ENTITY e SYSTEM "canary.txt">]>',
    '<!DOCTYPE TEI [<!ENTITY e SYSTEM "../canary.txt">]>',
    '<!DOCTYPE TEI [<!ENTITY % p SYSTEM "canary.dtd"> %p; <!ENTITY e "x">]>',
    '<!DOCTYPE TEI [<!ENTITY a "&e;&e;"><!ENTITY e "0123456789">]>',
    '<!DOCTYPE TEI [<!ATTLIST p xml:id ID #IMPLIED n CDATA "7"><!ENTITY e "">]>',
)
_ENCODINGS: Final = (
    *("utf-8", "UTF-16", "utf-16le", "iso-8859-1", "windows-1252", "us-ascii", "utf-7", "koi8-r"),
    *("ebcdic-cp-us", "shift_jis", "no-such", "utf-32", "utf-8-sig"),
)


def seed(data: bytes, chance: Random) -> bytes:
    """*data*, or if it is large a random part of it: whatever it has many of is thinned out."""
    if len(data) <= _ENOUGH:
        return data
    root = _tree(data)
    if root is None:
        return data[:_ENOUGH]
    size = len(data)
    while size > _ENOUGH:
        crowded = [e for e in root.iter(etree.Element) if len(e) > 1]
        if not crowded:
            break
        crowded = chance.sample(crowded, min(_AT_ONCE, len(crowded)))
        for parent in sorted(crowded, key=len)[len(crowded) // 2 :]:
            for child in chance.sample(list(parent), max(1, len(parent) * 2 // 3)):
                size -= len(etree.tostring(child))
                parent.remove(child)
            if size <= _ENOUGH:
                break
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def mutate(data: bytes, chance: Random) -> bytes:
    """*data*, changed once or many times, mostly as a tree and now and then as bytes."""
    root = _tree(data)
    if root is not None:
        for _ in range(chance.choice((1, 3, 8, 20, 40))):
            chance.choice(_TREE_CHANGES)(root, chance)
        data = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    while chance.random() < (0.25 if root is not None else 0.8):
        data = chance.choice(_BYTE_CHANGES)(data, chance)
    return data


def _tree(data: bytes) -> etree._Element | None:
    parser = etree.XMLParser(
        recover=True, collect_ids=False, no_network=True, resolve_entities=False
    )
    try:
        root = etree.fromstring(data, parser)
        # What recovers from everything can hold what no string does.
        if root is not None:
            root.xpath("string()")
    except (etree.XMLSyntaxError, LookupError, ValueError):
        return None
    return root


# -- changes to trees --------------------------------------------------------------------------

_TreeChange = Callable[[etree._Element, Random], None]


def _any(root: etree._Element, chance: Random) -> etree._Element:
    """An element, in the text more often than in the header."""
    texts = root.findall(f"{_TEI}text") or [root]
    top = root if chance.random() < 0.15 else chance.choice(texts)
    return chance.choice(list(top.iter(etree.Element)))


def _below_root(root: etree._Element, chance: Random) -> etree._Element | None:
    element = _any(root, chance)
    return None if element.getparent() is None else element


def _delete(root: etree._Element, chance: Random) -> None:
    element = _below_root(root, chance)
    if element is not None and (parent := element.getparent()) is not None:
        parent.remove(element)


def _unwrap(root: etree._Element, chance: Random) -> None:
    element = _below_root(root, chance)
    if element is not None and (parent := element.getparent()) is not None:
        for child in reversed(element):
            parent.insert(parent.index(element) + 1, child)
        parent.remove(element)


def _duplicate(root: etree._Element, chance: Random) -> None:
    element = _below_root(root, chance)
    if element is not None and len(etree.tostring(element)) < _ENOUGH:
        element.addnext(deepcopy(element))


def _move(root: etree._Element, chance: Random) -> None:
    element, place = _below_root(root, chance), _any(root, chance)
    if element is None or element in {place, *place.iterancestors()}:
        return
    place.insert(chance.randint(0, len(place)), element)


def _wrap(root: etree._Element, chance: Random) -> None:
    element = _below_root(root, chance)
    if element is not None and (parent := element.getparent()) is not None:
        wrapper = etree.Element(_TEI + chance.choice(_NAMES))
        parent.replace(element, wrapper)
        wrapper.append(element)


def _rename(root: etree._Element, chance: Random) -> None:
    element = _any(root, chance)
    namespace = _TEI
    if chance.random() < 0.1:
        others = ("", "{http://www.tei-c.org/ns/Examples}", "{http://www.w3.org/1999/xhtml}")
        namespace = chance.choice((*others, "{http://www.w3.org/2001/XInclude}"))
    element.tag = namespace + chance.choice((*_NAMES, "script", "include"))


def _insert(root: etree._Element, chance: Random) -> None:
    place = _any(root, chance)
    element = etree.Element(_TEI + chance.choice(_NAMES))
    element.text = _text(chance)
    _attribute_of(element, chance)
    place.insert(chance.randint(0, len(place)), element)


def _set(root: etree._Element, chance: Random) -> None:
    _attribute_of(_any(root, chance), chance)


def _attribute_of(element: etree._Element, chance: Random) -> None:
    value = chance.choice(_VALUES)
    if chance.random() < 0.3:
        root = element.getroottree().getroot()
        ids = [e.get(f"{_XML}id", "") for e in root.iter(etree.Element) if e.get(f"{_XML}id")]
        value = chance.choice(("#", "")) + chance.choice(ids or ["x"])
    element.set(chance.choice((*_ATTRIBUTES, *map(str, element.attrib))), value)


def _unset(root: etree._Element, chance: Random) -> None:
    element = _any(root, chance)
    if element.attrib:
        del element.attrib[chance.choice(list(element.attrib))]


def _write(root: etree._Element, chance: Random) -> None:
    element = _any(root, chance)
    if chance.random() < 0.5 or element.getparent() is None:
        element.text = _spliced(element.text or "", chance)
    else:
        element.tail = _spliced(element.tail or "", chance)


def _text(chance: Random) -> str:
    return "".join(chance.choices(_WORDS, k=chance.randint(0, 3)))


def _spliced(text: str, chance: Random) -> str:
    at = chance.randint(0, len(text))
    return text[:at] + _text(chance) + text[at + chance.choice((0, 0, 1, 5)) :]


def _deepen(root: etree._Element, chance: Random) -> None:
    element = _any(root, chance)
    name = chance.choice(_NAMES)
    inner = element
    for _ in range(chance.choice((3, 20, 60, 150))):
        inner = etree.SubElement(inner, _TEI + name)
    inner.text = _text(chance)


def _comment(root: etree._Element, chance: Random) -> None:
    place = _any(root, chance)
    made = chance.choice(
        (
            etree.Comment(" a comment "),
            etree.ProcessingInstruction("xml-model", 'href="http://127.0.0.1:9/x.rng"'),
            etree.ProcessingInstruction("php", "echo 1;"),
        )
    )
    made.tail = _text(chance)
    place.insert(chance.randint(0, len(place)), made)


_TREE_CHANGES: Final[tuple[_TreeChange, ...]] = (
    *(_delete, _unwrap, _duplicate, _move, _move, _wrap, _wrap, _rename, _rename),
    *(_insert, _insert, _set, _set, _set, _unset, _write, _write, _deepen, _comment),
)


# -- changes to bytes --------------------------------------------------------------------------

_ByteChange = Callable[[bytes, Random], bytes]


def _flip(data: bytes, chance: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 3, 10))):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _truncate(data: bytes, chance: Random) -> bytes:
    return data[: chance.randint(0, len(data))]


def _cut(data: bytes, chance: Random) -> bytes:
    at = chance.randint(0, len(data))
    return data[:at] + data[at + chance.randint(1, 200) :]


def _declare_encoding(data: bytes, chance: Random) -> bytes:
    """Another encoding in the declaration, of the bytes, or of both."""
    encoding = chance.choice(_ENCODINGS)
    body = re.sub(rb"^\s*<\?xml[^>]*\?>", b"", data)
    if chance.random() < 0.7:
        with suppress(LookupError, UnicodeError):
            body = body.decode("utf-8").encode(encoding, "xmlcharrefreplace")
    declaration = f'<?xml version="{chance.choice(("1.0", "1.0", "1.1"))}" encoding="{encoding}"?>'
    try:
        head = declaration.encode("ascii" if chance.random() < 0.5 else encoding)
    except (LookupError, UnicodeError):
        head = declaration.encode("ascii")
    return head + body


def _declare_type(data: bytes, chance: Random) -> bytes:
    declaration = chance.choice(_DECLARATIONS).encode()
    end = data.find(b"?>") + 2 if data.startswith(b"<?xml") else 0
    return _refer(data[:end] + declaration + data[end:], chance)


def _refer(data: bytes, chance: Random) -> bytes:
    return _between_tags(data, chance, chance.choice(("&e;", "&e;", "&a;", "&#1;", "&#x10FFFF;")))


def _section(data: bytes, chance: Random) -> bytes:
    inside = chance.choice(("", "<p>no mark-up</p>", "a ]] b", "&amp;", "\u202e"))
    return _between_tags(data, chance, f"<![CDATA[{inside}]]>")


def _remark(data: bytes, chance: Random) -> bytes:
    return _between_tags(data, chance, chance.choice(("<!-- x -->", "<?x y?>", "<!---->")))


def _between_tags(data: bytes, chance: Random, what: str) -> bytes:
    places = [match.end() for match in re.finditer(rb">", data)]
    at = chance.choice(places) if places else 0
    return data[:at] + what.encode() + data[at:]


def _line_ends(data: bytes, chance: Random) -> bytes:
    return data.replace(b"\n", chance.choice((b"\r\n", b"\r", b"", b"&#13;\n")))


def _mark(data: bytes, chance: Random) -> bytes:
    return chance.choice((b"\xef\xbb\xbf", b"\xff\xfe", b"\n", b"\0", b"\x1f\x8b")) + data


_BYTE_CHANGES: Final[tuple[_ByteChange, ...]] = (
    *(_flip, _truncate, _cut, _declare_encoding, _declare_encoding, _declare_type, _declare_type),
    *(_refer, _section, _section, _remark, _remark, _line_ends, _mark),
)
