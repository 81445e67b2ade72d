"""The HTML theme ``edition``: templates and static files, no code."""
