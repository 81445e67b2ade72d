"""Bytes that find new ways through the parser and the model: ``python -m tests.fuzz.guided``.

Guided by coverage, which needs ``pip install atheris`` (no part of this project's environment).
"""

from __future__ import annotations

import sys
import tempfile
from importlib import import_module, util
from pathlib import Path
from typing import Any


def main() -> None:
    """Hand the arguments to libFuzzer: folders of files to begin with, ``-max_total_time=60``."""
    if util.find_spec("atheris") is None:
        sys.stdout.write("skipped: atheris is not installed (pip install atheris)\n")
        return
    atheris: Any = import_module("atheris")
    with atheris.instrument_imports(include=["edition"]):
        parse = import_module("edition.tei.parse").parse
        read = import_module("edition.model.read").read
        unreadable = import_module("edition.errors").UnreadableError

    def one(data: bytes) -> None:
        try:
            read(parse(data, "case.xml"))
        except unreadable as error:
            if error.file != "case.xml" or not error.line:
                raise AssertionError("refused without its place") from error

    findings = Path(tempfile.gettempdir(), "tei-edition-findings")
    findings.mkdir(exist_ok=True)
    dictionary = Path(__file__).with_name("tei.dict")
    program, *given = sys.argv
    preset = (f"-dict={dictionary}", f"-artifact_prefix={findings}/")
    atheris.Setup([program, *preset, *given], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
