"""Who builds the same words: this edition, Sphinx alone, and tools of others where they are given."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tools.bench import inputs
from tools.bench.inputs import Workload
from tools.bench.measure import Job, run

#: Those of this project; the first is what the others are compared with.
OURS: Final = "edition build"
OURS_IN_SPHINX: Final = "sphinx-build with the extension"
#: A large text is many pages by default; this is the same, without that.
ONE_PAGE: Final = f"{OURS_IN_SPHINX}, one page"
SPHINX: Final = "Sphinx, reStructuredText"
UEDITION: Final = "uEdition 2.2"
UEDITION_WRAPPED: Final = "uEdition 2.2, words wrapped"
STYLESHEETS: Final = "TEI Stylesheets html5, Saxon"
CETEICEAN: Final = "CETEIcean in Chromium"

_CONF: Final = (
    'extensions = [{extension}]\nhtml_theme = "basic"\nsuppress_warnings = ["tei.dangling"]\n'
)


_UNCUT: Final = 'tei_split = "none"\n'


@dataclass(frozen=True, slots=True)
class Built:
    """What a contender makes of a folder of files.

    :ivar command: builds from clean when *made* is not there.
    :ivar again: builds what is new, or None if the contender knows no such thing.
    :ivar made: what a build leaves behind.
    :ivar output: where the pages are.
    """

    command: tuple[str, ...]
    again: tuple[str, ...] | None
    made: tuple[Path, ...]
    output: Path
    environment: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Contender:
    """One way from TEI to pages.

    :ivar suffix: of the files that it reads.
    :ivar convert: gives what it reads, from the TEI and the name of the page.
    :ivar set_up: writes what else it needs into a folder that has the files in ``source``.
    :ivar main: an XPath to the text in its pages.
    :ivar pages: what its pages are called.
    :ivar only: the one workload it stands for, or all if empty.
    :ivar remark: what else there is to say, from the folder of its pages.
    """

    name: str
    suffix: str
    convert: Callable[[bytes, str], bytes]
    set_up: Callable[[Path, list[str]], Built]
    main: str
    pages: str = "*.html"
    only: str = ""
    remark: Callable[[Path], str] | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A contender with a workload, ready to be measured."""

    contender: Contender
    workload: Workload
    job: Job
    output: Path


def prepare(contender: Contender, workload: Workload, folder: Path) -> Prepared | None:
    """Lay out *workload* in *folder* for *contender*; None if it knows no such run."""
    source = folder / "source"
    source.mkdir(parents=True)
    for name, tei in workload.files.items():
        (source / f"{name}{contender.suffix}").write_bytes(contender.convert(tei, name))
    built = contender.set_up(folder, list(workload.files))
    clean = Job(built.command, folder, built.made, environment=built.environment)
    if workload.run == "clean":
        return Prepared(contender, workload, clean, built.output)
    if built.again is None:
        return None
    run(clean)
    before = _touch(contender, workload, source) if workload.run == "one" else None
    again = Job(built.again, folder, before=before, environment=built.environment)
    return Prepared(contender, workload, again, built.output)


def _touch(contender: Contender, workload: Workload, source: Path) -> Callable[[int], None]:
    name, tei = next(iter(workload.files.items()))

    def touch(number: int) -> None:
        words = contender.convert(inputs.changed(tei, number), name)
        (source / f"{name}{contender.suffix}").write_bytes(words)

    return touch


def ours() -> list[Contender]:
    """This edition both ways, and Sphinx alone."""
    return [
        Contender(OURS, ".xml", _as_it_is, _edition("1"), "//main"),
        Contender(OURS_IN_SPHINX, ".xml", _as_it_is, _sphinx('"edition"'), "//*[@role='main']"),
        Contender(
            ONE_PAGE, ".xml", _as_it_is, _sphinx('"edition"', _UNCUT), "//*[@role='main']", only="L"
        ),
        Contender(SPHINX, ".rst", inputs.in_rst, _sphinx(""), "//*[@role='main']"),
    ]


def in_parallel(jobs: int) -> Contender:
    """This edition with several processes."""
    return Contender(f"{OURS} -j {jobs}", ".xml", _as_it_is, _edition(str(jobs)), "//main")


def _as_it_is(tei: bytes, _name: str) -> bytes:
    return tei


def _edition(jobs: str) -> Callable[[Path, list[str]], Built]:
    def set_up(folder: Path, names: list[str]) -> Built:
        source = folder / "source"
        path = source / f"{names[0]}.xml" if len(names) == 1 else source
        output = folder / "html"
        command = (
            *(sys.executable, "-m", "edition", "build", "-q", "-j", jobs),
            *("-o", str(output), str(path)),
        )
        return Built(command, command, (output, folder / ".html-work"), output)

    return set_up


def _sphinx(extension: str, more: str = "") -> Callable[[Path, list[str]], Built]:
    def set_up(folder: Path, names: list[str]) -> Built:
        source, output = folder / "source", folder / "html"
        contents = "\n".join(f"   {name}" for name in sorted(names))
        index = f"Index\n=====\n\n.. toctree::\n\n{contents}\n"
        (source / "index.rst").write_text(index, encoding="utf-8")
        (source / "conf.py").write_text(_CONF.format(extension=extension) + more, encoding="utf-8")
        command = (sys.executable, "-m", "sphinx", "-q", str(source), str(output))
        return Built(command, command, (output,), output)

    return set_up


# -- uEdition ----------------------------------------------------------------------------------

_UEDITION_TEI: Final = {
    "sections": [{"name": "text", "type": "text", "selector": "tei:text/tei:body"}],
    "blocks": [
        {"name": "division", "selector": "tei:div", "tag": "div"},
        # As h2 it would begin a section, whose title Sphinx's own themes cannot show.
        {"name": "heading", "selector": "tei:head", "tag": "p"},
        {"name": "paragraph", "selector": "tei:p", "tag": "p"},
        {
            "name": "matter",
            "selector": "*[self::tei:byline or self::tei:argument or self::tei:lg or self::tei:l]",
            "tag": "div",
        },
    ],
    "marks": [{"name": "inline", "selector": "*", "tag": "span"}],
}


def uedition(peers: Path) -> list[Contender]:
    """uEdition, in an environment of its own below *peers*.

    It keeps the text only of elements that hold nothing else. So it has two turns: the words wrapped
    in elements for all workloads, and the small one as it is, to show what is lost.

    :raises OSError, subprocess.CalledProcessError: it cannot be installed.
    """
    programs = _environment(peers / "uedition-2.2", "uedition==2.2.*")

    def set_up(folder: Path, names: list[str]) -> Built:
        language = folder / "en"
        (folder / "source").rename(language)
        (folder / "source").symlink_to(language)
        (language / "index.md").write_text("# Index\n", encoding="utf-8")
        contents = {"root": "index", "subtrees": [{"entries": [{"file": n} for n in names]}]}
        settings = {
            "version": "2",
            "title": {"en": "Index"},
            "languages": [{"code": "en", "label": "English", "path": "en"}],
            "output": {"path": "docs", "tei": False},
            # The theme of the others; its own is not among what it installs.
            "sphinx_config": {"html_theme": "basic", "tei": _UEDITION_TEI},
        }
        # JSON is YAML.
        (folder / "toc.yml").write_text(json.dumps(contents), encoding="utf-8")
        (folder / "uEdition.yml").write_text(json.dumps(settings), encoding="utf-8")
        built = folder / "_build" / "en" / "html"
        again = (
            *(str(programs / "sphinx-build"), "-q", "--builder", "html"),
            *(str(language), str(built)),
        )
        path = os.pathsep.join((str(programs), os.environ.get("PATH", os.defpath)))
        made = (folder / "docs", folder / "_build")
        command = (str(programs / "uEdition"), "build")
        return Built(command, again, made, built, (("PATH", path),))

    main = "//*[@role='main']"
    return [
        Contender(UEDITION_WRAPPED, ".tei", lambda tei, _name: inputs.wrapped(tei), set_up, main),
        Contender(UEDITION, ".tei", _as_it_is, set_up, main, only="S"),
    ]


def _environment(folder: Path, requirement: str) -> Path:
    """A virtual environment with *requirement*; gives the folder of its programs."""
    programs = folder / "bin"
    ready = folder / ".ready"
    if not ready.is_file():
        subprocess.run(
            [sys.executable, "-m", "venv", "--clear", str(folder)], check=True, capture_output=True
        )
        pip = [str(programs / "python"), "-m", "pip", "install", "-q", requirement]
        subprocess.run(pip, check=True, capture_output=True, text=True)
        ready.touch()
    return programs


# -- TEI Stylesheets ---------------------------------------------------------------------------

_HTML5: Final = (
    "html5/html5.xsl",
    "xml/tei/stylesheet/html5/html5.xsl",
    "stylesheet/html5/html5.xsl",
    "html5.xsl",
)


def stylesheets(folder: Path, saxon: Path) -> Contender:
    """The TEI Consortium's own, as a package or a check-out has them, with Saxon on Java.

    :raises FileNotFoundError: there is no Java, no Saxon or no stylesheet for HTML 5.
    """
    java = shutil.which("java")
    if java is None:
        raise FileNotFoundError("there is no Java")
    if not saxon.is_file():
        raise FileNotFoundError(f"there is no {saxon}")
    sheet = next((folder / place for place in _HTML5 if (folder / place).is_file()), None)
    if sheet is None:
        raise FileNotFoundError(f"there is no html5/html5.xsl in {folder}")
    sheet, saxon = sheet.resolve(), saxon.absolute()

    def set_up(folder: Path, names: list[str]) -> Built:
        source, output = folder / "source", folder / "html"
        given, wanted = source, output
        if len(names) == 1:
            given, wanted = source / f"{names[0]}.xml", output / f"{names[0]}.html"
        output.mkdir()
        command = (java, "-jar", str(saxon), f"-xsl:{sheet}", f"-s:{given}", f"-o:{wanted}")
        made = tuple(output / f"{name}{suffix}" for name in names for suffix in (".html", ".xml"))
        return Built(command, None, made, output)

    # Of a folder Saxon keeps the names of the files.
    return Contender(STYLESHEETS, ".xml", _as_it_is, set_up, "//body", pages="*.*ml")


# -- CETEIcean ---------------------------------------------------------------------------------


def ceteicean(script: Path, chromium: str | None) -> Contender:
    """CETEIcean in a browser without a window: each file rendered to a DOM, which is written down.

    :raises FileNotFoundError: the script, Playwright or Chromium is not there.
    """
    if not script.is_file():
        raise FileNotFoundError(f"there is no {script}")
    browser = chromium or shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        raise FileNotFoundError("there is no Chromium")
    script = script.absolute()

    def set_up(folder: Path, _names: list[str]) -> Built:
        output = folder / "html"
        render = str(Path(__file__).with_name("render.py"))
        command = (
            *(sys.executable, render, browser, str(script)),
            *(str(folder / "source"), str(output)),
        )
        return Built(command, None, (output,), output)

    def remark(output: Path) -> str:
        return f"{int((output / 'milliseconds').read_text()) / 1000:.2f} s of it in the page"

    return Contender(CETEICEAN, ".xml", _as_it_is, set_up, "//body//tei-text", remark=remark)


def peers(
    cache: Path,
    tei_stylesheets: Path | None,
    saxon: Path | None,
    script: Path | None,
    chromium: str | None,
) -> tuple[list[Contender], dict[str, str]]:
    """The contenders that can be had, and why others cannot."""
    found: list[Contender] = []
    absent: dict[str, str] = {}
    try:
        found += uedition(cache)
    except (OSError, subprocess.CalledProcessError) as error:
        said = str(getattr(error, "stderr", None) or error).strip()
        absent[UEDITION] = f"cannot be installed: {said.splitlines()[-1]}"
    if tei_stylesheets is None or saxon is None:
        absent[STYLESHEETS] = "not given (--tei-stylesheets, --saxon)"
    else:
        try:
            found.append(stylesheets(tei_stylesheets, saxon))
        except FileNotFoundError as error:
            absent[STYLESHEETS] = str(error)
    if script is None:
        absent[CETEICEAN] = "not given (--ceteicean)"
    else:
        try:
            found.append(ceteicean(script, chromium))
        except FileNotFoundError as error:
            absent[CETEICEAN] = str(error)
    return found, absent
