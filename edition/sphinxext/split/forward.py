"""Old addresses of a text that is cut up: ``text.html#p7`` leads to the page that has ``p7`` now.

What stands behind ``#`` is known to the browser only. So the page of the text has a few lines of script,
which look the anchor up in a file beside it if it is not on the page; and without scripts the
page shows the contents.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sphinx.builders.html import StandaloneHTMLBuilder

from edition.cite.lock import Lock
from edition.sphinxext.domain import TEIDomain
from edition.sphinxext.files import write
from edition.sphinxext.pages import Page
from edition.sphinxext.published.record import lock_of
from edition.sphinxext.published.tombstones import graves, page_of_grave
from edition.sphinxext.split.project import project_of

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

#: Where the script and the anchors of each text lie.
_FOLDER: Final = "_static/anchors"
#: Run when the page is opened, and when its address changes behind ``#``.
_SCRIPT: Final = """\
"use strict";
{
  const anchors = document.currentScript.dataset.anchors;
  const forward = () => {
    const anchor = decodeURIComponent(location.hash.slice(1));
    if (!anchor || document.getElementById(anchor)) return;
    const look = document.createElement("script");
    look.src = anchors;
    look.onload = () => {
      for (const [page, there] of Object.entries(window.editionAnchors))
        if (there.includes(anchor)) location.replace(page + location.hash);
    };
    document.head.append(look);
  };
  addEventListener("hashchange", forward);
  addEventListener("DOMContentLoaded", forward);
}
"""


def write_script(app: Sphinx, builder: Builder) -> None:
    """Write the script before the pages that name it, if there are any."""
    pages = TEIDomain.of(app.env).pages.values()
    if _has_scripts(builder) and any(len(page.docnames) > 1 for page in pages):
        write(Path(builder.outdir) / _FOLDER / "forward.js", _SCRIPT)


def _has_scripts(builder: Builder) -> bool:
    return isinstance(builder, StandaloneHTMLBuilder) and builder.name not in {"epub", "pdf"}


def forward_old_anchors(
    app: Sphinx,
    pagename: str,
    _template: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Let the page of a text that is cut up lead to its parts."""
    page = TEIDomain.of(app.env).pages.get(pagename)
    builder = app.builder
    if page is None or doctree is None or not _has_scripts(builder) or len(page.docnames) == 1:
        return
    name = f"{_FOLDER}/{pagename}.js"
    write(
        Path(builder.outdir) / name,
        f"window.editionAnchors = {_anchors(builder, page, lock_of(app.env))};\n",
    )
    address = context["pathto"](name, resource=True)
    app.add_js_file("anchors/forward.js", loading_method="defer", **{"data-anchors": address})


def name_no_source(
    app: Sphinx,
    pagename: str,
    _template: str,
    context: dict[str, Any],
    _doctree: nodes.document | None,
) -> None:
    """A page that is a part of a file has no source of its own: or the whole would be copied for each."""
    if pagename in project_of(app.env).cut_from:
        context["sourcename"], context["has_source"] = "", False


def _anchors(builder: Builder, page: Page, lock: Lock) -> str:
    """The anchors on each further page, those that are gone too, by its address as seen from the text's."""
    places = dict(page.places)
    for grave in graves(lock, page.file):
        docname, _ = page_of_grave(grave, page, lock)
        places |= dict.fromkeys((grave.record.id, *grave.inner), docname)
    found: dict[str, list[str]] = defaultdict(list)
    for anchor, docname in places.items():
        if docname != page.docname:
            found[builder.get_relative_uri(page.docname, docname)].append(anchor)
    return json.dumps({address: sorted(anchors) for address, anchors in sorted(found.items())})
