"""Files of any encoding reach the parser.

Sphinx decodes every source as UTF-8 before it calls a parser, and stops at a file in UTF-16. The parser
of TEI reads the bytes itself, so what Sphinx decodes does not matter; it must only not fail, nor hand a large
text around for each of its pages. TEI is therefore decoded as nothing. Other XML that is not UTF-8 is
decoded as Latin-1, in which every byte is a character.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Final

from edition.tei.parse import is_tei

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: Name of the codec.
NAME: Final = "utf-8-or-xml"

_XML: Final = (b"\xff\xfe", b"\xfe\xff", b"<?xml", b"<\x00?\x00", b"\x00<\x00?")
#: What a TEI file begins with.
_TAG: Final = (*_XML, b"<", codecs.BOM_UTF8 + b"<")


def decode(data: Buffer, errors: str = "strict", /) -> tuple[str, int]:
    """Decode UTF-8, with or without a byte order mark; of TEI nothing, whatever its encoding.

    :raises UnicodeDecodeError: *data* is neither UTF-8 nor XML.
    """
    whole = bytes(data)
    if whole[:1024].lstrip().startswith(_TAG) and is_tei(whole):
        return "", len(whole)
    try:
        return whole.decode("utf-8-sig", errors), len(whole)
    except UnicodeDecodeError:
        if not whole.startswith(_XML):
            raise
        return whole.decode("latin-1"), len(whole)


class _Decoder(codecs.BufferedIncrementalDecoder):
    """Waits for the whole file, since only the whole tells."""

    def _buffer_decode(
        self,
        input: Buffer,  # noqa: A002 – the names are those of the class above
        errors: str,
        final: bool,  # noqa: FBT001
    ) -> tuple[str, int]:
        return decode(input, errors) if final else ("", 0)


def _search(name: str) -> codecs.CodecInfo | None:
    if name.replace("_", "-") != NAME:
        return None
    return codecs.CodecInfo(
        name=NAME,
        encode=codecs.lookup("utf-8").encode,
        decode=decode,
        incrementaldecoder=_Decoder,
    )


codecs.register(_search)


def accept_any(_app: Sphinx, env: BuildEnvironment, _docnames: list[str]) -> None:
    """Let Sphinx read with this codec, unless the project has chosen another encoding."""
    if env.config.source_encoding.lower() in {"utf-8", "utf-8-sig", "utf8"}:
        env.settings["input_encoding"] = NAME
