"""`python -m release_kit`."""

from release_kit.cli import main

main()
