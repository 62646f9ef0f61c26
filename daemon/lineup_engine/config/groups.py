"""The schema of the user's groups: so many of them, if this one then those, and who never comes together."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from lineup_engine.config.numbers import Count, require_order
from lineup_engine.config.part import Part
from lineup_engine.config.selection import Selector
from lineup_engine.config.values import JobName, refuse

_FORMS = "write {at_most: 1, of: [A, B]}, {if: [A], then: [B]} or {if: [A], then_not: [B]}"


class Group(Part):
    """So many players of a set; with `if` who comes along with somebody; with a name alone a set for exposures."""

    name: Annotated[JobName, Field(description="What messages and exposures call it.", examples=["value"])] = ""
    at_least: Annotated[
        Count | None,
        Field(
            description="So many of them are in every lineup; with `then` (there 1 when left out): if one of `if` is.",
            examples=[1],
        ),
    ] = None
    at_most: Annotated[Count | None, Field(description="Not more of them are in a lineup.", examples=[2])] = None
    exactly: Annotated[Count | None, Field(description="Just as many.", examples=[1])] = None
    of: Annotated[
        Selector | None, Field(description="The players of the group.", examples=[{"salary": {"max": 4000}}])
    ] = None
    if_: Annotated[
        Selector | None,
        Field(alias="if", description="If any one of these players is in a lineup ...", examples=[["Ann Able"]]),
    ] = None
    then: Annotated[
        Selector | None,
        Field(description="... then at least `at_least` of these are too.", examples=[["Bo Baker", "Cy Cole"]]),
    ] = None
    then_not: Annotated[
        Selector | None,
        Field(description="... then none of these is.", examples=[["Bo Baker"]]),
    ] = None

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        counts = [self.at_least, self.at_most, self.exactly]
        if self.if_ is None:
            says_nothing = counts == [None] * 3 and not self.name
            if self.of is None or self.then is not None or self.then_not is not None or says_nothing:
                refuse("is no whole group", _FORMS)
        elif self.of is not None or self.at_most is not None or self.exactly is not None:
            refuse("mixes two kinds of group", _FORMS)
        elif self.then is None and self.then_not is None:
            refuse("says nothing after if", _FORMS)
        if self.exactly is not None and (self.at_least is not None or self.at_most is not None):
            refuse("exactly stands alone", "leave at_least and at_most out")
        require_order(self.at_least, self.at_most)
        return self


class Never(Part):
    """Players who never come together with those who play against them: a batter and the pitcher he faces."""

    of: Annotated[Selector, Field(description="No one of these players ...", examples=["hitters"])]
    against: Annotated[
        Selector,
        Field(
            description="... together with one of these who is on the other side of his game.",
            examples=["P"],
        ),
    ]
