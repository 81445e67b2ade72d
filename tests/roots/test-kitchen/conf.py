project = "Kitchen sink"
extensions = ["edition"]
html_theme = "edition"
html_title = "The kitchen sink: every construct once"
html_short_title = "Kitchen sink"
html_show_sphinx = False
html_copy_source = False
nitpicky = True
