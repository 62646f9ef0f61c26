"""Did you mean ...? The nearest of a few words."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process

_LEAST_LIKENESS = 60.0


def nearest(word: str, known: Sequence[str]) -> str:
    """The known word that is most like this one; "" when none is like it."""
    wanted = word.lower()[:200]
    found = process.extractOne(wanted, known, scorer=fuzz.ratio, processor=str.lower, score_cutoff=_LEAST_LIKENESS)
    return found[0] if found else ""


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """The hint behind an unknown word: the nearest one, else all there are."""
    near = nearest(word, known)
    return f"did you mean {near}?" if near else f"one of: {', '.join(known)}"
