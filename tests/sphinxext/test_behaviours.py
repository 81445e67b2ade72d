"""What a reader sees of the elements of TEI."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html

from tests.sphinxext.conftest import Build

_TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt>
<title>A text</title></titleStmt><sourceDesc>{source}</sourceDesc></fileDesc><profileDesc>{profile}
</profileDesc></teiHeader>{before}<text><body>{body}</body></text></TEI>"""


def _png() -> bytes:
    """One white point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0\xff"))
        + chunk(b"IEND", b"")
    )


@pytest.fixture
def page(tmp_path: Path, build: Callable[..., Build]) -> Callable[..., html.HtmlElement]:
    """The main part of the page of a text; no warning but of what the test says."""

    def make(body: str, source: str = "", profile: str = "", before: str = "") -> html.HtmlElement:
        folder = tmp_path / "source"
        (folder / "pictures").mkdir(parents=True)
        (folder / "pictures" / "one.png").write_bytes(_png())
        (folder / "text.xml").write_text(
            _TEI.format(body=body, source=source, profile=profile, before=before), encoding="utf-8"
        )
        (folder / "index.rst").write_text("Index\n=====\n\n.. toctree::\n\n   text\n")
        (folder / "conf.py").write_text('extensions = ["edition"]\nhtml_theme = "edition"\n')
        made = build(folder, warningiserror=True)
        (main,) = made.page("text").xpath("//main")
        assert isinstance(main, html.HtmlElement)
        return main

    return make


def _text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _one(within: html.HtmlElement, path: str) -> html.HtmlElement:
    (found,) = within.xpath(path)
    assert isinstance(found, html.HtmlElement)
    return found


def test_a_picture_of_the_project_is_shown_and_described(
    page: Callable[..., html.HtmlElement],
) -> None:
    """With its description as alternative; one of another server is only linked."""
    main = page(
        '<figure><graphic url="pictures/one.png"/><head>A view</head><figDesc>White.</figDesc></figure>'
        '<figure><graphic url="https://example.org/two.png"/></figure>'
        '<p>Here <figure><graphic url="pictures/one.png"/></figure> in words.</p>'
        '<figure><graphic url="../../secret.png"/></figure>'
    )

    images = main.xpath(".//img")
    assert [image.get("alt") for image in images] == ["White.", ""]
    assert all(image.get("src").startswith("_images/") for image in images)
    assert main.xpath(".//a[@href='https://example.org/two.png']")
    assert "[Picture: ../../secret.png]" in _text(main)


def test_formulas_are_formulas(page: Callable[..., html.HtmlElement]) -> None:
    """MathML as MathML, without anything that does more than be seen; TeX as it is written."""
    main = page(
        '<p>So <formula><math xmlns="http://www.w3.org/1998/Math/MathML" onclick="x()">'
        '<mi href="javascript:x()">x</mi><mo>=</mo><script>alert(1)</script><mn>2</mn></math></formula>'
        ' and <formula notation="TeX">y^2</formula>.</p>'
        '<p><formula><math xmlns="http://www.w3.org/1998/Math/MathML"><mi>f</mi><mfenced><mi>a</mi><mi>b</mi>'
        "</mfenced></math></formula></p>"
    )

    math, fenced = main.xpath(".//*[local-name()='math']")
    assert _text(fenced) == "f(a,b)"
    assert [e.tag for e in math] == ["mi", "mo", "mrow", "mn"]
    assert not math.xpath(".//@href | .//@onclick")
    assert "x=alert(1)2" in "".join(_text(main).split())
    assert _text(_one(main, ".//code")) == "y^2"


def test_readings_of_witnesses_stand_in_the_apparatus_with_their_sigla(
    page: Callable[..., html.HtmlElement],
) -> None:
    """And a program can tell which witness has which."""
    main = page(
        '<p>A <app><lem wit="#A">good</lem><rdg wit="#B #C">bad</rdg><rdg wit="#D"/></app> day.</p>',
        source='<listWit><witness xml:id="A">First</witness><witness xml:id="B">Second</witness>'
        '<witness xml:id="C">Third</witness><witness xml:id="D">Fourth</witness></listWit>',
    )

    entries = [_text(entry) for entry in main.xpath(".//*[contains(@class, 'apparatus-entry')]")]
    assert entries == ["good] bad B C", "good] om. D"]
    assert main.xpath(".//*[@data-witnesses='B C']")
    assert main.xpath(".//a[@href='#B']")


def test_a_page_break_leads_to_the_picture_of_its_page(
    page: Callable[..., html.HtmlElement],
) -> None:
    """On another server, in the project, or by way of the facsimile; and it can be cited."""
    main = page(
        '<p>One <pb n="1" facs="https://example.org/1.jpg"/> two <pb n="2" facs="pictures/one.png"/>'
        ' three <pb n="3" facs="#s3"/> four.</p>',
        before='<facsimile><surface xml:id="s3" n="3"><graphic url="https://img.example.org/iiif/x/full/max/0/default.jpg"/>'
        '<zone xml:id="z1" ulx="10" uly="20" lrx="110" lry="220"/></surface></facsimile>',
    )

    breaks = main.xpath(".//*[contains(@class, 'page-break')]//a/@href")
    assert breaks[0] == "https://example.org/1.jpg"
    assert breaks[1].startswith("_downloads/")
    assert breaks[2] == "#s3"
    assert main.xpath(
        ".//a[@href='https://img.example.org/iiif/x/10,20,100,200/max/0/default.jpg']"
    )
    assert main.xpath(".//*[@id='z1']")
    assert len(main.xpath(".//*[starts-with(@id, 'pb')]")) == 3


def test_manuscripts_and_letters_are_described_below_the_text(
    page: Callable[..., html.HtmlElement],
) -> None:
    """With labels in words, and the manifest linked."""
    main = page(
        "<p>Dear friend.</p>",
        source="<msDesc><msIdentifier><repository>The Library</repository>"
        '<idno type="IIIF">https://example.org/iiif/1/manifest.json</idno></msIdentifier>'
        "<physDesc><objectDesc><supportDesc><support><material>Paper</material></support></supportDesc>"
        "</objectDesc></physDesc></msDesc>",
        profile='<correspDesc><correspAction type="sent"><persName>Anna</persName>'
        '<date when="1890-05-01">1 May</date></correspAction></correspDesc>',
    )

    text = _text(main)
    assert "From the header" in text
    for words in ("Physical description", "Paper", "The Library", "Sent: Anna, 1 May"):
        assert words in text
    assert main.xpath(".//a[@href='https://example.org/iiif/1/manifest.json']")


@pytest.mark.parametrize(
    "group", ["{}", "<noteGrp>{}</noteGrp>", "<listAnnotation>{}</listAnnotation>"]
)
def test_a_note_that_stands_apart_is_called_from_its_place(
    page: Callable[..., html.HtmlElement], group: str
) -> None:
    """Wherever it stands in the stand-off part, with or without an annotation around it."""
    note = '<note xml:id="n1" target="#a">The <persName ref="#x">Queen</persName>, no doubt.</note>'
    main = page(
        '<p>She<anchor xml:id="a"/> came.</p>',
        profile='<particDesc><listPerson><person xml:id="x"><persName>Anne</persName></person></listPerson></particDesc>',
        before=f"<standOff>{group.format(note)}</standOff>",
    )

    call = _one(main, ".//p//a[contains(@class, 'note-call')]")
    called = _one(main, f".//*[@id='{str(call.get('href'))[1:]}']")
    assert "The Queen, no doubt." in _text(called)
    assert _text(_one(main, ".//p[contains(., 'She')]")) == "She came."


def test_speech_has_speakers_and_what_happens_in_it(
    page: Callable[..., html.HtmlElement],
) -> None:
    """Who speaks is named from the list of participants."""
    main = page(
        '<u who="#p1">Well <pause dur="PT2S"/> yes <vocal><desc>laughs</desc></vocal></u>',
        profile='<particDesc><listPerson><person xml:id="p1"><persName>Anna</persName></person></listPerson></particDesc>',
    )

    assert "Anna Well [pause, 2 s] yes [laughs]" in _text(main)


def test_the_items_of_a_list_are_called_as_in_the_source(
    page: Callable[..., html.HtmlElement],
) -> None:
    """If the source numbers them; otherwise they count from one."""
    main = page(
        '<list rend="numbered"><item n="3.">three</item><item n="a)"><p>letter</p></item></list>'
        '<list rend="numbered"><item>one</item></list>'
    )

    assert [_text(item) for item in main.xpath(".//ul/li")] == ["3. three", "a) letter"]
    assert [_text(item) for item in main.xpath(".//ol/li")] == ["one"]


def test_a_dictionary_entry_has_its_senses_in_order(
    page: Callable[..., html.HtmlElement],
) -> None:
    """Headword, grammar, numbered senses."""
    main = page(
        '<entry xml:id="e1"><form><orth>bay</orth></form> <gramGrp><pos>n.</pos></gramGrp>'
        '<sense n="1"><def>a tree</def></sense><sense n="2"><def>a gulf</def></sense></entry>'
    )

    entry = _one(main, ".//*[@id='e1']")
    assert _text(entry) == "bay n. 1 a tree 2 a gulf"


def test_what_stands_apart_says_what_it_is_about(
    page: Callable[..., html.HtmlElement],
) -> None:
    """An interpretation with words leads to them; an empty link leaves its id."""
    main = page(
        '<p xml:id="p1">Words.</p><spanGrp><span from="#p1" xml:id="s1">An opening.</span></spanGrp>'
        '<linkGrp><link xml:id="l1" target="#p1 #s1"/></linkGrp>'
        '<fs xml:id="f1" type="agreement"><f name="number"><symbol value="plural"/></f></fs>'
    )

    assert _one(main, ".//*[@id='s1']").xpath(".//a[@href='#p1']")
    assert main.xpath(".//*[@id='l1']")
    assert _text(_one(main, ".//*[@id='f1']")) == "agreement: number: plural"


def test_terms_are_in_the_general_index(
    page: Callable[..., html.HtmlElement], tmp_path: Path
) -> None:
    """Terms in terms are entries below entries; none of them stands in the text."""
    main = page("<p>Of trees.<index><term>trees</term><index><term>bay</term></index></index></p>")

    index = (tmp_path / "_build" / "html" / "genindex.html").read_text(encoding="utf-8")
    assert "trees" in index
    assert 'href="text.html#index1">bay' in index
    assert _text(main.xpath(".//p")[0]) == "Of trees."


def test_words_from_right_to_left_say_so(page: Callable[..., html.HtmlElement]) -> None:
    """By language or by script; what is written from left to right within them too."""
    main = page(
        '<p xml:lang="ar">كتاب <foreign xml:lang="en">book</foreign></p>'
        '<p xml:lang="az-Arab">آ</p><p xml:lang="ar-Latn">kitāb</p>'
        '<p xml:space="preserve">two  spaces</p>'
    )

    directions = {e.get("lang"): e.get("dir") for e in main.xpath(".//p[@lang] | .//span[@lang]")}
    assert directions == {"ar": "rtl", "en": "ltr", "az-Arab": "rtl", "ar-Latn": "ltr"}
    assert "two  spaces" in main.text_content()


def test_forme_work_is_kept_apart_from_the_text(
    page: Callable[..., html.HtmlElement],
) -> None:
    """A running head is there, but it is no part of the sentence it interrupts."""
    main = page('<p xml:id="p1">One <fw type="header">THE TITLE</fw> two.</p>')

    assert _text(_one(main, ".//*[contains(@class, 'tei-fw')]")) == "THE TITLE"


def test_an_id_in_an_example_is_found(page: Callable[..., html.HtmlElement]) -> None:
    """Mark-up that is shown as mark-up has ids like any other."""
    main = page(
        '<egXML xmlns="http://www.tei-c.org/ns/Examples"><p xml:id="inner">Words</p></egXML>'
    )

    assert main.xpath(".//*[@id='inner']")
    assert "Words" in _text(main)


def test_words_of_linguistic_mark_up_are_words(page: Callable[..., html.HtmlElement]) -> None:
    """Without a node for each; one that has an id has an anchor."""
    main = page(
        '<p><w lemma="a">A</w> <w xml:id="w2">good</w><pc>,</pc> <w><c>d</c><c>ay</c></w>.</p>'
    )

    assert _text(main.xpath(".//p")[0]) == "A good, day."
    assert [e.get("id") for e in main.xpath(".//p//span")] == ["w2"]


def test_an_element_without_a_behaviour_keeps_its_words_and_its_name_is_shown_on_request(
    tmp_path: Path, build: Callable[..., Build]
) -> None:
    """In words and among blocks."""
    folder = tmp_path / "source"
    folder.mkdir()
    body = '<p>A <own xml:id="o">word</own>.</p><own><p>Block.</p></own>'
    (folder / "text.xml").write_text(_TEI.format(body=body, source="", profile="", before=""))
    (folder / "index.rst").write_text("Index\n=====\n\n.. toctree::\n\n   text\n")
    configuration = folder / "conf.py"
    configuration.write_text('extensions = ["edition"]\nhtml_theme = "edition"\n')

    assert "A word. Block." in build(folder).text("text")

    configuration.write_text(f"{configuration.read_text()}tei_show_unknown = True\n")
    made = build(folder)
    assert "A <own>word. <own> Block." in made.text("text")
    assert made.page("text").xpath("//*[@id='o']")


def test_a_text_comes_before_what_stands_off_from_it(
    page: Callable[..., html.HtmlElement],
) -> None:
    """A reader has come for the play, not for the list of its events; nothing of either is lost."""
    main = page(
        "<p>The play begins.</p>",
        before='<standOff><listEvent><event xml:id="e1" when="1842"><desc>First printed.</desc></event></listEvent></standOff>',
    )

    text = _text(main)
    assert text.index("The play begins.") < text.index("First printed.")
    assert _one(main, ".//*[@id='e1']") is not None
    assert "Desc" not in text
