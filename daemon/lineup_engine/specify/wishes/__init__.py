"""The user's rules over teams, positions, stacks, groups and ownership, as they hold for the players of one slate."""
