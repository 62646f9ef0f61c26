"""Rules that other rules keep are left out of the search, and only those."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from effort import examples
from lineup_engine.optimizer.counting import DifferentGroups, MostOfEach
from lineup_engine.optimizer.fast.tally import is_kept_anyway
from lineup_engine.optimizer.limits import Grouping, MaxOfTeam, TeamsAtLeast
from lineup_engine.optimizer.rule import Rule

GROUP_OF = {0: 0, 1: 0, 2: 0, 3: 1, 4: 1, 5: 1, 6: 2, 7: 2, 8: 2}
GROUPS = ((0, 1, 2), (3, 4, 5), (6, 7, 8))


def rules(low: int, most: int, group_of: dict[int, int]) -> list[Rule]:
    """Players of so many teams, at most so many of each."""
    grouping = Grouping(group_of)
    return [TeamsAtLeast(low, grouping, "teams"), MaxOfTeam(most, grouping, "most")]


def test_two_of_each_team_leave_three_players_no_less_than_two_teams() -> None:
    teams, most = rules(2, 2, GROUP_OF)
    assert is_kept_anyway(teams, [teams, most], range(9), 3)
    assert not is_kept_anyway(teams, [teams, most], range(9), 2)
    assert not is_kept_anyway(teams, [teams], range(9), 3)
    assert not is_kept_anyway(most, [teams, most], range(9), 3)


def test_who_has_no_team_may_take_the_place_of_one() -> None:
    teams, most = rules(2, 2, {player: team for player, team in GROUP_OF.items() if player})
    assert not is_kept_anyway(teams, [teams, most], range(9), 3)
    assert is_kept_anyway(teams, [teams, most], range(1, 9), 3)


def test_wishes_count_as_the_sites_rules_do() -> None:
    wish = DifferentGroups("wish", GROUPS, 3)
    assert is_kept_anyway(wish, [wish, MostOfEach("most", GROUPS, 2)], range(9), 5)
    assert not is_kept_anyway(wish, [wish, MostOfEach("most", GROUPS[:2], 2)], range(9), 5)


@given(
    st.dictionaries(st.integers(0, 7), st.integers(0, 3), min_size=4),
    st.integers(1, 4),
    st.integers(1, 3),
    st.integers(1, 5),
)
@settings(max_examples=examples(100))
def test_what_is_left_out_no_roster_breaks(group_of: dict[int, int], low: int, most: int, size: int) -> None:
    teams, limit = rules(low, most, group_of)
    if is_kept_anyway(teams, [teams, limit], range(8), size):
        assert all(teams.allows(roster) for roster in combinations(range(8), size) if limit.allows(roster))
