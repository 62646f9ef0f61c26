"""When two spellings are the same name: accents, suffixes, dots, hyphens, order and case do not count."""

import re
import unicodedata
from functools import lru_cache

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "v"})
_DEFENSE_WORDS = frozenset({"dst", "def", "defense", "defence"})

# Letters that are no base letter with an accent, so Unicode's decomposition leaves them as they are.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i", "ŋ": "n", "ħ": "h"}
)
# Dots, apostrophes and quotes of every kind, straight and curly.
_DROPPED = re.compile("[.'\"`\u00b4\u02bc\u2018\u2019\u201c\u201d]")
_APART = re.compile(r"[\W_]+")

# Groups of given names that are used for each other, as lists of hypocorisms in dictionaries of names have them.
_NICKNAMES = (
    "alex alexander alexandre aleksandar",
    "andy andrew drew",
    "ben benjamin benny",
    "bill billy will willie william",
    "bob bobby rob robbie robert",
    "cam cameron",
    "charlie charles chuck",
    "chris christopher kristofer",
    "dan danny daniel",
    "dave davey david",
    "dom dominic dominick",
    "don donnie donald",
    "ed eddie edward",
    "fred freddie freddy frederick",
    "gabe gabriel",
    "greg gregory",
    "herb herbert",
    "jake jacob jakob",
    "jim jimmy james",
    "joe joey joseph",
    "john johnny jon jonny jonathan johnathan",
    "josh joshua",
    "ken kenny kenneth",
    "larry lawrence",
    "lou louis",
    "manny manuel",
    "matt matthew mathew matty",
    "max maxwell maximilian",
    "mike michael mikey",
    "mitch mitchell",
    "nate nathan nathaniel",
    "nick nicholas nicolas nicklas",
    "pat patrick",
    "pete peter",
    "phil philip phillip",
    "ray raymond",
    "rich richie rick ricky richard",
    "ron ronnie ronald",
    "sam sammy samuel",
    "steve steven stephen",
    "ted teddy theodore",
    "tim timmy timothy",
    "tom tommy thomas",
    "tony anthony",
    "vince vincent",
    "zach zack zac zachary",
)
_GIVEN = {name: number for number, group in enumerate(_NICKNAMES) for name in group.split()}


@lru_cache(maxsize=1 << 16)
def plain_name(name: str) -> str:
    """The name as a key: "Peña Jr., José" and "Jose Pena" have the same one."""
    return "".join(_words(name))


def familiar_name(name: str) -> str:
    """A key that nicknames share too ("Mike Trout", "Michael Trout"); never enough to decide silently."""
    first, *rest = _words(name) or ("",)
    return f"{_GIVEN[first]}:{''.join(rest)}" if first in _GIVEN and rest else "".join((first, *rest))


def defense_name(name: str) -> str:
    """The key of a team's defence: the last word without "DST" and the like ("New England Patriots D/ST")."""
    words = [word for word in _words(name.replace("D/ST", "DST").replace("d/st", "dst")) if word not in _DEFENSE_WORDS]
    return words[-1] if words else ""


def _words(name: str) -> tuple[str, ...]:
    """The words of a name in their usual order, in plain letters, without suffixes."""
    last, comma, first = name.partition(",")
    turned = f"{first} {last}" if comma and not set(_split(first)) <= _SUFFIXES else name
    words = _split(turned)
    while len(words) > 2 and words[-1] in _SUFFIXES:
        words.pop()
    return tuple(words)


def _split(text: str) -> list[str]:
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return [word for word in _APART.split(_DROPPED.sub("", letters)) if word]
