"""Bytes and trees: reading TEI safely, knowing where everything stands.

Ground floor of the house: nothing here knows what an edition or Sphinx is.
"""
