"""The daemon `lineupd`: queue, history, workers, API."""
