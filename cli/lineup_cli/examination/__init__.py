"""What works on this machine, this home and this daemon, and the cure for what does not: `lineup doctor`."""
