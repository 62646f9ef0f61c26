"""Exposures of sets of players, and every exposure with a minimum: in how many lineups they may or have to be."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lineup_engine.config.exposure import PlayerExposure, SetExposure
from lineup_engine.config.model import JobConfig
from lineup_engine.config.nearest import did_you_mean
from lineup_engine.config.selection import Selection
from lineup_engine.config.tree import Path
from lineup_engine.config.values import least_lineups, most_lineups
from lineup_engine.optimizer.portfolio import ExposureOf
from lineup_engine.specify.mentions import Mentions
from lineup_engine.specify.select import Players, Selector
from lineup_engine.specify.wishes.stacks import Stacked
from lineup_engine.texts.shown import quoted, shown

_EXPOSURE: Path = ("rules", "exposure")


@dataclass(frozen=True, slots=True)
class _Limiter:
    """Turns shares into counts of a job's lineups."""

    lineups: int
    selector: Selector

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


def _bounds(low: int, high: int, lineups: int) -> str:
    bounds = [f"at least {low}"] * (low > 0) + [f"at most {high}"] * (high < lineups)
    return f"{' and '.join(bounds) or 'any number'} of {lineups} lineups"


def limit_exposures(
    config: JobConfig, mentions: Mentions, stacks: Sequence[Stacked], selector: Selector
) -> Iterator[ExposureOf]:
    """`rules.exposure` but for the maxima of single players."""
    if not selector.findings.sure:
        return
    limiter, exposure = _Limiter(config.lineups, selector), config.rules.exposure
    yield from _players(limiter, exposure.players, mentions)
    yield from _selected(limiter, "teams", exposure.teams, "team")
    yield from _selected(limiter, "games", exposure.games, "game")
    yield from _selected(limiter, "positions", exposure.positions, "position")
    yield from _groups(limiter, config)
    yield from _stacks(limiter, exposure.stacks, stacks)
    yield from _captains(limiter, exposure.captains)


def _players(limiter: _Limiter, shares: Mapping[str, PlayerExposure], mentions: Mentions) -> Iterator[ExposureOf]:
    """Single players with a minimum; all minima together have to fit into the lineups."""
    least = 0
    for forms, mention in mentions.exposed.items():
        share = shares[mention.name]
        if share.min is not None:
            least += least_lineups(share.min, limiter.lineups)
            yield from limiter.limit((*_EXPOSURE, "players", mention.name), share, forms)
    places = limiter.lineups * limiter.selector.size
    if least > places:
        message = f"the minima add up to {least} places, and {limiter.lineups} lineups have {places}"
        limiter.selector.refuse((*_EXPOSURE, "players"), message, "lower some of them")


def _selected(limiter: _Limiter, kind: str, shares: Mapping[str, SetExposure], attribute: str) -> Iterator[ExposureOf]:
    """Everybody whose attribute is the key."""
    for name, share in shares.items():
        path: Path = (*_EXPOSURE, kind, name)
        players = limiter.selector.having(path, attribute, name)
        yield from limiter.limit(path, share, players, share.at_least)


def _groups(limiter: _Limiter, config: JobConfig) -> Iterator[ExposureOf]:
    """The players of a group of rules.groups."""
    numbers = {group.name: number for number, group in enumerate(config.rules.groups) if group.name and group.of}
    for name, share in config.rules.exposure.groups.items():
        path: Path = (*_EXPOSURE, "groups", name)
        if name not in numbers:
            _refuse_name(limiter, path, name, numbers, "there is no group with `of` that is called so")
            continue
        selection: Selection | None = config.rules.groups[numbers[name]].of
        players = limiter.selector.select(("rules", "groups", numbers[name], "of"), selection or ("any",))
        yield from limiter.limit(path, share, players, share.at_least)


def _stacks(limiter: _Limiter, shares: Mapping[str, PlayerExposure], stacks: Sequence[Stacked]) -> Iterator[ExposureOf]:
    """Each team (game, line) that a stack may be of."""
    named = {stack.name: stack for stack in stacks if stack.name}
    for name, share in shares.items():
        path: Path = (*_EXPOSURE, "stacks", name)
        if name not in named:
            _refuse_name(limiter, path, name, named, "there is no stack that is called so")
            continue
        if share.min is not None:
            limiter.selector.refuse((*path, "min"), "a stack's exposure has a max only", "use exposure.teams for a min")
        for instance in named[name].instances:
            for limit in limiter.limit(path, share, instance.players, instance.at_least):
                words = limit.words.replace(shown(name), f"{shown(name)} of {shown(instance.name)}", 1)
                yield ExposureOf(words, limit.players, limit.at_least, limit.low, limit.high)


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
        yield from limiter.limit(path, share, players)


def _refuse_name(limiter: _Limiter, path: Path, name: str, known: Iterable[str], message: str) -> None:
    limiter.selector.refuse(path, f"{quoted(name)}: {message}", did_you_mean(name, list(known) or ["give it a name"]))
