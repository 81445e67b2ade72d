"""``edition export``: an edition by other standards, from its TEI files alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from edition.cli.project import Project, project_at, source_option
from edition.errors import UsageError

if TYPE_CHECKING:
    from edition.export.streams import Stream
    from edition.model import Edition, Reading

#: What can be exported, in the order in which it is.
FORMS: Final = ("annotations", "csl-json", "dts", "geojson", "hypothesis", "tei", "text")
_NEED_AN_ADDRESS: Final = frozenset({"dts", "hypothesis"})


@click.command()
@click.argument("what", nargs=-1, required=True, type=click.Choice(FORMS))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("data"),
    show_default=True,
    help="The folder that the files go to.",
)
@click.option(
    "--base-url",
    default="",
    metavar="URL",
    help="Where the edition is published; without it html_baseurl of conf.py, if there is one.",
)
@click.option(
    "--ranges",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    help="With dts: pairs of passages of each tree of which there is what stands from one to the other.",
)
@source_option
def export(
    what: tuple[str, ...], output: Path, base_url: str, ranges: int, source: Path | None
) -> None:
    """Write an edition by other standards.

    WHAT is one or several of: annotations (W3C Web Annotation), csl-json (the bibliography), dts (Distributed
    Text Services as files), geojson (the places), hypothesis (annotations for its API), tei (the files as
    they are), text (plain text). Without an address, what is written refers to its own folder; dts and
    hypothesis need one.
    """
    project = project_at(source)
    base = project.address(base_url)
    lacking = [name for name in FORMS if name in what and name in _NEED_AN_ADDRESS]
    if lacking and not base:
        raise UsageError(
            f"{lacking[0]} names everything by its address, and none is known",
            hint="Say where the edition is published: --base-url https://…",
        )
    maker = _Maker(project, output, base, ranges)
    for name in FORMS:
        if name in what:
            _MAKERS[name](maker)


class _Maker:
    """One run of the command: what it works on, and what it has read of it."""

    def __init__(self, project: Project, output: Path, base: str, ranges: int) -> None:
        self.project = project
        self.output = output
        self.base = base
        self.ranges = ranges
        self._readings: list[Reading] | None = None
        self._edition: Edition | None = None

    @property
    def readings(self) -> list[Reading]:
        """All TEI files."""
        from edition.model import read  # noqa: PLC0415

        if self._readings is None:
            self._readings = [read(document) for _, document in self.project.documents()]
        return self._readings

    @property
    def edition(self) -> Edition:
        """What is in them."""
        from edition.model import assemble  # noqa: PLC0415

        if self._edition is None:
            self._edition = assemble(reading.part for reading in self.readings)
        return self._edition

    @property
    def title(self) -> str:
        """That of the only text, or the name of the folder."""
        texts = self.edition.texts
        if len(texts) == 1:
            return self.edition.works[texts[0]].title
        folder = self.project.sources.resolve()
        return folder.parent.name if folder.name == "tei" else folder.name

    def data(self, path: str) -> str:
        """The address of an exported file: below that of the pages, or in its own folder."""
        from edition.export.layout import FOLDER  # noqa: PLC0415

        return f"{self.base}{FOLDER}/{path}" if self.base else path

    def address(self, key: str) -> str:
        """The address of what a key names: on its page, or in the TEI."""
        from edition.export.layout import page_path, tei_path  # noqa: PLC0415
        from edition.tei.pointers import split_key  # noqa: PLC0415

        file, anchor = split_key(key)
        place = f"{self.base}{page_path(file)}" if self.base else tei_path(file)
        return f"{place}#{anchor}" if anchor else place

    def write(self, files: Iterator[tuple[str, bytes]], said: str) -> None:
        """Write *files* and say how many there are."""
        from edition.export.files import put_all  # noqa: PLC0415

        number = len(put_all(self.output, files))
        files_ = "file" if number == 1 else "files"
        click.echo(f"{said}: {number:,} {files_} in {self.output}")


def _annotations(maker: _Maker) -> None:
    from edition.export import layout, web_annotation  # noqa: PLC0415
    from edition.export.web_annotation import Surroundings  # noqa: PLC0415

    around = Surroundings(maker.data(layout.ANNOTATIONS), _streams(maker), maker.address)
    text = web_annotation.collection(maker.edition, maker.title, around)
    # The annotations point into the plain texts, which must be there.
    files = [(layout.ANNOTATIONS, text.encode())]
    files += [
        (layout.text_path(plain.file), plain.text.encode())
        for plain in layout.plain_texts(maker.edition)
    ]
    maker.write(iter(files), "annotations")


def _csl_json(maker: _Maker) -> None:
    from edition.export import csl_json, layout  # noqa: PLC0415

    text = csl_json.bibliography(reading.document for reading in maker.readings)
    maker.write(iter([(layout.BIBLIOGRAPHY, text.encode())]), "csl-json")


def _dts(maker: _Maker) -> None:
    from edition.export.dts.addresses import FOLDER, Addresses  # noqa: PLC0415
    from edition.export.dts.collections import collection_files  # noqa: PLC0415
    from edition.export.dts.names import names_of  # noqa: PLC0415
    from edition.export.dts.texts import text_files, text_of  # noqa: PLC0415

    addresses = Addresses(maker.base)
    names = names_of(maker.edition.texts)
    works = {name: maker.edition.works[file] for file, name in names.items()}

    def files() -> Iterator[tuple[str, bytes]]:
        for path, data in collection_files(maker.title, works, {}, addresses):
            yield f"{FOLDER}/{path}", data
        for reading in maker.readings:
            name = names.get(reading.part.file)
            if name is None:
                continue
            text = text_of(name, reading)
            for problem in text.citation.problems:
                click.echo(f"{reading.part.file}:{problem.line}: {problem.message}", err=True)
            for path, data in text_files(text, addresses, maker.ranges):
                yield f"{FOLDER}/{path}", data

    maker.write(files(), "dts")


def _geojson(maker: _Maker) -> None:
    from edition.export import geojson, layout  # noqa: PLC0415

    text = geojson.places(maker.edition, maker.address)
    maker.write(iter([(layout.PLACES, text.encode())]), "geojson")


def _hypothesis(maker: _Maker) -> None:
    from edition.export import hypothesis, layout  # noqa: PLC0415
    from edition.export.web_annotation import Surroundings  # noqa: PLC0415

    around = Surroundings("", _streams(maker), maker.address)
    text = hypothesis.rows(maker.edition, around)
    maker.write(iter([(layout.HYPOTHESIS, text.encode())]), "hypothesis")


def _tei(maker: _Maker) -> None:
    from edition.export.layout import tei_path  # noqa: PLC0415

    files = [(tei_path(reading.document.name), reading.document.data) for reading in maker.readings]
    maker.write(iter(files), "tei")


def _text(maker: _Maker) -> None:
    from edition.export.layout import plain_texts, text_files  # noqa: PLC0415

    edition = maker.edition
    maker.write(text_files(edition, list(plain_texts(edition))), "text")


def _streams(maker: _Maker) -> dict[str, Stream]:
    """The plain text that each block stands in."""
    from edition.export.layout import plain_texts, text_path  # noqa: PLC0415
    from edition.export.streams import stream_of_text  # noqa: PLC0415

    found: dict[str, Stream] = {}
    for plain in plain_texts(maker.edition):
        stream = stream_of_text(plain, maker.data(text_path(plain.file)))
        found |= dict.fromkeys(stream.extents, stream)
    return found


_MAKERS: Final[dict[str, Callable[[_Maker], None]]] = {
    "annotations": _annotations,
    "csl-json": _csl_json,
    "dts": _dts,
    "geojson": _geojson,
    "hypothesis": _hypothesis,
    "tei": _tei,
    "text": _text,
}
