"""Projections: reading any columns and matching them to the players of a slate."""
