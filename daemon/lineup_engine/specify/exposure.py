"""In how many lineups each player may be: shares become counts, rounded down."""

from lineup_engine.config.model import JobConfig
from lineup_engine.config.values import most_lineups
from lineup_engine.slate.forms import forms_of
from lineup_engine.slate.model import Slate
from lineup_engine.specify.findings import Findings
from lineup_engine.specify.mentions import Mentions
from lineup_engine.texts.shown import quoted

_MAX = ("rules", "exposure", "max")
NOTHING = frozenset({0, "0%"})
"""The shares that keep a player out on purpose."""


def count_exposure(config: JobConfig, mentions: Mentions, slate: Slate, findings: Findings) -> tuple[int, ...]:
    """The most lineups of every player, the same for all forms of a person.

    His own number counts before that for everybody, and a lock before that for everybody too: a locked player is in
    every lineup, in whatever form. Where the configuration is partly wrong nothing is limited: the number of lineups may be missing.
    """
    if not findings.sure:
        return (config.lineups,) * len(slate.players)
    general = _general(config, findings)
    locked = {form for forms in mentions.lock for form in forms_of(slate, forms[0])}
    counts = [config.lineups if player in locked else general for player in range(len(slate.players))]
    for forms, mention in mentions.exposed.items():
        share = config.rules.exposure.players[mention.name].max
        if share is None:
            continue
        count = most_lineups(share, config.lineups)
        for form in forms:
            counts[form] = count
        named = f"rules.exposure.players.{quoted(mention.name)}.max"
        _warn_of_no_limit(named, share, config.lineups, findings)
        if not locked.isdisjoint(forms) and count < config.lineups:
            words = f"{named}: he is locked, which means all {config.lineups} lineups, and {share} is less"
            findings.refuse(mention.place, words, "take him out of rules.lock, or out of rules.exposure.players")
        elif not count and share not in NOTHING:
            findings.warnings.append(f"{named}: {share} of {config.lineups} lineups is less than one: he is not used")
    return tuple(counts)


def _general(config: JobConfig, findings: Findings) -> int:
    """The number for everybody; one that lets nobody play is a mistake."""
    share = config.rules.exposure.max
    if share is None:
        return config.lineups
    _warn_of_no_limit("rules.exposure.max", share, config.lineups, findings)
    # Of a single lineup any share but none is that lineup.
    count = most_lineups(share, config.lineups) or int(config.lineups == 1 and share not in NOTHING)
    if not count:
        words = f"rules.exposure.max: {share} of {config.lineups} lineups is less than one, so nobody could play"
        least = -(-100 // config.lineups)
        findings.refuse(findings.locate.value(*_MAX), words, f"write {least}% or more, or a count from 1 on")
    return count or config.lineups


def _warn_of_no_limit(named: str, share: int | str, lineups: int, findings: Findings) -> None:
    """A count above the number of lineups was most likely meant as per cent."""
    if isinstance(share, int) and lineups < share <= 100:
        findings.warnings.append(
            f"{named}: {share} is a count of lineups and limits nothing; write {share}% for per cent"
        )
