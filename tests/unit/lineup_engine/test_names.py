"""Spellings of one name are one key; different names are different ones."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineup_engine.slate.names import defense_name, familiar_name, plain_name

WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=8)
NAMES = st.lists(WORDS, min_size=2, max_size=3).map(" ".join)
ACCENTS = "\u0301\u0308\u030c\u0327"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("José Peña", "Jose Pena"),
        ("Luka Dončić", "Luka Doncic"),
        ("Jørgen Ødegård", "Jorgen Odegard"),
        ("C.J. McCollum", "CJ McCollum"),
        ("C. J. McCollum", "CJ McCollum"),
        ("Shai Gilgeous-Alexander", "Shai Gilgeous Alexander"),
        ("D'Angelo Russell", "D\u2019Angelo Russell"),
        ("Odell Beckham Jr.", "Odell Beckham"),
        ("Odell Beckham, Jr.", "Odell Beckham"),
        ("Robert Griffin III", "Robert Griffin"),
        ("Beckham Jr., Odell", "Odell Beckham"),
        ("LARSON, KYLE", "Kyle Larson"),
        ("  Kyle   Larson ", "Kyle Larson"),
    ],
)
def test_these_are_the_same_name(one: str, other: str) -> None:
    assert plain_name(one) == plain_name(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [("Mike Trout", "Michael Trout"), ("Will Power", "William Power"), ("Josh Allen", "Joshua Allen")],
)
def test_nicknames_are_familiar_and_not_the_same(one: str, other: str) -> None:
    assert plain_name(one) != plain_name(other)
    assert familiar_name(one) == familiar_name(other)


def test_a_family_name_that_looks_like_a_suffix_stays() -> None:
    assert plain_name("Henry V") == "henryv"
    assert plain_name("Kyle Busch") != plain_name("Kurt Busch")


@pytest.mark.parametrize("name", ["Patriots ", "New England Patriots", "Patriots DST", "New England Patriots D/ST"])
def test_a_defense_is_called_by_the_last_word(name: str) -> None:
    assert defense_name(name) == "patriots"


@given(NAMES, st.data())
def test_decoration_does_not_change_a_name(name: str, data: st.DataObject) -> None:
    """Accents, dots, case, a suffix and hyphens for spaces."""
    place = data.draw(st.integers(1, len(name.split(maxsplit=1)[0])))
    accent = data.draw(st.sampled_from(ACCENTS))
    accented = unicodedata.normalize("NFC", name[:place] + accent + name[place:])
    dotted = data.draw(st.sampled_from([accented, accented.replace(" ", ". "), accented.replace(" ", "-")]))
    suffix = data.draw(st.sampled_from(["", " Jr.", " III", ", Sr."])) if " " in dotted else ""
    decorated = data.draw(st.sampled_from([str.upper, str.title, str.lower]))(dotted + suffix)
    assert plain_name(decorated) == plain_name(name)


@given(st.text(max_size=40))
def test_any_text_has_a_key(text: str) -> None:
    for key in (plain_name, familiar_name, defense_name):
        assert isinstance(key(text), str)
    assert plain_name(plain_name(text)) == plain_name(text)
