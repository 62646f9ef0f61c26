"""What each site allows in a lineup, as dated tables."""
