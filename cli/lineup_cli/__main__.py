"""`python -m lineup_cli` is the `lineup` command."""

from lineup_cli.main import main

main()
