"""From a TEI tree to a doctree: a builder, and a table of what to do with which element."""

from edition.sphinxext.doctree.behaviours import DEFAULT_RULES, Rule, Rules
from edition.sphinxext.doctree.build import build
from edition.sphinxext.doctree.builder import Account

__all__ = ["DEFAULT_RULES", "Account", "Rule", "Rules", "build"]
