"""Entries files of the sites: a user's own entries, read and written back."""
