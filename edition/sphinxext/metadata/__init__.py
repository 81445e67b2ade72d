"""What the pages of texts say of themselves to programs that visit them.

Each program reads a language of its own: reference managers the fields of Highwire and Zotero, search
engines JSON-LD, robots that follow FAIR Signposting links. All say what the header says, and what needs
an address of the edition is left out as long as it has none.
"""

from edition.sphinxext.metadata.head import tell_programs

__all__ = ["tell_programs"]
