"""Cards: what a page shows of a name, a claim or a source when it is asked for.

A link leads to the entry of a register, and that is enough to read by. Where scripts run, the same
link opens a card instead; what is on it is made here when the edition is built.
"""

from edition.sphinxext.cards.write import write_cards

__all__ = ["write_cards"]
