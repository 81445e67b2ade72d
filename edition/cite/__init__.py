"""References to passages: naming them, citing them, keeping them, finding them again."""
