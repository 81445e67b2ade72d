"""A real browser, and editions as a reader has them: on a disk."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def site(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This edition, built from clean."""
    target = tmp_path_factory.mktemp("site") / "html"
    subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-W", "-n", "-c", "build", "tei", str(target)],
        cwd=repository,
        check=True,
    )
    return target


@pytest.fixture(scope="session")
def kitchen(rootdir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small edition with every construct that the theme has a look for."""
    target = tmp_path_factory.mktemp("kitchen") / "html"
    source = str(rootdir / "test-kitchen")
    subprocess.run([sys.executable, "-m", "sphinx", "-q", "-W", source, str(target)], check=True)
    return target


@pytest.fixture(scope="session")
def browser(tool: Callable[[str], str]) -> Iterator[Browser]:
    """Chromium, from wherever it is installed."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=tool("chromium"), args=list(_QUIET))
        yield launched
        launched.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A laptop, with a clipboard that may be read."""
    made = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    made.grant_permissions(["clipboard-read", "clipboard-write"])
    yield made
    made.close()


@pytest.fixture
def article(site: Path, context: BrowserContext) -> Page:
    """The article on a laptop."""
    page = context.new_page()
    page.goto((site / "article.html").as_uri())
    return page
