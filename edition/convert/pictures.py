"""The pictures that a document names: where they are, and what becomes of those that are not there."""

from __future__ import annotations

import base64
import binascii
import re
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from lxml import etree

from edition.convert.archive import ARCHIVES, member
from edition.convert.elements import element, pointer
from edition.convert.tree import Text
from edition.tei.names import PICTURES, local_name, tei

_UNSAFE: Final = re.compile(r"[^\w.-]+")
_SHOWN: Final = 80


class _AbsentError(Exception):
    """A picture that cannot be kept; says why."""


def keep(text: Text, source: Path, target: Path) -> list[str]:
    """Write the pictures of *text*, which was made of *source*, beside the file *target*.

    A picture that is elsewhere is not fetched: the text points at it.

    :returns: what is to be said of those that were not kept.
    """
    said: list[str] = []
    kept: dict[str, str] = {}
    folder = target.parent / f"{target.stem}-pictures"
    for graphic in text.pictures:
        address = graphic.get("url", "")
        if address not in kept:
            try:
                name, data = _picture(source, address)
            except _AbsentError as absent:
                said.append(f"{absent}: {address[:_SHOWN]}")
                if urlsplit(address).scheme in {"http", "https"}:
                    _point_at(graphic)
                continue
            folder.mkdir(exist_ok=True)
            name = f"{len(kept) + 1}-{_UNSAFE.sub('-', name)}"
            (folder / name).write_bytes(data)
            kept[address] = pointer(f"{folder.name}/{name}")
        graphic.set("url", kept[address])
    return said


def _picture(source: Path, address: str) -> tuple[str, bytes]:
    """Name and bytes of the picture at *address* in the document *source*, or in its folder.

    :raises _AbsentError: it is elsewhere, not there, or of a sort that pages do not show.
    """
    parts = urlsplit(address)
    if parts.scheme == "data":
        return _within(parts.path)
    inner = PurePosixPath(unquote(parts.path))
    if parts.scheme or parts.netloc:
        raise _AbsentError("this picture is elsewhere and was not fetched")
    if inner.is_absolute() or ".." in inner.parts or not inner.name or "\0" in str(inner):
        raise _AbsentError("this picture is not in the folder of the text")
    if inner.suffix.lower() not in PICTURES:
        raise _AbsentError("this picture is no GIF, JPEG, PNG or WebP and was left out")
    data = (
        member(source, inner.as_posix())
        if source.suffix.lower() in ARCHIVES
        else _beside(source.parent, inner)
    )
    if data is None:
        raise _AbsentError("this picture is not there")
    return inner.name, data


def _beside(folder: Path, inner: PurePosixPath) -> bytes | None:
    file = folder / inner
    try:
        if file.is_file() and file.resolve().is_relative_to(folder.resolve()):
            return file.read_bytes()
    except OSError:
        return None
    return None


def _within(address: str) -> tuple[str, bytes]:
    """A picture that is written in the address itself."""
    head, _, body = address.partition(",")
    suffix = f".{head.partition(';')[0].rpartition('/')[2].lower()}"
    if suffix not in PICTURES:
        raise _AbsentError("this picture is no GIF, JPEG, PNG or WebP and was left out")
    data = unquote_to_bytes(body)
    try:
        return f"picture{suffix}", base64.b64decode(data) if head.endswith(";base64") else data
    except binascii.Error:
        raise _AbsentError("this picture is damaged and was left out") from None


def _point_at(graphic: etree._Element) -> None:
    """A reference in the place of *graphic*, with its description for words."""
    address = graphic.get("url", "")
    made = element("ref", target=address)
    made.text = graphic.findtext(tei("desc")) or address
    made.tail, graphic.tail = graphic.tail, None
    above = graphic.getparent()
    assert above is not None
    above.replace(graphic, made)
    if local_name(above) == "figure":
        paragraph = element("p")
        paragraph.tail, made.tail = made.tail, None
        above.replace(made, paragraph)
        paragraph.append(made)
