"""What BibTeX and BibLaTeX have in common: records, fields, and words in LaTeX."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from edition.cite.citations import Citation

_SIGNS: Final = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_SPECIAL: Final = re.compile("|".join(map(re.escape, _SIGNS)))
_KEY: Final = re.compile(r"[^A-Za-z0-9.:-]+")


def escaped(words: str) -> str:
    """*words* for a field, with nothing in them that LaTeX would obey."""
    return _SPECIAL.sub(lambda sign: _SIGNS[sign[0]], " ".join(words.split()))


def verbatim(address: str) -> str:
    """An address for a field that is read as it is; a brace or a space would end it."""
    signs = {"{": "%7B", "}": "%7D", " ": "%20", "\\": "%5C"}
    return "".join(signs.get(sign, sign) for sign in address)


def record(kind: str, key: str, fields: Iterable[tuple[str, str]]) -> str:
    """A record with those *fields* that are not empty, already escaped; a month is a macro."""
    lines = [
        f"  {name} = {value}" if name == "month" else f"  {name} = {{{value}}}"
        for name, value in fields
        if value
    ]
    return "@" + kind + "{" + ",\n".join([key, *lines]) + "\n}\n"


def record_key(citation: Citation) -> str:
    """The key of a record: what the citation is called, in the letters that every BibTeX takes."""
    plain = unicodedata.normalize("NFKD", citation.name)
    return _KEY.sub("-", plain.encode("ascii", "replace").decode()).strip("-") or "edition"


def people(names: list[dict[str, str]]) -> str:
    """Names of CSL, joined by "and"; a body stands in braces, so that nobody parts it."""
    return " and ".join(map(_person, names))


def _person(name: dict[str, str]) -> str:
    if "literal" in name:
        return f"{{{escaped(name['literal'])}}}"
    family = escaped(name.get("family", ""))
    if particle := name.get("non-dropping-particle"):
        family = f"{escaped(particle)} {family}"
    # A comma or an "and" within would part the name.
    parts = [family, escaped(name.get("suffix", "")), escaped(name.get("given", ""))]
    return ", ".join(
        f"{{{part}}}" if "," in part or " and " in f" {part} " else part for part in parts if part
    )
