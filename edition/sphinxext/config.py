"""Configuration values, one prefix: ``tei_``. All are validated before anything is read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx.errors import ConfigError

from edition.errors import UsageError
from edition.sphinxext.doctree import DEFAULT_RULES, Rule, Rules
from edition.sphinxext.exports.site import EXPORTS
from edition.sphinxext.odd import read_models
from edition.sphinxext.split.plan import plan_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

_PAIR: Final = 2
_TRIPLE: Final = 3


@dataclass(frozen=True, slots=True)
class Value:
    """One configuration value.

    :ivar rebuild: what a change makes necessary: ``env`` reading again, ``html`` writing again.
    """

    name: str
    default: object
    rebuild: str
    types: frozenset[type]
    description: str


VALUES: Final = (
    Value(
        "tei_behaviours",
        (),
        "env",
        frozenset({list, tuple}),
        "Rules put before the table of behaviours: (selector, behaviour) or (selector, behaviour, option).",
    ),
    Value(
        "tei_odd",
        "",
        "env",
        frozenset({str}),
        "An ODD whose processing model (model elements) goes before the table of behaviours; "
        "a path from the folder of conf.py.",
    ),
    Value(
        "tei_show_unknown",
        default=False,
        rebuild="env",
        types=frozenset({bool}),
        description="Whether the name of an element that has no behaviour stands before it.",
    ),
    Value(
        "tei_split",
        "auto",
        "env",
        frozenset({str, dict}),
        "Where a text goes on to another page: none, auto (by size), div1 … div7, pb or cite; "
        "or a dict of patterns of documents to one of these.",
    ),
    Value(
        "tei_lock",
        "anchors.lock",
        "",
        frozenset({str}),
        "The record of published anchors; a path from the source folder.",
    ),
    Value(
        "tei_citation_styles",
        "auto",
        "html",
        frozenset({str, list, tuple}),
        "Styles in which readers can cite: a list of names as edition cite has them; or auto: five styles, "
        "if there are at most 100 texts.",
    ),
    Value(
        "tei_citation_files",
        500,
        "html",
        frozenset({int}),
        "Paragraphs of all texts up to which each has files for reference managers; texts always have.",
    ),
    Value(
        "tei_version_url",
        "",
        "html",
        frozenset({str}),
        "Where versions of the edition stay, with {version} in it.",
    ),
    Value(
        "tei_exports",
        EXPORTS,
        "",
        frozenset({list, tuple}),
        "What is written to data/ beside the pages: annotations, csl-json, geojson, tei, text.",
    ),
    Value(
        "tei_dts",
        default=True,
        rebuild="",
        types=frozenset({bool}),
        description="Whether a static DTS is written to dts/, which html_baseurl must be set for.",
    ),
    Value(
        "tei_dts_ranges",
        0,
        "",
        frozenset({int}),
        "Pairs of passages of each citation tree of which DTS has what stands from one to the other, "
        "the nearest first.",
    ),
    Value(
        "tei_origins",
        {},
        "",
        frozenset({dict}),
        "Paths that messages name instead of those below the source folder, if files were copied there.",
    ),
)


def register(app: Sphinx) -> None:
    """Declare the values to Sphinx."""
    for value in VALUES:
        app.add_config_value(
            value.name,
            value.default,
            value.rebuild,  # type: ignore[arg-type]
            types=value.types,
            description=value.description,
        )
    app.connect("config-inited", validate)


def validate(app: Sphinx, config: Config) -> None:
    """Refuse a configuration that cannot work, and say what would.

    :raises sphinx.errors.ConfigError: a value cannot be used.
    """
    if config.tei_odd:
        config.tei_odd = str(Path(app.confdir, config.tei_odd))
    if isinstance(config.tei_citation_styles, str) and config.tei_citation_styles != "auto":
        message = (
            'tei_citation_styles: write "auto" or a list of names, such as ["chicago", "apa"].'
        )
        raise ConfigError(message)
    if config.tei_version_url and "{version}" not in config.tei_version_url:
        message = "tei_version_url: it has no {version}, so all versions would be at one address."
        raise ConfigError(message)
    modes = (config.tei_split,) if isinstance(config.tei_split, str) else config.tei_split.values()
    for name, check in (
        ("tei_behaviours", lambda: rules_of(config)),
        ("tei_split", lambda: [plan_of(mode) for mode in modes]),
        ("tei_exports", lambda: _check_exports(config)),
    ):
        try:
            check()
        except UsageError as error:
            place = f"{error.place}: " if error.place else ""
            message = f"{name}: {place}{error.message}. {error.hint or ''}"
            raise ConfigError(message) from error


def _check_exports(config: Config) -> None:
    unknown = [name for name in config.tei_exports if name not in EXPORTS]
    if unknown:
        raise UsageError(f"{unknown[0]!r} is no export", hint=f"There are {', '.join(EXPORTS)}.")
    if config.tei_dts_ranges < 0:
        raise UsageError("tei_dts_ranges is less than 0", hint="Say how many pairs there may be.")


def rules_of(config: Config) -> Rules:
    """The table of behaviours, with the project's own rules first and those of its ODD after them.

    :raises UsageError: a rule, or the ODD, cannot be read.
    """
    odd = Path(config.tei_odd) if config.tei_odd else None
    state = (odd, odd.stat().st_mtime_ns if odd and odd.is_file() else 0)
    last = (Rule("*", "unknown", "name"),) if config.tei_show_unknown else ()
    return _rules(tuple(tuple(rule) for rule in config.tei_behaviours), state, last)


@lru_cache(maxsize=4)
def _rules(
    own: tuple[tuple[str, ...], ...], odd: tuple[Path | None, int], last: tuple[Rule, ...]
) -> Rules:
    for rule in own:
        if len(rule) not in {_PAIR, _TRIPLE}:
            message = f"{rule!r} is no rule"
            raise UsageError(
                message, hint="Write (selector, behaviour) or (selector, behaviour, option)."
            )
    models = read_models(odd[0]) if odd[0] else ()
    return Rules([*(Rule(*rule) for rule in own), *models, *DEFAULT_RULES, *last])
