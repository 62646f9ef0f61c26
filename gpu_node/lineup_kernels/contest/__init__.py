"""Many simulated contests at once: what every lineup scores, its place among all entries, and what that pays.

The way of a block of trials: `forms.form_points` turns scores into points that are not negative; `screen.screen`,
`screen.enter_together` or `screen.pay_cells` ranks lineups in a field by them (`layout.lay_out_field`) and pays them
(`prizes.make_prizes`), in room that is made once (`room.make_room`).
"""
