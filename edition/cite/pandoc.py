"""Pandoc's citeproc, the reference engine for styles of CSL, as a process of its own.

It is asked for many citations at once, and its answer is read as a tree, so that one process serves all
forms and formats. Pandoc is GPL: it is called where it is installed, and is no part of this package.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, NamedTuple

from edition.cite.items import Item
from edition.cite.locators import Label
from edition.cite.rich import MARKS, Rich, Run, joined
from edition.cite.styles import Style
from edition.errors import EditionError, UsageError

#: Seconds after which a process has failed: a thousand citations take ten.
_PATIENCE: Final = 600
#: A locator that means nothing to Markdown.
_PLAIN: Final = re.compile(r"[A-Za-z0-9–]*")
#: Signs that are hidden while they are in there, as letters for private use. "<" would be mark-up in
#: CSL-JSON, and nothing escapes it. The comma behind a title that ends in "?" is left out by Pandoc, but not
#: by Chicago ("Friend?," in) and citeproc-js; a full stop is left out by all.
_HIDDEN: Final = {"<": "\ue03c", "?": "\ue03f", "!": "\ue021"}
_SHOWN: Final = str.maketrans({hidden: sign for sign, hidden in _HIDDEN.items()})
_TITLES: Final = ("title", "container-title")
_NEEDLESS: Final = re.compile(f"(?<=[{_HIDDEN['?']}{_HIDDEN['!']}])\\.")
_QUOTES: Final = {"DoubleQuote": ("“", "”"), "SingleQuote": ("‘", "’")}
_MARKS: Final = {
    "Emph": "emph",
    "Strong": "strong",
    "SmallCaps": "smallcaps",
    "Superscript": "sup",
    "Subscript": "sub",
}

_Node = dict[str, Any]


class Cite(NamedTuple):
    """One citation that is asked for.

    :ivar label: the label of its locator.
    :ivar locator: the locator, of letters and digits of ASCII and a dash; or "" for none.
    """

    item: Item
    label: Label
    locator: str


class Cited(NamedTuple):
    """What comes back: the citation in the text or its note, and the entry of the bibliography."""

    citation: Rich
    entry: Rich


@cache
def find_pandoc() -> Path:
    """Pandoc, from the package that brings it or the PATH.

    :raises UsageError: there is none.
    """
    spec = find_spec("pypandoc")
    brought = Path(spec.origin).parent / "files" / "pandoc" if spec and spec.origin else None
    for found in (brought, brought and brought.with_suffix(".exe"), shutil.which("pandoc")):
        if found and os.access(found, os.X_OK) and Path(found).is_file():
            return Path(found)
    raise UsageError(
        "styles are rendered by Pandoc, which is not installed",
        hint="Install it with: pip install 'tei-edition[cite]', or from your system. "
        "The formats bibtex, biblatex, ris, csl-json, cff and tei need none.",
    )


def identity() -> str:
    """What tells one Pandoc from another without starting it: its path, size and time."""
    path = find_pandoc().resolve()
    state = path.stat()
    return f"{path}:{state.st_size}:{state.st_mtime_ns}"


def render(style: Style, cites: Iterable[Cite]) -> list[Cited]:
    """Each of *cites* as it reads if it is the only one of its document.

    :raises UsageError: there is no Pandoc.
    :raises EditionError: it fails.
    """
    cites = list(cites)
    batches = [[cite] for cite in cites] if style.counts else [cites]
    return [cited for batch in batches if batch for cited in _render(style, batch)]


def _render(style: Style, cites: list[Cite]) -> Iterator[Cited]:
    # Every citation has an item of its own: what is cited again reads otherwise.
    names = [f"item{number}" for number in range(len(cites))]
    items = [_hidden(cite.item | {"id": name}) for cite, name in zip(cites, names, strict=True)]
    document = "\n\n".join(map(_cluster, cites, names))
    with tempfile.TemporaryDirectory() as folder:
        csl, references = Path(folder, "style.csl"), Path(folder, "items.json")
        csl.write_bytes(style.source)
        references.write_text(json.dumps(items), encoding="utf-8")
        answer = _run(
            f"--csl={csl}", f"--bibliography={references}", f"--metadata=lang:{style.locale}",
            input=document,
        )  # fmt: skip
    blocks: list[_Node] = answer["blocks"]
    entries = {
        div["c"][0][0]: _shown(_runs(div["c"][1]))
        for block in blocks
        if block["t"] == "Div" and block["c"][0][0] == "refs"
        for div in block["c"][1]
    }
    for name, block in zip(names, blocks, strict=False):
        yield Cited(_shown(_runs([block])), entries.get(f"ref-{name}", ()))


def _run(*options: str, input: str) -> Mapping[str, Any]:  # noqa: A002 – as subprocess calls it
    command = [str(find_pandoc()), "--from=markdown", "--to=json", "--citeproc", *options]
    try:
        done = subprocess.run(  # noqa: S603 – a list; what is not ours is in files
            command, input=input, capture_output=True, encoding="utf-8", timeout=_PATIENCE, check=False,
        )  # fmt: skip
        if done.returncode == 0:
            answer: Mapping[str, Any] = json.loads(done.stdout)
            return answer
        said = " ".join(done.stderr.split())
    except (OSError, subprocess.TimeoutExpired, json.JSONDecodeError) as error:
        said = str(error)
    raise EditionError(
        f"Pandoc cannot render the citation: {said}",
        file=str(find_pandoc()),
        hint="It must be version 2.11 or newer; with a style of your own, check the style.",
    )


def _cluster(cite: Cite, name: str) -> str:
    """A paragraph of Markdown with nothing in it but the citation."""
    if not _PLAIN.fullmatch(cite.locator):
        raise ValueError(cite.locator)
    place = f", {{{cite.label} {cite.locator}}}" if cite.locator else ""
    return f"[@{name}{place}]"


def _hidden(item: Item) -> Item:
    """*item* without signs that Pandoc would take for more than they are."""
    item = dict(item)
    for name in _TITLES:
        title = item.get(name, "")
        if title.endswith(("?", "!")):
            item[name] = title[:-1] + _HIDDEN[title[-1]]
    return {name: _without_markup(value) for name, value in item.items()}


def _without_markup(value: Any) -> Any:  # noqa: ANN401 – any value of JSON
    if isinstance(value, str):
        return value.replace("<", _HIDDEN["<"])
    if isinstance(value, list):
        return [_without_markup(item) for item in value]
    if isinstance(value, dict):
        return {name: _without_markup(item) for name, item in value.items()}
    return value


def _shown(runs: Iterable[Run]) -> Rich:
    """The *runs* with what was hidden, and without the full stops that it makes needless."""
    found: list[Run] = []
    end = ""
    for run in joined(runs):
        text = _NEEDLESS.sub("", end + run.text)[len(end) :]
        end = text[-1:] or end
        found.append(Run(text.translate(_SHOWN), run.marks, run.href.translate(_SHOWN)))
    return _trimmed(joined(found))


def _runs(nodes: Iterable[_Node], marks: tuple[str, ...] = (), href: str = "") -> Iterator[Run]:
    """The words of *nodes*, blocks or inlines, with their marks."""
    for number, node in enumerate(nodes):
        kind: str = node["t"]
        content: Any = node.get("c")
        if kind == "Str":
            yield Run(content, marks, href)
        elif kind in {"Space", "SoftBreak", "LineBreak"}:
            yield Run(" ", marks, href)
        elif kind in _MARKS:
            mark = _MARKS[kind]
            # Italics in italics are upright.
            own = set(marks) ^ {mark} if mark == "emph" else {*marks, mark}
            yield from _runs(content, tuple(name for name in MARKS if name in own), href)
        elif kind == "Quoted":
            before, after = _QUOTES[content[0]["t"]]
            yield Run(before, marks, href)
            yield from _runs(content[1], marks, href)
            yield Run(after, marks, href)
        elif kind == "Link":
            yield from _runs(content[1], marks, content[2][0])
        elif kind in {"Span", "Cite", "Div"}:
            yield from _runs(content[1], marks, href)
        elif kind in {"Note", "Para", "Plain"}:
            if number and kind != "Note":
                yield Run(" ")
            yield from _runs(content, marks, href)


def _trimmed(rich: Rich) -> Rich:
    """*rich* without white space at its ends."""
    if not rich:
        return rich
    first = rich[0]._replace(text=rich[0].text.lstrip())
    rich = (first, *rich[1:])
    return (*rich[:-1], rich[-1]._replace(text=rich[-1].text.rstrip()))
