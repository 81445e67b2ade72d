from edition.check.odd.grammar import Grammar
from edition.check.odd.customise import Schema
def written_rules(schema: Schema, grammar: Grammar) -> bytes:
    return b""
