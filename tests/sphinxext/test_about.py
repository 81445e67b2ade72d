"""What an edition says of itself: promises, changes, mark-up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.sphinxext.conftest import Build

_ODD = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>
<div><head>In the letters</head><p>Few elements, all of them simple.</p><schemaSpec ident="x">
<elementSpec ident="persName" mode="change"><desc>A person by name.</desc>
<attList><attDef ident="type" mode="change"><desc>Which</desc>
<valList><valItem ident="pen"><desc>a pen name</desc></valItem></valList></attDef>
<attDef ident="ref" mode="change" usage="req"><desc>Who</desc></attDef></attList>
<exemplum><egXML xmlns="http://www.tei-c.org/ns/Examples"><persName ref="#anna">Anna &amp; <hi>B</hi></persName></egXML></exemplum></elementSpec>
<elementSpec ident="lg" mode="change"><desc>A stanza, of which there is none.</desc></elementSpec>
</schemaSpec></div></body></text></TEI>"""


def _built(
    project: Callable[[str], Path], build: Callable[..., Build], page: str, **values: object
) -> Build:
    source = project("letters")
    (source / "about.rst").write_text(f":orphan:\n\nAbout\n=====\n\n{page}\n")
    (source / "letters.odd").write_text(_ODD)
    return build(source, confoverrides=values)


def test_the_mark_up_is_told_by_the_odd_and_counted(
    project: Callable[[str], Path], build: Callable[..., Build]
) -> None:
    """What the ODD speaks of and what occurs; the rest by number alone."""
    made = _built(project, build, ".. tei:markup::", tei_odd="letters.odd")
    text = made.text("about")

    assert "In the letters Few elements, all of them simple." in text
    assert "A person by name. @type: Which (pen, a pen name). @ref, always: Who." in text
    example = made.page("about").xpath("//main//pre")[0]
    assert example.text_content().strip() == (
        '<persName ref="#anna">Anna &amp; <hi>B</hi></persName>'
    )
    assert not example.xpath(".//*[local-name() = 'persname' or local-name() = 'hi']")
    assert "stanza" not in text
    assert "As in the Guidelines" in text
    assert "unheard (1)" in text


def test_without_an_odd_the_elements_are_counted(
    project: Callable[[str], Path], build: Callable[..., Build]
) -> None:
    """Each once."""
    text = _built(project, build, ".. tei:markup::").text("about")

    assert "sic (1)" in text
    assert text.count("persName (") == 1


def test_the_colophon_has_figures_of_this_build(
    project: Callable[[str], Path], build: Callable[..., Build]
) -> None:
    """They change with the files."""
    source = project("letters")
    (source / "about.rst").write_text(":orphan:\n\nAbout\n=====\n\n.. tei:colophon::\n")
    before = build(source).text("about")
    path = source / "second.xml"
    path.write_text(path.read_text().replace("</body>", "<p>Ten more.</p></body>"))

    after = build(source).text("about")

    assert "Nothing is lost: " in before
    number = int(before.split("Nothing is lost: ")[1].split(" ")[0].replace(",", ""))
    assert f"{number + len('Tenmore.'):,} characters" in after
    assert "1 claim with 1 position" in before


def test_changes_are_those_of_the_headers(
    project: Callable[[str], Path], build: Callable[..., Build]
) -> None:
    """The newest first."""
    source = project("letters")
    path = source / "first.xml"
    changes = (
        '<revisionDesc><change when="2020-01-01" n="1">Begun.</change>'
        '<change when="2021-01-01" n="2">Mended.</change></revisionDesc></teiHeader>'
    )
    path.write_text(path.read_text().replace("</teiHeader>", changes))
    (source / "about.rst").write_text(":orphan:\n\nAbout\n=====\n\n.. tei:changes::\n")

    text = build(source).text("about")

    assert text.index("2 2021-01-01 The first letter Mended.") < text.index("1 2020-01-01")
