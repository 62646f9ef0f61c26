"""The `lineup` command: a thin window on the daemon."""
