"""Citing on the pages: what the panel of a paragraph says, and files for reference managers.

Everything is made when the edition is built, by the functions that ``edition cite`` uses; so a page
says what the command says. A page asks for it only when the panel is opened.
"""

from edition.sphinxext.citing.write import write_citations

__all__ = ["write_citations"]
