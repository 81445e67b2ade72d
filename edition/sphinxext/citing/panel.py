"""What the panel of a paragraph says: sentences with holes, which a script fills in.

The holes are letters for private use, which no text has: number of the first passage, number of the
last, address, anchors. ``cite-panel.js`` knows them too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from edition.cite.citations import Citation
from edition.cite.formats import text
from edition.cite.locators import Locator, repeated_numbers
from edition.cite.rendering import URL_SIGN, Request, fill, kinds, request, templates
from edition.cite.rich import Rich
from edition.cite.styles import NAMED, Style
from edition.sphinxext.citing.works import FORMATS, CitedText, FileFormat
from edition.sphinxext.wording import reference

_FIRST: Final = "\ue001"
_LAST: Final = "\ue002"
_ADDRESS: Final = "\ue003"
_ANCHORS: Final = "\ue004"
#: What stands for anchors while a record is written: letters that every format takes as they are.
_SIGN: Final = "Qanchorq"
#: Where the address of an edition may be while a record is written.
_BASE: Final = "https://address.invalid/"


def data(
    cited: CitedText, base: str, styles: Iterable[Style], folder: Path, *, has_files: bool
) -> dict[str, Any]:
    """What the script of *cited* says.

    :param base: the address of the edition, or "".
    :param styles: the styles that can be chosen.
    :param folder: where renderings are stored.
    :param has_files: whether each paragraph has files of its own.
    """
    work = cited.edition.works[cited.file]
    return {
        "base": base,
        "data": [[f.name, f.suffix, f.media, _holes_of_records(cited, f)] for f in FORMATS],
        "files": has_files,
        "name": cited.docname,
        "page": cited.page,
        "plain": f"{reference(work)}, {_FIRST}, {_ADDRESS}",
        "repeated": sorted(
            number
            for label, number in repeated_numbers(cited.edition, cited.file)
            if label == "paragraph"
        ),
        "styles": [_style(style, cited, base, folder) for style in styles],
    }


def requests(style: Style, cited: CitedText, base: str) -> dict[tuple[str, str, str], Request]:
    """All that is rendered of *cited* in *style*, by form, whether there is an address, and kind of place."""
    found = {}
    words = any(not locator.is_numeric for locator in _locators(cited))
    for address in ("url",) if base else ("url", "none"):
        item = cited.citation(_BASE if address == "url" else "").item
        found["bibliography", address, ""] = request("bibliography", item, None)
        for place in kinds("paragraph", words=words):
            kind = f"{'n' if place.is_numeric else 'w'}{1 + bool(place.last)}"
            found[style.citation, address, kind] = request(style.citation, item, place)
    return found


def _locators(cited: CitedText) -> Iterable[Locator]:
    repeated = repeated_numbers(cited.edition, cited.file)
    for passage in cited.paragraphs:
        is_own = passage.n and ("paragraph", passage.n) not in repeated
        yield Locator("paragraph", passage.n if is_own else passage.id)


def _style(style: Style, cited: CitedText, base: str, folder: Path) -> dict[str, Any]:
    """One style: its name, and each form as sentences with holes."""
    wanted = requests(style, cited, base)
    rendered = templates(style, wanted.values(), folder)
    forms: dict[str, dict[str, str]] = {}
    for (form, address, kind), asked in wanted.items():
        forms.setdefault(form, {})[f"{address}{kind}"] = _holes(rendered[asked])
    return {"name": NAMED[style.name].label if style.name in NAMED else style.name, "forms": forms}


def _holes(template: Rich) -> str:
    return text.write(fill(template, Locator("paragraph", _FIRST, _LAST), _ADDRESS))


def _holes_of_records(cited: CitedText, format_: FileFormat) -> Mapping[str, str]:
    """A record of one and of several paragraphs, with an address and without."""
    found = {}
    for address in ("url", "none"):
        for number, place in enumerate(kinds("paragraph", words=False), 1):
            made = cited.citation("")
            item = made.item | ({"URL": URL_SIGN} if address == "url" else {})
            citation = Citation(item, place, _SIGN, _SIGN, "", made.work)
            written = format_.write(citation).replace(URL_SIGN, _ADDRESS).replace(_SIGN, _ANCHORS)
            last = place.last or _LAST
            found[f"{address}{number}"] = written.replace(place.first, _FIRST).replace(last, _LAST)
    return found
