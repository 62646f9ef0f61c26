"""Exposures of sets of players, and every exposure with a minimum: in how many lineups they may or have to be."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lineup_engine.config.exposure import PlayerExposure, SetExposure
from lineup_engine.config.model import JobConfig
from lineup_engine.config.nearest import did_you_mean
from lineup_engine.config.selection import Selection
from lineup_engine.config.tree import Path
from lineup_engine.config.values import least_lineups, most_lineups
from lineup_engine.optimizer.portfolio import ExposureOf
from lineup_engine.specify.exposure import NOTHING
from lineup_engine.specify.mentions import Mentions, line_words
from lineup_engine.specify.select import Players, Selector
from lineup_engine.specify.wishes.stacks import Stacked
from lineup_engine.texts.shown import quoted, shown

_EXPOSURE: Path = ("rules", "exposure")


@dataclass(frozen=True, slots=True)
class _Limiter:
    """Turns shares into counts of a job's lineups."""

    lineups: int
    selector: Selector
    mentions: Mentions

    def limit(self, path: Path, share: PlayerExposure, players: Players, at_least: int = 1) -> Iterator[ExposureOf]:
        """The exposure of these players; nothing, with the problem noted, where nobody can meet it."""
        low = 0 if share.min is None else least_lineups(share.min, self.lineups)
        high = self.lineups if share.max is None else most_lineups(share.max, self.lineups)
        if low > min(high, self.lineups):
            message = f"{share.min} of {self.lineups} lineups are {low}, and at most {high} are allowed"
            self.selector.refuse(path, message, "lower min, or raise max")
        if at_least > self.selector.most(players) and players:
            message = f"no lineup has {at_least} of these players, so none would count"
            self.selector.refuse((*path, "at_least"), message, "write fewer")
        if players:
            who = f"{path[-1]}" if at_least == 1 else f"{at_least} of {path[-1]}"
            yield ExposureOf(
                f"exposure of {shown(who)} ({_bounds(low, high, self.lineups)})", players, at_least, low, high
            )

    def can_play(self, path: Path, share: PlayerExposure, forms: Players) -> bool:
        """Whether somebody with a minimum may be in a lineup at all in these forms; why not is noted."""
        if share.min in NOTHING or share.min is None or not forms:
            return True
        out = {form: mention for some, mention in self.mentions.exclude.items() for form in some}
        if set(forms) <= set(out):
            words = f"he is in rules.exclude{line_words(out[forms[0]].place)}, and {share.min} is wanted of him"
            self.selector.refuse(path, words, "keep one of the two")
            return False
        expected = self.selector.attributes.expected
        if expected is not None and all(expected.points[form] is None for form in forms):
            cure = "give him points in the projections, or correct his name under projections.names"
            self.selector.refuse(path, f"he has no projection, and {share.min} is wanted of him", cure)
            return False
        return True


def _bounds(low: int, high: int, lineups: int) -> str:
    bounds = [f"at least {low}"] * (low > 0) + [f"at most {high}"] * (high < lineups)
    return f"{' and '.join(bounds) or 'any number'} of {lineups} lineups"


def limit_exposures(
    config: JobConfig, mentions: Mentions, stacks: Sequence[Stacked], selector: Selector
) -> Iterator[ExposureOf]:
    """`rules.exposure` but for the maxima of single players."""
    if not selector.findings.sure:
        return
    limiter, exposure = _Limiter(config.lineups, selector, mentions), config.rules.exposure
    yield from _players(limiter, exposure.players)
    yield from _selected(limiter, "teams", exposure.teams, "team")
    yield from _selected(limiter, "games", exposure.games, "game")
    yield from _selected(limiter, "positions", exposure.positions, "position")
    yield from _groups(limiter, config)
    yield from _stacks(limiter, exposure.stacks, stacks)
    yield from _captains(limiter, exposure.captains)


def _players(limiter: _Limiter, shares: Mapping[str, PlayerExposure]) -> Iterator[ExposureOf]:
    """Single players with a minimum; all minima together have to fit into the lineups."""
    least = 0
    for forms, mention in limiter.mentions.exposed.items():
        share = shares[mention.name]
        path: Path = (*_EXPOSURE, "players", mention.name)
        if share.min is not None and limiter.can_play(path, share, forms):
            least += least_lineups(share.min, limiter.lineups)
            yield from limiter.selector.placed(path, limiter.limit(path, share, forms))
    places = limiter.lineups * limiter.selector.size
    if least > places:
        message = f"the minima add up to {least} places, and {limiter.lineups} lineups have {places}"
        limiter.selector.refuse((*_EXPOSURE, "players"), message, "lower some of them")


def _selected(limiter: _Limiter, kind: str, shares: Mapping[str, SetExposure], attribute: str) -> Iterator[ExposureOf]:
    """Everybody whose attribute is the key."""
    for name, share in shares.items():
        path: Path = (*_EXPOSURE, kind, name)
        players = limiter.selector.having(path, attribute, name)
        yield from limiter.selector.placed(path, limiter.limit(path, share, players, share.at_least))


def _groups(limiter: _Limiter, config: JobConfig) -> Iterator[ExposureOf]:
    """The players of a group of rules.groups."""
    numbers = {group.name: number for number, group in enumerate(config.rules.groups) if group.name and group.of}
    for name, share in config.rules.exposure.groups.items():
        path: Path = (*_EXPOSURE, "groups", name)
        if name not in numbers:
            _refuse_name(limiter, path, numbers, "group with `of`")
            continue
        selection: Selection | None = config.rules.groups[numbers[name]].of
        players = limiter.selector.select(("rules", "groups", numbers[name], "of"), selection or ("any",))
        yield from limiter.selector.placed(path, limiter.limit(path, share, players, share.at_least))


def _stacks(limiter: _Limiter, shares: Mapping[str, PlayerExposure], stacks: Sequence[Stacked]) -> Iterator[ExposureOf]:
    """Each team (game, line) that a stack may be of."""
    named = {stack.name: stack for stack in stacks if stack.name}
    for name, share in shares.items():
        path: Path = (*_EXPOSURE, "stacks", name)
        if name not in named:
            _refuse_name(limiter, path, named, "stack")
            continue
        if share.min is not None:
            limiter.selector.refuse((*path, "min"), "a stack's exposure has a max only", "use exposure.teams for a min")
        for instance in named[name].instances:
            for limit in limiter.limit(path, share, instance.players, instance.at_least):
                words = limit.words.replace(shown(name), f"{shown(name)} of {shown(instance.name)}", 1)
                yield from limiter.selector.placed(path, [replace(limit, words=words)])


def _captains(limiter: _Limiter, shares: Mapping[str, PlayerExposure]) -> Iterator[ExposureOf]:
    """A player in the captain's slot; a classic slate has none."""
    selector = limiter.selector
    for name, share in shares.items():
        path: Path = (*_EXPOSURE, "captains", name)
        if not selector.rules.has_captain:
            selector.refuse(path, f"a {selector.rules.mode} lineup has no captain", "write exposure.players instead")
            return
        forms = selector.select(path, (name,))
        players = tuple(form for form in forms if selector.slate.players[form].form)
        slots = "/".join(dict.fromkeys(selector.slate.players[form].form for form in players))
        if limiter.can_play(path, share, players):
            for limit in limiter.limit(path, share, players):
                words = limit.words.replace(shown(name), f"{slots} {shown(name)}", 1)
                yield from selector.placed(path, [replace(limit, words=words)])


def _refuse_name(limiter: _Limiter, path: Path, known: Iterable[str], noun: str) -> None:
    name, words = str(path[-1]), list(known)
    cure = did_you_mean(name, words) if words else f"give it a name there: name: {shown(name)}"
    limiter.selector.refuse(path, f"there is no {noun} that is called {quoted(name)}", cure)
