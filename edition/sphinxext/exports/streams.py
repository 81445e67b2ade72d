"""The text of written pages, in which annotations point at words.

A page is looked through once: what was found is remembered with the time and size of its file.
"""

from __future__ import annotations

import pickle
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from edition.export.plain import blocks_of
from edition.export.streams import Stream, stream_of_page
from edition.tei.pointers import split_key

if TYPE_CHECKING:
    from edition.sphinxext.exports.site import Site

#: Time and size of a page, the blocks looked for, and what was found.
_Known = dict[str, tuple[int, int, str, Stream]]


def streams_of_pages(site: Site, memory: Path) -> dict[str, Stream]:
    """The text that each block stands in, by the key of the block.

    :param memory: a file for what is known of pages that do not change.
    """
    known: _Known = {}
    if memory.is_file():
        known = pickle.loads(memory.read_bytes())  # noqa: S301 – what this module wrote
    found: dict[str, Stream] = {}
    kept: _Known = {}
    for docname, blocks in _blocks_by_page(site).items():
        path = Path(site.builder.get_outfilename(docname))  # type: ignore[attr-defined]
        if not path.is_file():
            continue
        state = path.stat()
        address = site.page(docname)
        mark = (state.st_mtime_ns, state.st_size, f"{address} {sorted(blocks)}")
        before = known.get(docname)
        if before is not None and before[:3] == mark:
            stream = before[3]
        else:
            stream = stream_of_page(path.read_bytes(), address, blocks)
        kept[docname] = (*mark, stream)
        found |= dict.fromkeys(stream.extents, stream)
    if kept != known:
        memory.write_bytes(pickle.dumps(kept, pickle.HIGHEST_PROTOCOL))
    return found


def _blocks_by_page(site: Site) -> dict[str, dict[str, str]]:
    """For each page the keys of the blocks on it, by their anchors."""
    pages: dict[str, dict[str, str]] = defaultdict(dict)
    for file in site.edition.parts:
        page = site.domain.page_with(file)
        if page is None:
            continue
        for block in blocks_of(site.edition, file):
            anchor = split_key(block.key)[1]
            docname = page.places.get(anchor)
            if docname is not None:
                pages[docname][anchor] = block.key
    return pages
