"""DTS in a build: the files of each text, made again when the text is another."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from edition import __version__
from edition.export.dts.addresses import FOLDER, Addresses
from edition.export.dts.collections import collection_files
from edition.export.dts.names import names_of
from edition.export.dts.texts import Text, text_files, text_of
from edition.export.files import put_all, remove
from edition.export.layout import tei_path
from edition.model import read
from edition.sphinxext.messages import Kind, source_path, warn
from edition.tei.parse import parse

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from edition.sphinxext.exports.site import Site

_logger = logging.getLogger(__name__)

#: For each text by its name: what it was made of, and the files that were made.
Made = dict[str, tuple[str, list[str]]]


def write_dts(site: Site, env: BuildEnvironment, made: Made) -> Made:
    """Write what is new and remove what is gone.

    :param made: what earlier builds made.
    :returns: what there is now.
    """
    folder, edition = site.folder / FOLDER, site.edition
    addresses, ranges = Addresses(site.base), site.ranges or 0
    names = names_of(file for file in edition.texts if (Path(env.srcdir) / file).is_file())
    downloads = {
        name: site.data(tei_path(file)) for file, name in names.items() if "tei" in site.exports
    }
    works = {name: edition.works[file] for file, name in names.items()}
    now: Made = {
        "": ("", put_all(folder, collection_files(site.title, works, downloads, addresses)))
    }
    for file, name in names.items():
        data = (Path(env.srcdir) / file).read_bytes()
        ground = f"{__version__} {site.base} {ranges} {name} {downloads.get(name, '')}"
        digest = hashlib.sha256(ground.encode() + data).hexdigest()
        before = made.get(name)
        if (
            before is not None
            and before[0] == digest
            and (folder / f"document/{name}.xml").is_file()
        ):
            now[name] = before
            continue
        text = text_of(name, read(parse(data, file)), downloads.get(name, ""))
        _say_what_is_wrong(env, file, text)
        now[name] = digest, put_all(folder, text_files(text, addresses, ranges))
        _logger.info("writing DTS of %s: %d files", file, len(now[name][1]), nonl=False)
    there = {path for _, paths in now.values() for path in paths}
    remove(folder, (path for _, paths in made.values() for path in paths if path not in there))
    return now


def _say_what_is_wrong(env: BuildEnvironment, file: str, text: Text) -> None:
    for problem in text.citation.problems:
        warn(Kind.SCHEME, problem.message, source_path(env, file), problem.line)
