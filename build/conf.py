"""How this edition is built: ``sphinx-build -c build tei build/html``, or ``edition build``.

What the edition says of itself (title, author, licence, version) stands in the header of the article.
"""

from pathlib import Path

from lxml import etree

project = "Pakistan: Russia’s New Best Friend?"
author = "Arif Rafiq; the editors of tei-edition"
copyright = "mark-up and notes: CC BY 4.0; the text of the article: its author or publisher"
# The version has one home, which “edition release” writes to.
_article = etree.parse(Path(__file__).parent.parent / "tei" / "article.xml")
version = release = _article.find(".//{*}editionStmt/{*}edition").get("n")
language = "en"

extensions = ["edition"]
root_doc = "index"
exclude_patterns = ["schema/**"]
tei_odd = "../tei/schema/edition.odd"
nitpicky = True

html_theme = "edition"
html_title = "Pakistan: Russia’s New Best Friend? An annotated edition"
html_short_title = "Pakistan and Russia"
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_use_index = False  # the indices of the edition are pages of their own
html_domain_indices = False
html_last_updated_fmt = None
smartquotes = False
epub_show_urls = "no"  # the bibliography has the addresses in words
