"""A site's file as the validator sees it: every player in each form in which a contest's slots take him."""

from collections.abc import Iterator
from dataclasses import replace

from salary_file import Listed, read_salary_file
from validator_tables import Table


def read_forms(content: bytes, table: Table) -> list[Listed]:
    """The players of a file, those who may fill a slot that multiplies points once more for each such slot."""
    return [form for listed in read_salary_file(content) for form in _forms(listed, table)]


def person(listed: Listed) -> tuple[object, ...]:
    """Who a row is, whatever form it is of."""
    return (listed.name, listed.team, listed.positions)


def _forms(listed: Listed, table: Table) -> Iterator[Listed]:
    named = tuple(dict.fromkeys(_slot(word, table) for word in listed.slots))
    if not table.boosts:
        yield replace(listed, slots=named)
        return
    able = named or tuple(slot for slot, positions in table.fits.items() if not positions.isdisjoint(listed.positions))
    plain = tuple(slot for slot in able if slot not in table.boosts)
    if plain:
        yield replace(listed, slots=plain)
    for slot in able:
        if slot in table.boosts:
            yield replace(
                listed, slots=(slot,), form=slot, boost=table.boosts[slot], salary=_price(listed, slot, table)
            )


def _slot(word: str, table: Table) -> str:
    """The slot that a word of the file means; case does not count, for the sites do not keep to one."""
    known = {name.upper(): slot for name, slot in table.words.items()} | {slot.upper(): slot for slot in table.slots}
    return known.get(word.upper(), word)


def _price(listed: Listed, slot: str, table: Table) -> int:
    if table.own_rows or slot not in table.prices:
        return listed.salary
    return listed.mvp_salary or listed.salary * table.prices[slot] // 100
