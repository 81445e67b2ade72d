"""What the two books, EPUB and PDF, have in common: both are read in one piece and without a script."""
