"""Exact lineups: rules as named constraints, solved by HiGHS through PuLP."""
