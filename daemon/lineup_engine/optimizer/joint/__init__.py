"""All lineups of a job as one problem: the largest total that exposures allow, with the proof of how close it is."""
