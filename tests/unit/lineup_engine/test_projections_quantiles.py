"""Quantiles come from the columns that vendors head so, for a player all of them or none."""

from decimal import Decimal

import pytest

from lineup_engine.projections.quantiles import quantile_columns
from lineup_engine.projections.read import read_projections
from lineup_engine.seam import NamedFile


@pytest.mark.parametrize(
    ("header", "shares"),
    [
        (["Name", "p10", "P25", "p90"], [10, 25, 90]),
        (["25th Percentile", "50th percentile", "99 pct"], [25, 50, 99]),
        (["dk_85_percentile", "dk_25_percentile", "dk_points"], [25, 85]),
        (["Q05", "Q95"], [5, 95]),
        (["p50", "Fpts", "P0"], []),
        (["2B", "3B", "Proj 10", "10", "top10"], []),
    ],
)
def test_columns_are_found_by_their_names(header: list[str], shares: list[int]) -> None:
    """A single one is none: it may be anything."""
    found = quantile_columns(header)
    assert list(found) == [Decimal(share) for share in shares]
    assert all(str(share) in header[place] for share, place in zip(shares, found.values(), strict=True))


def test_a_player_has_all_of_them_or_none() -> None:
    text = "Name;Fpts;p90;p10\nAnn;10;20,5;1\nBo;10;x;1\nCy;10;;1\n"
    rows = read_projections(NamedFile("p.csv", text.encode()), {}).rows
    assert rows[0].quantiles == ((Decimal(10), 100_000), (Decimal(90), 2_050_000))
    assert [row.quantiles for row in rows[1:]] == [(), ()]
