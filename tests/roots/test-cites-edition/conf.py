"""A book that cites this edition; where its inventory is, the test says."""

project = "A book on Pakistan"
extensions = ["sphinx.ext.intersphinx", "myst_parser"]
exclude_patterns = ["roles.rst"]
nitpicky = True
