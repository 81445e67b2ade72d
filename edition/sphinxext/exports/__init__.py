"""An edition by other standards, written beside its pages: annotations, places, sources, texts, DTS."""

from edition.sphinxext.exports.alternates import Alternate, alternates_of
from edition.sphinxext.exports.write import register

__all__ = ["Alternate", "alternates_of", "register"]
