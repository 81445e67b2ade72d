"""Old addresses of a text that is cut up: ``text.html#p7`` leads to the page that has ``p7`` now.

What stands behind ``#`` is known to the browser only. So the page of the text has a few lines of script,
which look the anchor up in a file beside it if it is not on the page; and without scripts the
page shows the contents.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from sphinx.builders.html import StandaloneHTMLBuilder

from edition.sphinxext.domain import TEIDomain
from edition.sphinxext.pages import Page

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

#: Run when the page is opened, and when its address changes behind ``#``.
_SCRIPT: Final = """\
addEventListener("DOMContentLoaded", () => {
  const forward = () => {
    const anchor = decodeURIComponent(location.hash.slice(1));
    if (!anchor || document.getElementById(anchor)) return;
    const look = document.createElement("script");
    look.src = ANCHORS;
    look.onload = () => {
      for (const [page, anchors] of Object.entries(window.editionAnchors))
        if (anchors.includes(anchor)) location.replace(page + location.hash);
    };
    document.head.append(look);
  };
  addEventListener("hashchange", forward);
  forward();
});"""


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
    if page is None or doctree is None or not isinstance(builder, StandaloneHTMLBuilder):
        return
    if len(page.docnames) == 1 or builder.format != "html" or builder.name.startswith("epub"):
        return
    name = f"_static/anchors/{pagename}.js"
    path = builder.outdir / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"window.editionAnchors = {_anchors(builder, page)};\n", encoding="utf-8")
    address = context["pathto"](name, resource=True)
    app.add_js_file(None, body=_SCRIPT.replace("ANCHORS", json.dumps(address)))


def _anchors(builder: StandaloneHTMLBuilder, page: Page) -> str:
    """The anchors on each further page, by its address as seen from that of the text."""
    found: dict[str, list[str]] = defaultdict(list)
    for anchor, docname in page.places.items():
        if docname != page.docname:
            found[builder.get_relative_uri(page.docname, docname)].append(anchor)
    return json.dumps({address: sorted(anchors) for address, anchors in sorted(found.items())})
