"""Writing what is exported, when the pages are written, unless nothing has changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from edition import __version__
from edition.export import csl_json, geojson, hypothesis, layout, web_annotation
from edition.export.files import put_all, remove
from edition.export.web_annotation import Surroundings
from edition.sphinxext.exports.alternates import tell_alternates
from edition.sphinxext.exports.dts import write_dts
from edition.sphinxext.exports.site import Site, has_exports
from edition.sphinxext.exports.streams import streams_of_pages
from edition.tei.parse import parse

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def register(app: Sphinx) -> None:
    """Write at the end of each build of pages; name on each page what there is of it."""
    app.connect("html-page-context", tell_alternates)
    app.connect("build-finished", write_exports)


def write_exports(app: Sphinx, exception: Exception | None) -> None:
    """Write all that the configuration asks for."""
    if exception is not None or not has_exports(app.builder):
        return
    site = Site(app)
    memory = Path(app.doctreedir)
    state_file = memory / "exports.json"
    state: dict[str, Any] = (
        json.loads(state_file.read_text(encoding="utf-8")) if state_file.is_file() else {}
    )
    mark = repr(
        (__version__, str(site.folder), app.builder.name, site.base, site.title, sorted(site.exports), site.ranges)
    )  # fmt: skip
    if state.get("mark") == mark and not site.domain.is_new and _all_there(site.folder, state):
        return
    folder = site.folder / layout.FOLDER
    same_place = state.get("folder") == str(site.folder)
    written = put_all(folder, _files(site, app, memory / "streams.pickle"))
    if same_place:
        remove(folder, set(state["files"]) - set(written))
    made = state["dts"] if same_place else {}
    dts = write_dts(site, app.env, made) if site.ranges is not None else _without_dts(site, made)
    state = {"mark": mark, "folder": str(site.folder), "files": written, "dts": dts}
    state_file.write_text(json.dumps(state), encoding="utf-8")


def _all_there(folder: Path, state: dict[str, Any]) -> bool:
    """Whether nobody has emptied the folder: one file of each sort is looked for."""
    data, dts = state["files"][:1], [paths[0] for _, paths in state["dts"].values() if paths][:1]
    return all((folder / layout.FOLDER / path).is_file() for path in data) and all(
        (folder / "dts" / path).is_file() for path in dts
    )


def _without_dts(site: Site, made: dict[str, Any]) -> dict[str, Any]:
    """Remove what an earlier build made of it."""
    remove(site.folder / "dts", (path for _, paths in made.values() for path in paths))
    return {}


def _files(site: Site, app: Sphinx, memory: Path) -> Iterator[tuple[str, bytes]]:
    """Path and content of each file of the folder of exports."""
    edition, exports = site.edition, site.exports
    source = Path(app.srcdir)
    if "tei" in exports:
        for file in edition.parts:
            yield layout.tei_path(file), (source / file).read_bytes()
    if "text" in exports:
        yield from layout.text_files(edition, list(layout.plain_texts(edition)))
    if "geojson" in exports and any(one.kind == "place" for one in edition.entities.values()):
        yield layout.PLACES, geojson.places(edition, site.address).encode()
    if "csl-json" in exports and edition.sources:
        files = [file for file, part in edition.parts.items() if part.sources]
        documents = (parse((source / file).read_bytes(), file) for file in files)
        yield layout.BIBLIOGRAPHY, csl_json.bibliography(documents).encode()
    if "annotations" in exports:
        streams = streams_of_pages(site, memory)
        around = Surroundings(site.data(layout.ANNOTATIONS), streams, site.address)
        yield (
            layout.ANNOTATIONS,
            web_annotation.collection(edition, site.title, around).encode(),
        )
        if site.base:
            yield layout.HYPOTHESIS, hypothesis.rows(edition, around).encode()
