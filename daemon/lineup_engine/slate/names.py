"""When two spellings are the same name: accents, suffixes, dots, hyphens, order and case do not count."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from lineup_engine.slate.nicknames import nickname_group

_SUFFIXES = {
    spelling: suffix
    for suffix, spellings in {
        "jr": ("jr", "junior"),
        "sr": ("sr", "senior"),
        "ii": ("ii", "2nd"),
        "iii": ("iii", "3rd"),
        "iv": ("iv", "4th"),
        "v": ("v", "5th"),
    }.items()
    for spelling in spellings
}
_DEFENSE_WORDS = frozenset({"dst", "def", "defense", "defence"})

# Letters that are no base letter with an accent, so Unicode's decomposition leaves them as they are.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i", "ŋ": "n", "ħ": "h"}
)
# Dots, apostrophes and quotes of every kind, straight and curly.
_DROPPED = re.compile("[.'\"`\u00b4\u02bb\u02bc\u2018\u2019\u201c\u201d\u2032]")
_APART = re.compile(r"[\W_]+")
_SLASHED_DEFENSE = re.compile(r"\bd/st\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Name:
    """A name in plain letters and usual order; `suffix` is jr, sr, ii, iii, iv, v or empty."""

    words: tuple[str, ...]
    suffix: str

    @property
    def plain(self) -> str:
        """The name as one word, without the suffix: "C. J. McCollum" and "CJ McCollum" are the same."""
        return "".join(self.words)


@lru_cache(maxsize=1 << 14)
def read_name(text: str) -> Name:
    """A name as anybody may write it: "Peña Jr., José" is jose pena with the suffix jr."""
    parts = [words for words in map(_split, text.split(",")) if words]
    suffix = ""
    for alone in [part for part in parts if len(part) == 1 and part[0] in _SUFFIXES]:
        # In "Smith, J.R." what looks like a suffix is the given name: one word is no whole name.
        if sum(map(len, parts)) > 2:
            parts.remove(alone)
            suffix = _SUFFIXES[alone[0]]
    total = sum(map(len, parts))
    for part in parts:
        # "Henry V" may be a whole name; "Will Fuller V" has a suffix.
        while len(part) > 1 and part[-1] in _SUFFIXES and (total > 2 or part[-1] != "v"):
            suffix = _SUFFIXES[part.pop()]
    family, given = parts[:1], parts[1:]
    return Name(tuple(word for part in (*given, *family) for word in part), suffix)


def plain_name(text: str) -> str:
    """The name as a key: "Peña Jr., José" and "Jose Pena" have the same one."""
    return read_name(text).plain


def suffixes_agree(one: str, other: str) -> bool:
    """Whether two suffixes may be one man's: a father and his son have different ones, and vendors leave them out."""
    return not one or not other or one == other


def familiar_name(text: str) -> str:
    """A key that nicknames share too ("Mike Trout", "Michael Trout"); "" for a name without nicknames."""
    first, *rest = read_name(text).words or ("",)
    group = nickname_group(first)
    return f"{group}:{''.join(rest)}" if group is not None and rest else ""


def is_called_defense(text: str) -> bool:
    """Whether a name says itself that it is a team's defence: "Patriots DST"."""
    return not _DEFENSE_WORDS.isdisjoint(_split(_SLASHED_DEFENSE.sub("dst", text)))


def defense_name(text: str) -> str:
    """The key of a team's defence: the last word without "DST" and the like ("New England Patriots D/ST")."""
    words = [word for word in _split(_SLASHED_DEFENSE.sub("dst", text)) if word not in _DEFENSE_WORDS]
    return words[-1] if words else ""


def _split(text: str) -> list[str]:
    letters = _DROPPED.sub("", text)
    if not letters.isascii():
        # Decomposed twice: some signs become capital letters only when decomposed.
        folded = unicodedata.normalize("NFKD", letters).casefold().translate(_LETTERS)
        decomposed = unicodedata.normalize("NFKD", folded)
        letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return [word for word in _APART.split(_DROPPED.sub("", letters.casefold())) if word]
