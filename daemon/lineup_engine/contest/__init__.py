"""Contests: how many enter, what that costs and what each place pays, exactly to a thousandth of a cent."""
