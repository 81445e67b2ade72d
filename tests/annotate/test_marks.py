"""Tagging changes the bytes of the tags and no others, and taking them off brings the file back."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.annotate.edit import Edit, proven
from edition.annotate.marks import tag, tagged, untag
from edition.annotate.overlap import Overlap
from edition.annotate.places import Editable, Place, at, passage, quoted
from edition.annotate.tags import Markup
from edition.errors import EditionError, UsageError
from edition.tei.names import local_name
from edition.tei.parse import parse
from tests.annotate.texts import again, documents, editable, files

_PERSON = Markup("persName", {"ref": "persons.xml#x"})
#: What a test may meet that is no fault: said, with a place, and nothing is written.
_REFUSALS = ("entity", "tagged", "already", "overlap", "namespace", "cannot be found", "has no '")


def _body(data: bytes) -> str:
    return data.decode().split("<body>")[1].split("</body>")[0]


def _tagged(
    body: str, quotation: str, markup: Markup = _PERSON, overlap: Overlap | None = None
) -> str:
    text = editable(body)
    edit = tag(quoted(text, "p", quotation), markup, overlap)
    return _body(proven(text.reading, edit))


@pytest.mark.parametrize(
    ("body", "quotation", "expected"),
    [
        ('<p xml:id="p">By Liaquat Ali.</p>', "Liaquat Ali", "By <x>Liaquat Ali</x>."),
        ('<p xml:id="p">By Liaquat\n  Ali.</p>', "Liaquat Ali", "By <x>Liaquat\n  Ali</x>."),
        ('<p xml:id="p"><hi>Ali</hi> said</p>', "Ali", "<x><hi>Ali</hi></x> said"),
        ('<p xml:id="p"><hi>Ali</hi> Khan</p>', "Ali Khan", "<x><hi>Ali</hi> Khan</x>"),
        ('<p xml:id="p"><rs>Ali</rs> said</p>', "Ali", "<rs><x>Ali</x></rs> said"),
        ('<p xml:id="p"><rs><hi>Ali</hi></rs></p>', "Ali", "<rs><x><hi>Ali</hi></x></rs>"),
        ('<p xml:id="p"><supplied>Ali</supplied></p>', "Ali", "<supplied><x>Ali</x></supplied>"),
        ('<p xml:id="p">A <choice><sic>Al</sic><corr>Ali</corr></choice> K</p>', "Ali", "A <choice><sic>Al</sic><corr><x>Ali</x></corr></choice> K"),
        ('<p xml:id="p">A <choice><sic>Al</sic><corr>Ali</corr></choice> K</p>', "Ali K", "A <x><choice><sic>Al</sic><corr>Ali</corr></choice> K</x>"),
        ('<p xml:id="p">Ali<note>not he</note> Khan</p>', "Ali Khan", "<x>Ali<note>not he</note> Khan</x>"),
        ('<p xml:id="p">R&amp;D &#233;cole</p>', "R&D école", "<x>R&amp;D &#233;cole</x>"),
        ('<p xml:id="p">a<![CDATA[b <c> d]]>e</p>', "<c>", "a<![CDATA[b ]]><x><![CDATA[<c>]]></x><![CDATA[ d]]>e"),
        ('<p xml:id="p"><![CDATA[b c]]></p>', "b c", "<x><![CDATA[b c]]></x>"),
        ('<p xml:id="p">A<!-- B --> C</p>', "A C", "<x>A<!-- B --> C</x>"),
    ],
)  # fmt: skip
def test_words_are_enclosed_where_they_stand(body: str, quotation: str, expected: str) -> None:
    """Whatever stands between them; names within what means them, around how they are printed."""
    expected = expected.replace("<x>", '<persName ref="persons.xml#x">').replace(
        "</x>", "</persName>"
    )

    assert _tagged(body, quotation) == f'<p xml:id="p">{expected}</p>'


_OVERLAP = '<p xml:id="p">By <rs>Ali Khan</rs> and <hi>Bob <rs>B</rs></hi> too.</p>'


def test_words_that_overlap_are_never_tagged_by_guess() -> None:
    """Each way is shown with the words that it would tag."""
    text = editable(_OVERLAP)
    with pytest.raises(EditionError, match=r"begins in <rs> and ends in <hi>") as error:
        tag(quoted(text, "p", "Khan and Bob"), _PERSON)

    assert "widen: tag “Ali Khan and Bob B”" in str(error.value.hint)
    assert "split: “Khan” + “and” + “Bob”" in str(error.value.hint)
    assert "stand-off: " in str(error.value.hint)
    assert error.value.exit_code == 1


def test_words_that_overlap_are_tagged_as_is_said() -> None:
    """Wider, in parts, or standing off; and each is taken off again to the byte."""
    new = '<persName ref="persons.xml#x">'
    wide = _tagged(_OVERLAP, "Khan and Bob", overlap="widen")
    assert wide.startswith(
        f'<p xml:id="p">By {new}<rs>Ali Khan</rs> and <hi>Bob <rs>B</rs></hi></persName> too'
    )

    parts = _tagged(_OVERLAP, "Khan and Bob", overlap="split")
    assert (
        '<rs>Ali <persName xml:id="p.persName1" ref="persons.xml#x" next="#p.persName2">Khan<'
        in parts
    )
    assert ' next="#p.persName3" prev="#p.persName1">and</persName> <hi><persName ' in parts

    text = editable(_OVERLAP)
    apart = tag(quoted(text, "p", "Khan and Bob"), _PERSON, "stand-off")
    data = proven(text.reading, apart).decode()
    assert 'Ali <anchor xml:id="p.persName1"/>Khan</rs>' in data
    assert (
        '<span type="persName" corresp="persons.xml#x" from="#p.persName1" to="#p.persName2"/>'
        in data
    )

    for overlap in ("split", "stand-off"):
        edit = tag(quoted(text, "p", "Khan and Bob"), _PERSON, overlap)
        marked = again(text, proven(text.reading, edit))
        back = untag(quoted(marked, "p", "Khan and Bob"))
        assert proven(marked.reading, back) == text.document.data


def test_sentences_are_not_widened_over() -> None:
    """No name goes around two sentences."""
    text = editable('<p xml:id="p"><s>One two.</s> <s>Three four.</s></p>')

    with pytest.raises(EditionError) as error:
        tag(quoted(text, "p", "two. Three"), _PERSON)
    assert "widen" not in str(error.value.hint)


@pytest.mark.parametrize(
    ("body", "quotation", "name"),
    [
        ('<persName ref="persons.xml#x">Ali Khan</persName>', "Ali Khan", "persName"),
        ('<persName ref="persons.xml#x">Ali Khan</persName>', "Khan", "persName"),
        ('<persName ref="#y">Ali</persName>', "Ali", "persName"),
    ],
)
def test_what_is_tagged_so_is_refused(body: str, quotation: str, name: str) -> None:
    """With the command that changes it."""
    text = editable(f'<p xml:id="p">{body}</p>')

    with pytest.raises(EditionError, match="already") as error:
        tag(quoted(text, "p", quotation), Markup(name, {"ref": "persons.xml#x"}))
    assert "retag" in str(error.value.hint)


def test_only_what_can_stand_around_words_is_written() -> None:
    """Neither blocks, nor notes, nor what is no name."""
    text = editable('<p xml:id="p">Ali</p>')
    for name in ("note", "p", "x><y", "gap"):
        with pytest.raises(UsageError):
            tag(quoted(text, "p", "Ali"), Markup(name))
    with pytest.raises(UsageError):
        tag(quoted(text, "p", "Ali"), Markup("rs", {"a b": "c"}))


def test_words_in_an_entity_are_refused() -> None:
    """All of it can be tagged, a part cannot."""
    head = '<!DOCTYPE TEI [<!ENTITY e "Ali Khan"><!ENTITY f "<hi>Bob</hi>">]>'
    text = editable('<p xml:id="p">By &e; and &f;.</p>', head)

    with pytest.raises(EditionError, match="stand in an entity"):
        tag(quoted(text, "p", "Khan"), _PERSON)
    with pytest.raises(EditionError, match="entity"):
        tag(quoted(text, "p", "Bob"), _PERSON)
    edit = tag(quoted(text, "p", "Ali Khan"), _PERSON)
    assert b'"persons.xml#x">&e;</persName>' in proven(text.reading, edit)


def test_what_several_tags_enclose_is_taken_off_as_is_said() -> None:
    """Never one of them by guess."""
    text = editable(
        '<p xml:id="p"><rs ref="#a"><rs ref="#b"><persName>Ali</persName></rs></rs></p>'
    )
    place = quoted(text, "p", "Ali")

    with pytest.raises(EditionError, match="more than once") as error:
        untag(place)
    assert "--as rs --ref #b" in str(error.value.hint)
    assert b'<p xml:id="p"><rs ref="#a"><persName>' in proven(
        text.reading, untag(place, "rs", "#b")
    )
    assert b'<rs ref="#b">Ali</rs>' in proven(text.reading, untag(place, "persName"))
    with pytest.raises(EditionError, match="is not tagged as date"):
        untag(place, "date")


def test_an_edit_that_does_something_else_is_not_made() -> None:
    """The words and ids of a file are looked at before it is written."""
    text = editable('<p xml:id="p">Ali</p>')
    start = text.document.data.index(b"Ali")
    from edition.tei.splice import Splice  # noqa: PLC0415

    for data, message in (
        (b"Bob", "change the words of p"),
        (b'<seg xml:id="q">Ali</seg>', "change ids: q"),
        (b'<seg xml:id="p">Ali</seg>', "given twice"),
        (b"<seg>Ali", "could not be read"),
        (b"Ali</p><p>", "make passages"),
    ):
        edit = Edit("a.xml", (Splice(start, start + 3, data),), "Do something else")
        with pytest.raises(EditionError, match=message):
            proven(text.reading, edit)


def _try(place: Place, markup: Markup, overlap: Overlap) -> bool:
    """Tag and untag; whether it was not refused."""
    text = place.text
    before = text.document.data
    try:
        edit = tag(place, markup, overlap)
        data = proven(text.reading, edit)
    except EditionError as error:
        assert any(word in f"{error.message} {error.hint}" for word in _REFUSALS), error  # noqa: PT017
        return False
    _only_insertions(before, data, edit)
    marked = again(text, data)
    where = next(p for p in _places(marked, place, overlap))
    found = untag(where, markup.name, markup.get("ref") if overlap != "stand-off" else "")
    assert proven(marked.reading, found) == before
    return True


def _only_insertions(before: bytes, after: bytes, edit: Edit) -> None:
    """What is not the edit's own is as it was, in its place."""
    assert all(splice.start == splice.end for splice in edit.splices)
    assert len(after) - len(before) == sum(len(splice.data) for splice in edit.splices)
    shift = 0
    for splice in sorted(edit.splices):
        at_new = splice.start + shift
        assert after[at_new : at_new + len(splice.data)] == splice.data
        assert after[:at_new][-50:] == before[: splice.start][-50:] or shift
        shift += len(splice.data)


def _places(marked: Editable, place: Place, overlap: Overlap) -> list[Place]:
    """The words that are tagged now."""
    if overlap != "widen":
        return [
            Place(
                marked,
                place.anchor,
                place.block,
                passage(marked, place.anchor).within,
                place.start,
                place.end,
            )
        ]
    extents = marked.trace(place.block).extents
    return [
        Place(marked, place.anchor, place.block, passage(marked, place.anchor).within, start, end)
        for element, (start, end) in extents.items()
        if local_name(element) == "persName" and element.get("ref") == "persons.xml#x"
    ]


def test_tag_and_untag_anywhere_in_the_corpora_restores_every_byte(
    shared: Path, sources: Path
) -> None:
    """At random places, over everything that is in the way, in each manner; no word changes."""
    chance = random.Random(6)  # noqa: S311 – no secret
    done = refused = 0
    paths = [*files(shared, 250_000), sources / "article.xml", sources / "notes.xml"]
    for document in documents(paths):
        text = Editable(document)
        anchors = list(text.texts)
        for _ in range(6 if len(document.data) < 60_000 else 2):
            if not anchors:
                break
            anchor = chance.choice(anchors)
            length = len(text.texts[anchor])
            start = chance.randrange(length)
            try:
                place = at(text, anchor, start, min(length, start + chance.randrange(1, 60)))
            except UsageError:  # white space only
                continue
            overlap: Overlap = chance.choice(["widen", "split", "stand-off"])
            if _try(place, _PERSON, overlap):
                done += 1
            else:
                refused += 1
    assert done > 250
    assert refused < done / 4


_INLINE = st.recursive(
    st.text("ab c&<\n", max_size=8).map(
        lambda text: text.replace("&", "&amp;").replace("<", "&lt;")
    ),
    lambda inner: st.tuples(
        st.sampled_from(["hi", "rs", "seg", "persName", "supplied", "quote", "corr", "note"]),
        st.lists(inner, max_size=4),
    ).map(lambda made: f"<{made[0]}>{''.join(made[1])}</{made[0]}>"),
    max_leaves=20,
)


@given(st.lists(_INLINE, min_size=1, max_size=5), st.data())
def test_any_words_of_any_mark_up(pieces: list[str], draw: st.DataObject) -> None:
    """Tagged and untagged in each manner, the file is what it was."""
    text = editable(f'<p xml:id="p">{"".join(pieces)}</p>')
    if "p" not in text.texts:
        return
    length = len(text.texts["p"])
    start = draw.draw(st.integers(0, length - 1))
    end = draw.draw(st.integers(start + 1, length))
    try:
        place = at(text, "p", start, end)
    except UsageError:
        return
    _try(place, _PERSON, draw.draw(st.sampled_from(["widen", "split", "stand-off"])))


def test_the_element_that_is_tagged_can_be_asked_for() -> None:
    """For whoever changes what it says."""
    text = editable('<p xml:id="p">By <persName>Ali</persName></p>')

    assert local_name(tagged(quoted(text, "p", "Ali"))) == "persName"


def test_prefixes_of_the_namespace_are_kept() -> None:
    """Where the TEI has a prefix, the new tags have it too; where it has none, nothing is written."""
    source = (
        '<t:TEI xmlns:t="http://www.tei-c.org/ns/1.0"><t:text><t:body><t:p xml:id="p">By Ali'
        '<m xmlns="urn:m">Bob</m></t:p></t:body></t:text></t:TEI>'
    )
    text = Editable(parse(source.encode(), "a.xml"))

    edit = tag(quoted(text, "p", "Ali"), Markup("persName"))
    assert b"By <t:persName>Ali</t:persName>" in proven(text.reading, edit)
