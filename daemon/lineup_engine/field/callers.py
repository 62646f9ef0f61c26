"""Whom a cell of a file of lineups means: by id, else by name, among those who may fill its slot."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lineup_engine.entries.cells import read_cell
from lineup_engine.optimizer.compiled import CompiledJob
from lineup_engine.slate.names import plain_name
from lineup_engine.texts.shown import quoted

_HIDDEN = "LOCKED"


@dataclass(frozen=True, slots=True)
class Meant:
    """The player whom a cell means; or None, with what is wrong and the cure."""

    player: int | None
    wrong: str = ""
    cure: str = ""


@dataclass(slots=True)
class Callers:
    """The players of a slate by everything that a cell may call them; every question is answered once."""

    job: CompiledJob
    site: str
    namesakes: set[str] = field(default_factory=set[str])
    _by_id: dict[str, list[int]] = field(default_factory=dict[str, list[int]])
    _by_name: dict[str, list[int]] = field(default_factory=dict[str, list[int]])
    _known: dict[tuple[str, str], Meant] = field(default_factory=dict[tuple[str, str], Meant])

    def __post_init__(self) -> None:
        names = self.job.players.names
        self._by_id = _index((one.id or one.key, number) for number, one in enumerate(names))
        self._by_name = _index((plain_name(one.name), number) for number, one in enumerate(names))

    def meant(self, text: str, slot: str) -> Meant:
        """Who is meant by the text in a slot."""
        key = (text, slot)
        if key not in self._known:
            self._known[key] = self._find(text.strip(), slot)
        return self._known[key]

    def _find(self, text: str, slot: str) -> Meant:
        if text.upper() == _HIDDEN:
            return Meant(None, "hides a player whose game had not begun", "download it after the contest's last game")
        cell = read_cell(self.site, text)
        name = text.removesuffix(f"({cell.id})").strip() if cell.id else text
        found = self._by_id.get(cell.id) or self._by_name.get(plain_name(name)) or self._by_id.get(text, [])
        if not found:
            return Meant(None, f"{quoted(text)} is not on the slate", "is it a file of the same contest?")
        fitting = [player for player in found if self._fills(player, slot)]
        if not fitting:
            return Meant(None, f"{quoted(text)} may not fill {slot}", "is it a file of the same contest?")
        if len(fitting) > 1:
            self.namesakes.add(text)
        return Meant(max(fitting, key=lambda player: int(self.job.players.points[player])))

    def _fills(self, player: int, slot: str) -> bool:
        eligible: Sequence[bool] = self.job.players.eligible[player]
        return any(may and name == slot for may, name in zip(eligible, self.job.slots, strict=True))


def _index(called: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    index: defaultdict[str, list[int]] = defaultdict(list)
    for word, number in called:
        index[word].append(number)
    index.pop("", None)
    return dict(index)
