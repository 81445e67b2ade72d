"""Distributed Text Services 1.0, as files that any web server can hand out.

The standard allows templates of paths instead of queries (section "URI templates for static websites"). One
file answers one request; what no file answers is not found, which is the answer that the standard
wants for a wrong reference. :func:`~edition.export.dts.texts.text_of` prepares a text,
:func:`~edition.export.dts.collections.collection_files` and
:func:`~edition.export.dts.texts.text_files` give the files.
"""
