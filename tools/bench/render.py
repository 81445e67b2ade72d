"""Render TEI files with CETEIcean: ``render.py CHROMIUM SCRIPT SOURCE OUTPUT``."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

_QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")
_RENDER = """
tei => {
  const begin = performance.now();
  new CETEI().makeHTML5(tei, data => document.body.appendChild(data));
  document.body.getBoundingClientRect();  // the layout belongs to it
  return performance.now() - begin;
}
"""


def main(browser: str, script: Path, source: Path, output: Path) -> None:
    """Render each file of *source* in a page of its own, and say how long that alone took."""
    output.mkdir(parents=True, exist_ok=True)
    taken = 0.0
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=list(_QUIET))
        context = chromium.new_context(offline=True)
        for path in sorted(source.glob("*.xml")):
            page = context.new_page()
            page.set_content("<!DOCTYPE html><title>TEI</title><body></body>")
            page.add_script_tag(path=script)
            taken += page.evaluate(_RENDER, path.read_text(encoding="utf-8"))
            (output / f"{path.stem}.html").write_text(page.content(), encoding="utf-8")
            page.close()
        chromium.close()
    (output / "milliseconds").write_text(str(round(taken)), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], *map(Path, sys.argv[2:]))
