"""``python -m edition``: the command without its script."""

from edition.cli import main

main()
