"""The domain: slates, projections, rules, optimizer, lineups. Pure: no network, no database, no clock."""
