"""What the templates of a page know besides what Sphinx tells them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder

from edition.sphinxext.theming import theme_option

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: Scripts of the theme, in the order in which they run, and what on a page they are for.
_PAGE_SCRIPTS: Final = (
    ("panel.js", re.compile(r'class="(?:[^"]* )?(?:mention|claim-mark|passage-number)')),
    ("cards.js", re.compile(r'class="(?:[^"]* )?(?:mention|claim-mark)')),
    ("notes.js", re.compile(r'class="margin')),
    ("cite.js", re.compile(r'class="passage-number')),
    ("copy.js", re.compile(r'class="passage')),
    ("layers.js", re.compile(r'class="passage-number')),
    ("witnesses.js", re.compile("data-witnesses")),
)
#: Sheets besides that which every page has, and what on a page they are for.
_PAGE_SHEETS: Final = (
    ("registers.css", re.compile(r'class="(?:[^"]* )?(?:entry|index-letters|toctree-wrapper)')),
    ("tombstones.css", re.compile(r'class="(?:[^"]* )?tombstone')),
    ("drawings.css", re.compile(r'class="(?:[^"]* )?drawing')),
)
#: What is said for other themes; in what docutils writes, a quotation mark is the edge of an attribute.
_UNUSED_CLASSES: Final = (
    ('<a class="reference internal"', "<a"),
    (' reference internal"', '"'),
    (' docutils container"', '"'),
    (' class="docutils container"', ""),
)
#: Pages that a menu can name before it is no menu any more.
_FEW_CONTENTS: Final = 100
_LANGUAGE: Final = re.compile(r' lang="([A-Za-z0-9-]+)"')
_SCRIPT_LENGTH: Final = 4
#: Scripts and languages written from right to left (ISO 15924; BCP 47 primary subtags).
_SCRIPTS: Final = frozenset(
    {
        "adlm",
        "arab",
        "aran",
        "armi",
        "avst",
        "hebr",
        "mand",
        "nkoo",
        "phnx",
        "rohg",
        "samr",
        "syrc",
        "thaa",
    }
)
_LANGUAGES: Final = frozenset(
    {
        "ar", "ara", "arc", "azb", "ckb", "dv", "fa", "fas", "glk", "he", "heb", "ks", "mzn", "nqo", "ota",
        "pnb", "ps", "pus", "sam", "sd", "syc", "syr", "ug", "ur", "urd", "yi", "yid",
    }
)  # fmt: skip


def register(app: Sphinx) -> None:
    """Tell the templates, of every page."""
    app.connect("builder-inited", dress_other_themes)
    app.connect("html-page-context", tell_templates)


def tell_templates(
    app: Sphinx,
    _pagename: str,
    _template: str,
    context: dict[str, Any],
    _doctree: nodes.document | None,
) -> None:
    """Complete what the template of a page is told."""
    _say_directions(context)
    _count_contents(app, context)
    _choose_files(app, context)
    _say_running_foot(app, context)
    _say_less(app, context)


def dress_other_themes(app: Sphinx) -> None:
    """Give a theme that is not ours the few rules without which a text could not be read."""
    builder = app.builder
    if isinstance(builder, StandaloneHTMLBuilder) and not theme_option(builder, "notes"):
        app.config.html_static_path.append(str(Path(__file__).parent / "static"))
        app.add_css_file("tei.css")


def _say_directions(context: dict[str, Any]) -> None:
    """Where a page names a language that is written from right to left, say that too.

    Writers of docutils know languages but not directions. In what they write, a quotation mark stands
    for nothing but the edge of an attribute.
    """
    if "body" in context:
        context["body"] = with_directions(context["body"])


def with_directions(body: str) -> str:
    """The HTML of a page, with the direction of every language that it names."""
    return _LANGUAGE.sub(_with_direction, body) if " lang=" in body else body


def _count_contents(app: Sphinx, context: dict[str, Any]) -> None:
    """Tell the theme whether all contents can stand on every page (``contents_are_few``)."""
    context["contents_are_few"] = len(app.env.found_docs) <= _FEW_CONTENTS


def _with_direction(match: re.Match[str]) -> str:
    subtags = match[1].lower().split("-")
    script = next((tag for tag in subtags[1:] if len(tag) == _SCRIPT_LENGTH), "")
    turned = script in _SCRIPTS if script else subtags[0] in _LANGUAGES
    return f'{match[0]} dir="{"rtl" if turned else "ltr"}"'


def _choose_files(app: Sphinx, context: dict[str, Any]) -> None:
    """Name the scripts and sheets that the page has a use for (``page_scripts``, ``page_sheets``)."""
    body = context.get("body", "")
    cards = theme_option(app.builder, "cards") == "true"
    context["page_scripts"] = [
        name
        for name, use in _PAGE_SCRIPTS
        if use.search(body) and (cards or name == "witnesses.js")
    ]
    context["page_sheets"] = [name for name, use in _PAGE_SHEETS if use.search(body)]


def _say_running_foot(app: Sphinx, context: dict[str, Any]) -> None:
    """What stands at the foot of each sheet of paper, as a string of CSS (``running_foot``)."""
    config = app.config
    version = f"version {config.release}" if config.release else ""
    pieces = (context.get("shorttitle") or config.project, version, context.get("pageurl"))
    words = re.sub(r"<[^>]*>", "", ", ".join(piece for piece in pieces if piece))
    # All that could mean something to CSS or HTML is written by its number.
    context["running_foot"] = re.sub(
        r"[^\w ,.;:/()–’-]", lambda sign: f"\\{ord(sign[0]):x} ", words
    )


def _say_less(app: Sphinx, context: dict[str, Any]) -> None:
    """Leave out classes that docutils writes a thousand times and our sheet has no rule for."""
    if theme_option(app.builder, "notes") and "body" in context:
        body = context["body"]
        for said, less in _UNUSED_CLASSES:
            body = body.replace(said, less)
        context["body"] = body
