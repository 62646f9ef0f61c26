"""Talking to lineupd: reaching it, starting it, bringing it files, following jobs."""
