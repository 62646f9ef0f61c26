"""A clash of rules as a problem of the configuration."""

from lineup_engine.errors import InputError, NoPortfolio
from lineup_engine.optimizer.cures import Clash
from lineup_engine.optimizer.loosening import UsersRule
from lineup_engine.specify.places import Places


def refusal(clash: Clash, places: Places) -> InputError:
    """The clash at the place of the first of its rules that the user has written."""
    own = [rule for rule in clash.rules if isinstance(rule, UsersRule)]
    place = min((places.of(rule) for rule in own or clash.rules), key=lambda place: (place.line, place.column))
    told = clash.error()
    return InputError([place.problem(str(told), told.cure)])


def refusal_of_exposures(told: NoPortfolio, places: Places) -> InputError:
    """Exposures that no portfolio keeps, at the place of the first that is named."""
    said = str(told)
    named = {said.find(words): place for words, place in places.by_words.items() if words.startswith("exposure of ")}
    named.pop(-1, None)
    place = named[min(named)] if named else places.locate.key("rules", "exposure")
    return InputError([place.problem(said, told.hint)])
