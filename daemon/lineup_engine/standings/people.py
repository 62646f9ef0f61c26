"""Whom a name in the standings means: a form of somebody on the slate, or a stranger."""

from collections import defaultdict
from collections.abc import Sequence

from lineup_engine.projections.candidates import Directory
from lineup_engine.projections.read import ProjectionRow
from lineup_engine.projections.teams import Teams
from lineup_engine.sites.model import ContestRules
from lineup_engine.slate.forms import main_forms
from lineup_engine.slate.model import Slate
from lineup_engine.standings.lineup_cell import LOCKED
from lineup_engine.standings.model import UNSEEN, Stranger


class People:
    """The references of one file. Each name with a slot is looked up once; strangers get numbers as they come.

    `doubtful` are names that several of the slate have and nothing tells apart: the dearest of them is taken.
    """

    def __init__(self, slate: Slate, rules: ContestRules) -> None:
        self.strangers: list[Stranger] = []
        self.doubtful: dict[str, tuple[int, ...]] = {}
        self._slate = slate
        self._forms = {slot.name: slot.name if slot.is_boosted else "" for slot in rules.slots}
        self._mains = main_forms(slate)
        people = Slate(slate.file, tuple(slate.players[number] for number in self._mains))
        self._directory = Directory(people, Teams({}, tell=False))
        self._of_person = {(player.person, player.form): number for number, player in enumerate(slate.players)}
        self._known: dict[tuple[str, str], int] = {}
        self._called: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
        self._numbers: dict[Stranger, int] = {}

    def reference(self, slot: str, name: str) -> int:
        """Who has this name in this slot of a lineup."""
        known = self._known.get((slot, name))
        if known is None:
            known = self._known[slot, name] = UNSEEN if name == LOCKED else self._look_up(slot, name)
        return known

    def listed(self, slot: str, name: str) -> Sequence[int]:
        """Everybody whom a row of the table of players may mean; its slot is one of those he can fill, or empty.

        Several only where namesakes are in lineups and the row has no slot to tell them apart.
        """
        called = sorted(self._called.get((self._forms.get(slot, ""), name), ()))
        if not called:
            return (self.reference(slot, name),)
        if slot and len(called) > 1:
            # Namesakes are told apart by the slot.
            return (self.reference(slot, name),)
        return called

    def _look_up(self, slot: str, name: str) -> int:
        form = self._forms.get(slot, "")
        # A captain's slot says nothing of what he plays.
        row = ProjectionRow(0, None, name, position=None if form else slot or None)
        mains = [self._mains[place] for place in self._directory.candidates(row).players]
        forms = (self._of_person.get((self._slate.players[main].person, form)) for main in mains)
        players = [player for player in forms if player is not None]
        if len(players) > 1:
            self.doubtful[name] = tuple(players)
        # Of equally dear ones the first: a choice that does not depend on the order of the search.
        dearest = max(players, key=lambda player: (self._slate.players[player].salary, -player), default=None)
        reference = self._stranger(Stranger(name, form)) if dearest is None else dearest
        self._called[form, name].add(reference)
        return reference

    def _stranger(self, stranger: Stranger) -> int:
        if stranger not in self._numbers:
            self._numbers[stranger] = len(self._slate.players) + len(self.strangers)
            self.strangers.append(stranger)
        return self._numbers[stranger]
