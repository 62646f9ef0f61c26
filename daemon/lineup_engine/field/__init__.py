"""Simulated opponents: from ownership and a slate to frozen tables that lineups are drawn from."""
