"""The stages of a job with contests: fields, the sums of all candidates, the choice, the simulation, the report."""
