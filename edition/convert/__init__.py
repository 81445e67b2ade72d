"""Any text ↔ clean TEI: what starts an edition from plain text, Markdown, HTML, DOCX or ODT.

Pandoc reads; its syntax tree becomes TEI here, with a header, ids on everything that can be cited, and
sentences. What is lost on the way (raw mark-up of other languages) is named.
"""

from __future__ import annotations
