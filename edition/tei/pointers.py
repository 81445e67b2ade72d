"""TEI pointers: what ``@ref``, ``@target``, ``@corresp`` and their like point at.

Every pointer inside an edition becomes a *key*: ``persons.xml#ayub-khan``, the path of the file
below the source folder and the ``xml:id``. Keys are what the model uses to name anything.
Sources: TEI P5, chapters 16.2 (pointing) and 17 (``teidata.pointer``, ``prefixDef``).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

from lxml import etree

from edition.tei.files import SUFFIXES
from edition.tei.names import NAMESPACES

#: Attributes that hold pointers (P5 classes att.pointing, att.canonical, att.global.linking …).
POINTER_ATTRIBUTES: Final = (
    "active",
    "ana",
    "change",
    "copyOf",
    "corresp",
    "datingMethod",
    "decls",
    "exclude",
    "facs",
    "from",
    "hand",
    "mutual",
    "next",
    "passive",
    "prev",
    "ref",
    "resp",
    "sameAs",
    "scheme",
    "select",
    "source",
    "spanTo",
    "synch",
    "target",
    "to",
    "who",
    "wit",
)

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_BARE = re.compile(r"[^\s#/:]+$")
#: A quantifier on a group can make matching take exponential time.
_QUANTIFIED_GROUP = re.compile(r"\)[*+?{]")
_LONGEST_PATTERN = 100
_LONGEST_VALUE = 500


@dataclass(frozen=True, slots=True)
class Prefix:
    """One ``prefixDef``: how a private pointer scheme is expanded.

    :ivar ident: the scheme, without the colon.
    :ivar pattern: regular expression for what follows the colon.
    :ivar replacement: URI in which ``$1`` stands for the first group.
    """

    ident: str
    pattern: re.Pattern[str]
    replacement: str

    def expand(self, rest: str) -> str | None:
        """The URI for ``ident:rest``, or None if *rest* does not match."""
        match = self.pattern.fullmatch(rest) if len(rest) <= _LONGEST_VALUE else None
        if match is None:
            return None
        groups = match.groups(default="")

        def group(reference: re.Match[str]) -> str:
            index = int(reference[1])
            return groups[index - 1] if 0 < index <= len(groups) else ""

        return re.sub(r"\$(\d)", group, self.replacement)


def read_prefixes(root: etree._Element) -> dict[str, Prefix]:
    """The private pointer schemes that the header of *root* declares.

    A pattern that is no regular expression, or one whose cost could grow without bound,
    declares nothing: pointers with its scheme then stay as they are.
    """
    declared = (_prefix(element) for element in prefix_definitions(root))
    return {prefix.ident: prefix for prefix in declared if prefix}


def prefix_definitions(root: etree._Element) -> list[etree._Element]:
    """All ``prefixDef`` of *root*."""
    return root.findall(".//tei:prefixDef", NAMESPACES)


def is_refused(definition: etree._Element) -> bool:
    """Whether a ``prefixDef`` declares nothing, for its pattern cannot be used."""
    return _prefix(definition) is None


def _prefix(element: etree._Element) -> Prefix | None:
    ident, pattern = element.get("ident", ""), element.get("matchPattern", "")
    if not ident or len(pattern) > _LONGEST_PATTERN or _QUANTIFIED_GROUP.search(pattern):
        return None
    try:
        compiled = re.compile(pattern)
    except re.error:
        return None
    return Prefix(ident, compiled, element.get("replacementPattern", ""))


def targets(value: str, file: str, prefixes: Mapping[str, Prefix]) -> Iterator[str]:
    """The keys or addresses that an attribute *value* of *file* points at.

    Yields, for each pointer in *value* (white space separates several):

    - ``file#id`` for a pointer into the edition, ``file`` for a whole file of it;
    - ``?word`` for a bare word, which many editions use as an id of a register elsewhere;
    - the URI itself for anything with a scheme that is not a declared prefix.
    """
    for raw in value.split():
        yield _target(raw, file, prefixes)


def _target(raw: str, file: str, prefixes: Mapping[str, Prefix]) -> str:
    scheme = _SCHEME.match(raw)
    if scheme:
        prefix = prefixes.get(scheme[0][:-1])
        expanded = prefix.expand(raw[scheme.end() :]) if prefix else None
        if expanded is None or expanded == raw:
            return raw
        raw = expanded
        if _SCHEME.match(raw):
            return raw
    if raw.startswith("#"):
        return f"{file}#{unquote(raw[1:])}"
    path, mark, fragment = raw.partition("#")
    if not mark and _BARE.match(path) and not path.endswith(SUFFIXES):
        return f"?{path}"
    joined = _joined(file, path)
    return f"{joined}#{unquote(fragment)}" if mark else joined


@lru_cache(maxsize=4096)
def _joined(file: str, path: str) -> str:
    """*path* as seen from *file*, from the source folder. The same few registers are pointed at often."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(file), path))


def web_address(value: str) -> SplitResult | None:
    """*value* taken apart, if it is an address of the web; None if it is another pointer, or none."""
    try:
        parts = urlsplit(value)
    except ValueError:  # brackets that no address has
        return None
    return parts if parts.scheme.lower() in {"http", "https"} and parts.netloc else None


def is_internal(target: str) -> bool:
    """Whether *target*, as :func:`targets` gives it, lies in the edition (if it exists at all)."""
    return not target.startswith("?") and not _SCHEME.match(target)


def key(file: str, identifier: str) -> str:
    """The key of the element *identifier* in *file*."""
    return f"{file}#{identifier}"


def split_key(key: str) -> tuple[str, str]:
    """The file and the identifier of a key."""
    file, _, identifier = key.partition("#")
    return file, identifier


def unique(items: Iterable[str]) -> tuple[str, ...]:
    """The *items* without repetition, in order."""
    return tuple(dict.fromkeys(items))
