"""Grading: what a job's lineups really won, and how true its simulated field and its forecasts were."""
