"""ODD, the TEI's language for schemas, compiled to RELAX NG and Schematron.

The stages, one module each: a file becomes a :mod:`source` of declarations (:mod:`records`, read by
:mod:`reading`); a customisation chooses from it and changes it (:mod:`customise`, :mod:`merging`);
content models, datatypes and attributes become patterns (:mod:`contents`, :mod:`attributes`,
:mod:`patterns`), the patterns a grammar (:mod:`grammar`), and that is written (:mod:`writing`,
:mod:`schematron`).

Source: TEI P5, chapters 22 (Documentation Elements) and 23.5 (Implementation of an ODD System).
"""

from edition.check.odd.compiler import Compiled, compile_odd

__all__ = ["Compiled", "compile_odd"]
