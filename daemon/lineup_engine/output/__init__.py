"""Finished lineups as JSON, CSV and the site's upload file."""
