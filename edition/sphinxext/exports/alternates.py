"""What there is of a page in other forms, for the head of the page (``alternates``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx.util.osutil import relative_uri

from edition.export import csl_json, geojson, layout
from edition.export.dts.addresses import FOLDER as DTS
from edition.export.dts.objects import TEI
from edition.export.web_annotation import MEDIA_TYPE as ANNOTATIONS
from edition.sphinxext.domain import TEIDomain
from edition.sphinxext.exports.site import Site, has_exports

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


class Alternate(NamedTuple):
    """A ``link`` of the head of a page."""

    rel: str
    href: str
    type: str
    title: str


def tell_alternates(
    app: Sphinx,
    pagename: str,
    _template: str,
    context: dict[str, Any],
    _doctree: nodes.document | None,
) -> None:
    """Tell the template what there is of the page (``alternates``)."""
    context["alternates"] = alternates_of(app, pagename)


def alternates_of(app: Sphinx, pagename: str) -> list[Alternate]:
    """What there is of a page; on the first page, of the edition."""
    if not has_exports(app.builder):
        return []
    site = Site(app)
    here = app.builder.get_target_uri(pagename)
    return [
        Alternate("alternate", relative_uri(here, path), media_type, title)
        for path, media_type, title in _files(app, site, pagename)
    ]


def _files(app: Sphinx, site: Site, pagename: str) -> Iterator[tuple[str, str, str]]:
    """Path, media type and title of each."""
    domain, exports = TEIDomain.of(app.env), site.exports
    page = domain.page_at(pagename)
    is_first = pagename == app.config.root_doc
    part = page.part if page is not None else None
    data = layout.FOLDER
    if part is not None:
        if "tei" in exports:
            yield f"{data}/{layout.tei_path(part.file)}", TEI, "TEI"
        if "text" in exports and any(passage.text for passage in part.passages):
            yield f"{data}/{layout.text_path(part.file)}", "text/plain", "Plain text"
    places = part is not None and any(one.kind == "place" for one in part.entities)
    maps = any(kind == "map" for kind, _ in domain.listings.get(pagename, ()))
    if "geojson" in exports and (places or ((is_first or maps) and _has_places(site))):
        yield f"{data}/{layout.PLACES}", geojson.MEDIA_TYPE, "Places"
    sources = part is not None and bool(part.sources)
    if "csl-json" in exports and (sources or (is_first and site.edition.sources)):
        yield f"{data}/{layout.BIBLIOGRAPHY}", csl_json.MEDIA_TYPE, "Bibliography"
    if "annotations" in exports and (is_first or (part is not None and page is not None)):
        yield f"{data}/{layout.ANNOTATIONS}", ANNOTATIONS, "Annotations"
    if is_first and site.ranges is not None:
        yield f"{DTS}/index.jsonld", "application/ld+json", "Distributed Text Services"


def _has_places(site: Site) -> bool:
    return any(one.kind == "place" for one in site.edition.entities.values())
