"""Citations that are addresses: of pages, of DTS end points, and CTS URNs."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from edition.cite.fragments import parse
from edition.cite.references import Point
from edition.cite.resolve.archive import Archive
from edition.cite.resolve.asked import Asked, End, anchor, files_named
from edition.errors import UsageError
from edition.model import Passage
from edition.tei.pointers import split_key

_PAGE: Final = re.compile(r"\.(?:x?html?|xml|tei|epub|jsonld|json)$")
_DTS: Final = re.compile(r"/(?:navigation|document)(?:/|$)")
_DTS_SUFFIX: Final = re.compile(r"(?:;[^/]*)?\.(?:jsonld|json|xml|txt)$|;[^/]*$")
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9]+")
#: ctsurn_spec, 2014: namespace, work, and a node or a run of nodes, each with a subreference.
_URN: Final = re.compile(
    r"urn:cts:(?P<namespace>[^:\s]+):(?P<work>[^:\s]+)(?::(?P<passage>.*))?", re.IGNORECASE
)
_NODE: Final = re.compile(r"(?P<node>[^@-]+)(?:@(?P<words>[^\[\]]+)(?:\[(?P<number>\d+)\])?)?")


def is_address(what: str) -> bool:
    """Whether *what* begins as an address of the web or of a file."""
    return re.match(r"(?:https?|file)://", what) is not None


def of_address(archive: Archive, address: str) -> Asked:
    """What an *address* of a page, or of a DTS end point, asks for.

    :raises UsageError: it is not one of this edition.
    """
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise UsageError(f"{address!r} is no address: {error}") from error
    path, version = _below(archive, parts)
    if _DTS.search(f"/{path}"):
        return _of_dts(archive, path, parts)
    if parts.query:
        query = parse_qs(parts.query)
        if "resource" in query:
            return _of_dts(archive, path, parts)
    page = _PAGE.sub("", path.rstrip("/"))
    return of_page(archive, page, parts.fragment, version)


def of_page(archive: Archive, page: str, fragment: str, version: str = "") -> Asked:
    """What a *fragment* of a *page* asks for; with neither anchor nor words, the whole page.

    :raises UsageError: there is nothing of that name.
    """
    files = files_named(archive, unquote(page)) if page else ()
    name, directives = parse(fragment)
    file = files[0] if len(files) == 1 else ""
    asked = Asked(file=file)
    if name:
        found = anchor(archive, name, files) or anchor(archive, name)
        if found is None and not directives:
            where = file or (f"{page}.xml" if page else "")
            return Asked(End((f"{where}#{name}",)), file=file, version=version)
        asked = found or asked
    elif not directives and not files:
        raise UsageError(
            f"there is no page {page!r} in this edition",
            hint=f"The texts are: {', '.join(archive.edition.texts)}.",
        )
    elif not directives:
        asked = Asked(End((files[0],)), file=file)
    return replace(
        asked,
        directive=directives[0] if directives else None,
        file=file or asked.file,
        version=version,
    )


def _below(archive: Archive, parts: SplitResult) -> tuple[str, str]:
    """The path of an address below that of the edition, and the release that it names, or ""."""
    path = parts.path
    if archive.address and parts.scheme != "file":
        home = urlsplit(archive.address)
        if parts.netloc.lower() != home.netloc.lower():
            raise UsageError(
                f"{parts.netloc} is not where this edition is published",
                hint=f"Its addresses begin with {archive.address}.",
            )
        path = path.removeprefix(home.path.rstrip("/"))
    path = path.lstrip("/")
    releases = [release.version for release in archive.lock.releases] if archive.lock else []
    kept, version = [], ""
    for segment in path.split("/"):
        if segment.removeprefix("v") in releases:
            version = segment.removeprefix("v")
        else:
            kept.append(segment)
    return "/".join(kept), version


# -- DTS -------------------------------------------------------------------------------------------


def _of_dts(archive: Archive, path: str, parts: SplitResult) -> Asked:
    """What the address of a DTS navigation or document asks for, with a path or a query as its form."""
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if "resource" in query:
        resource = query["resource"]
        refs = [query[name] for name in ("ref", "start", "end") if query.get(name)]
    else:
        rest = _DTS_SUFFIX.sub("", _DTS.split(f"/{path}", maxsplit=1)[1])
        resource, *refs = (unquote(segment) for segment in rest.split("/"))
    return of_dts(archive, resource, refs)


def of_dts(archive: Archive, resource: str, refs: list[str]) -> Asked:
    """What the citable unit *refs* of a DTS *resource*, or the run from one to another, asks for.

    :raises UsageError: there is no such resource.
    """
    plain = _UNSAFE.sub("-", _PAGE.sub("", resource)).strip("-")
    files = files_named(archive, resource) or tuple(
        file for file in archive.edition.parts if _UNSAFE.sub("-", _PAGE.sub("", file)) == plain
    )
    if not files:
        raise UsageError(
            f"there is no resource {resource!r} in this edition",
            hint=f"The texts are: {', '.join(archive.edition.texts)}.",
        )
    if not refs:
        return Asked(End((files[0],)), file=files[0])
    ends = [_node(archive, files, ref) for ref in refs[:2]]
    return Asked(ends[0], ends[1] if len(ends) > 1 else None, file=files[0])


def _node(archive: Archive, files: tuple[str, ...], ref: str) -> End:
    """A unit by its anchor, or by the numbers of it and what is around it (``2.12``)."""
    found = anchor(archive, ref, files)
    if found is not None and found.start is not None and found.end is None:
        return found.start
    keys = numbered(archive, files, ref.split("."))
    return End(keys or (f"{files[0]}#{ref}",))


def numbered(archive: Archive, files: tuple[str, ...], numbers: list[str]) -> tuple[str, ...]:
    """The keys of passages whose numbers, from the outside in, end with *numbers*."""
    known = archive.edition.passages
    found = []
    for file in files:
        for passage in (
            archive.edition.parts[file].passages if file in archive.edition.parts else ()
        ):
            chain: list[str] = []
            above: Passage | None = passage
            while above is not None:
                chain += [above.n] if above.n else []
                above = known.get(above.parent) if above.parent else None
            if passage.n and chain[: len(numbers)] == numbers[::-1]:
                found.append(passage.key)
    tops = [key for key in found if known[key].kind == "paragraph"]
    return tuple(tops if len(numbers) == 1 and tops else found)


# -- CTS -------------------------------------------------------------------------------------------


def of_urn(archive: Archive, urn: str) -> Asked:
    """What a CTS URN asks for.

    :raises UsageError: it is none, or not of the namespace of this edition.
    """
    match = _URN.fullmatch(urn.strip())
    if match is None:
        raise UsageError(
            f"{urn!r} is no CTS URN",
            hint="One is urn:cts:NAMESPACE:WORK:PASSAGE (ctsurn_spec, 2014).",
        )
    if match["namespace"] != archive.namespace:
        named = archive.namespace or "none is set"
        raise UsageError(
            f"the namespace of this edition is not {match['namespace']!r} ({named})",
            hint="Name it with --cts-namespace.",
        )
    files: tuple[str, ...] = ()
    for part in reversed(match["work"].split(".")):
        files = files or files_named(archive, part)
    if not files:
        raise UsageError(
            f"there is no work {match['work']!r} in this edition",
            hint=f"The texts are: {', '.join(archive.edition.texts)}.",
        )
    if not match["passage"]:
        return Asked(End((files[0],)), file=files[0])
    ends = []
    for written in unquote(match["passage"]).split("-"):
        node = _NODE.fullmatch(written)
        if node is None:
            raise UsageError(f"{written!r} is no node of a CTS URN")
        point = Point(node["node"], node["words"] or "", int(node["number"] or 1))
        found = _node(archive, files, point.anchor)
        ends.append(End(found.keys, point.words, point.occurrence))
    return Asked(ends[0], ends[1] if len(ends) > 1 else None, file=split_key(ends[0].keys[0])[0])
