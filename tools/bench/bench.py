"""What an edition costs, against Sphinx on the same words: ``python tools/bench/bench.py``."""

from __future__ import annotations

import argparse
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

import edition

REPOSITORY = Path(__file__).parent.parent.parent
_TEI = "{http://www.tei-c.org/ns/1.0}"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_CONF = 'extensions = [{extension}]\nhtml_theme = "basic"\nsuppress_warnings = ["tei.dangling"]\n'


@dataclass(frozen=True, slots=True)
class Cost:
    """What one kind of run cost.

    :ivar seconds: median wall clock.
    :ivar mebibytes: largest resident set of any child so far, an upper bound.
    """

    seconds: float
    mebibytes: float


def measure(run: Callable[[], None], times: int) -> Cost:
    """The cost of *run*, a whole process, done *times* times."""
    seconds = []
    for _ in range(times):
        begin = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - begin)
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return Cost(statistics.median(seconds), used)


def article(divisions: int) -> bytes:
    """The article as TEI, its divisions repeated with ids of their own."""
    root = etree.parse(REPOSITORY / "tei" / "article.xml").getroot()
    body = root.find(f"{_TEI}text/{_TEI}body")
    assert body is not None
    originals = [etree.tostring(division) for division in body.iterfind(f"{_TEI}div")]
    for copy in range(1, divisions):
        for source in originals:
            division = etree.fromstring(source)
            for element in division.iter(etree.Element):
                identifier = element.get(_XML_ID)
                if identifier:
                    element.set(_XML_ID, f"{identifier}-{copy}")
            body.append(division)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def in_rst(tei: bytes) -> str:
    """The same words as reStructuredText: headings, paragraphs with anchors, mentions as links.

    Anchors begin with ``FILE``, since labels of Sphinx are unique in a project.
    """
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "text.xml").write_bytes(tei)
        loaded = edition.load(folder)
    mentions: dict[str, list[tuple[int, int]]] = {}
    for mention in loaded.mentions:
        mentions.setdefault(mention.span.block, []).append((mention.span.start, mention.span.end))
    lines = ["The article", "===========", ""]
    for passage in loaded.passages.values():
        if passage.kind == "heading":
            lines += [passage.text, "-" * len(passage.text), ""]
        elif passage.kind == "paragraph":
            lines += [
                f".. _FILE-{passage.id}:",
                "",
                _linked(passage.text, mentions.get(passage.key, [])),
                "",
            ]
    return "\n".join(lines)


def _linked(text: str, spans: list[tuple[int, int]]) -> str:
    """*text* with the spans that do not overlap an earlier one as links."""
    pieces, at = [], 0
    for start, end in sorted(spans):
        if start >= at and end > start:
            pieces += [text[at:start], f"\\ `{text[start:end]} <persons.html>`__\\ "]
            at = end
    return "".join((*pieces, text[at:])).replace("*", "\\*")


def project(folder: Path, files: dict[str, bytes], extension: str) -> Callable[[], None]:
    """A Sphinx project of *files*; gives what builds it from clean."""
    source = folder / "source"
    source.mkdir(parents=True)
    for name, data in files.items():
        (source / name).write_bytes(data)
    names = "\n".join(f"   {Path(name).stem}" for name in sorted(files))
    (source / "index.rst").write_text(
        f"Index\n=====\n\n.. toctree::\n\n{names}\n", encoding="utf-8"
    )
    (source / "conf.py").write_text(_CONF.format(extension=extension), encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", "-E", str(source), str(folder / "out")]

    def run() -> None:
        shutil.rmtree(folder / "out", ignore_errors=True)
        subprocess.run(command, check=True, capture_output=True)

    return run


def compare(name: str, tei: dict[str, bytes], times: int, folder: Path) -> str:
    """One line of the table: this extension, Sphinx alone, the ratio."""
    texts: dict[bytes, str] = {}
    rst: dict[str, bytes] = {}
    for file, data in tei.items():
        text = texts.get(data) or texts.setdefault(data, in_rst(data))
        stem = Path(file).stem
        rst[f"{stem}.rst"] = text.replace("FILE-", f"{stem}-").encode()
    ours = measure(project(folder / name / "tei", tei, '"edition"'), times)
    theirs = measure(project(folder / name / "rst", rst, ""), times)
    size = sum(map(len, tei.values())) / 1e6
    ratio = ours.seconds / theirs.seconds
    return (
        f"| {name} ({size:.2f} MB) | {ours.seconds:.2f} s | {theirs.seconds:.2f} s | {ratio:.2f} |"
    )


def compare_loading(tei: bytes, times: int) -> str:
    """Reading and modelling alone, against lxml's parser on the same bytes."""

    def timed(work: Callable[[], object]) -> float:
        taken = []
        for _ in range(times):
            begin = time.perf_counter()
            work()
            taken.append(time.perf_counter() - begin)
        return statistics.median(taken)

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "text.xml")
        path.write_bytes(tei)
        ours = timed(lambda: edition.load(folder))
        theirs = timed(lambda: etree.parse(path))
    return f"| edition.load, L | {ours:.3f} s | lxml.etree.parse: {theirs:.3f} s | {ours / theirs:.1f} |"


def main() -> None:
    """Measure and print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--times", type=int, default=3, help="runs of each sort")
    options.add_argument("--files", type=int, default=200, help="files in the folder")
    options.add_argument("--divisions", type=int, default=100, help="repetitions in L")
    given = options.parse_args()
    small, large = article(1), article(given.divisions)
    many = {f"text{number:04}.xml": small for number in range(given.files)}
    print("| input | edition | Sphinx, the same words as reStructuredText | ratio |")
    print("|---|---|---|---|")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        print(compare("S", {"text.xml": small}, given.times, folder), flush=True)
        print(compare("L", {"text.xml": large}, given.times, folder), flush=True)
        print(compare(str(given.files), many, given.times, folder), flush=True)
        print(compare_loading(large, given.times), flush=True)


if __name__ == "__main__":
    main()
