project = "Letters"
extensions = ["edition"]
html_theme = "edition"
nitpicky = True
