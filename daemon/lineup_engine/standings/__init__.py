"""A contest's standings: the site's file of all entries with their points and lineups, matched to the slate."""
