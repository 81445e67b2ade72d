"""From a TEI tree to a doctree: a builder, and a table of what to do with which element."""

from edition.sphinxext.doctree.behaviours import DEFAULT_RULES, Rule, Rules
from edition.sphinxext.doctree.build import Built, build, gather_apparatus
from edition.sphinxext.doctree.builder import Account

__all__ = ["DEFAULT_RULES", "Account", "Built", "Rule", "Rules", "build", "gather_apparatus"]
