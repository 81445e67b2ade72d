"""The forms in which a citation is written, one module for each.

Rendered citations (text, HTML, Markdown) are written from :class:`edition.cite.rich.Run`; data (BibTeX, BibLaTeX,
RIS, CSL-JSON, CFF, TEI, Robust Links) from :class:`edition.cite.citations.Citation`, without any engine.
"""
