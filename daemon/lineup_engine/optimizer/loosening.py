"""How a rule of the user's can be loosened: it tells itself which other numbers it could have."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from lineup_engine.optimizer.model import Range, Term
from lineup_engine.optimizer.rule import Rule
from lineup_engine.texts.shown import shown

MOST_OF_A_RULE = 85
"""So many letters of a rule are told with its change."""


@dataclass(frozen=True, slots=True)
class Steps:
    """The rule with other numbers, the nearest first."""

    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Bound:
    """A sum over players that a rule bounds, and the rule with the bound moved to where some lineup is.

    `other` is what the rule says of the sum on the other side, which stays.
    """

    weights: tuple[Term, ...]
    now: int
    is_low: bool
    other: Range
    moved: Callable[[int], Rule]


Looser = Steps | Bound


@runtime_checkable
class UsersRule(Rule, Protocol):
    """A rule that the user has written: he may leave it out, and maybe give it another number."""

    def looser(self) -> Iterable[Looser]:
        """The numbers that could be others; none where there is no number."""
        ...


def bounds(weights: Iterable[Term], span: Range, remade: Callable[[Range], Rule]) -> Iterator[Bound]:
    """The bounds of a sum; where both are one number they move together."""
    terms, is_exact = tuple(weights), span.low == span.high
    if span.low is not None:
        yield Bound(
            terms, span.low, True, Range(high=span.high), lambda at: remade(Range(at, at if is_exact else span.high))
        )
    if span.high is not None:
        yield Bound(
            terms, span.high, False, Range(low=span.low), lambda at: remade(Range(at if is_exact else span.low, at))
        )


def reworded(words: str, old: str, new: str) -> str:
    """The words of a rule with another number; names stand before the number, so the last one is meant."""
    before, found, after = words.rpartition(old)
    return f"{before}{new}{after}" if found else f"{words}: {new.strip(' :')}"


def change_words(old: str, new: str) -> str:
    """`salary at least 49500 instead of 49900`: the new words, and what is another in the old ones."""
    was, now = old.split(" "), new.split(" ")
    first = 0
    while first < min(len(was), len(now)) and was[first] == now[first]:
        first += 1
    last = 0
    while last < min(len(was), len(now)) - first and was[-1 - last] == now[-1 - last]:
        last += 1
    return f"{shown(new, MOST_OF_A_RULE)} instead of {' '.join(was[first : len(was) - last]).strip(',:')}"
