"""`python -m lineup_cli` is the `lineup` command."""

from lineup_cli.start import main

main()
