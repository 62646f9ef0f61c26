"""The schema of stacks: players who belong together, in one of six forms."""

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from lineup_engine.config.numbers import Count, Some, require_order
from lineup_engine.config.part import Part
from lineup_engine.config.selection import Selector
from lineup_engine.config.values import AnyText, JobName, refuse


class Partners(Part):
    """How many players come with an anchor, and who."""

    count: Annotated[Some, Field(description="At least so many.", examples=[2])]
    max: Annotated[Count | None, Field(description="At most so many.", examples=[3])] = None
    of: Annotated[Selector, Field(description="Who counts.", examples=[["WR", "TE"]])] = ("any",)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        require_order(self.count, self.max)
        return self


class Stack(Part):
    """Players who belong together. Which form it is follows from its keys; every lineup has to have it."""

    name: Annotated[JobName, Field(description="What messages and exposures call it.", examples=["five-three"])] = ""
    anchor: Annotated[
        Selector | None,
        Field(description="With every one of these players who is in a lineup come others.", examples=["QB"]),
    ] = None
    with_: Annotated[
        Partners | None,
        Field(
            alias="with",
            description="Who comes with the anchor, of his own team.",
            examples=[{"count": 2, "of": ["WR", "TE"]}],
        ),
    ] = None
    bring_back: Annotated[
        Partners | None,
        Field(description="Who comes with the anchor, of the team that he plays against.", examples=[{"count": 1}]),
    ] = None
    sizes: Annotated[
        tuple[Some, ...] | None,
        Field(
            max_length=20,
            description="The players `of` are of exactly so many teams, and of each exactly so many: all of them, so "
            "that the sizes add up to their number. It needs `of`; `of: any` is everybody.",
            examples=[[5, 3]],
        ),
    ] = None
    consecutive: Annotated[
        Annotated[Some, Field(ge=2, le=9)] | None,
        Field(
            description="So many batters of one team who follow each other in the batting order, which is the column "
            "`of` of the projections or of FanDuel's list; the first follows the last. It needs `of`.",
            examples=[4],
        ),
    ] = None
    group: Annotated[
        AnyText | None,
        Field(
            description="A column of the projections: players of one team (where there are teams) with the same word "
            "in it. It needs `count`.",
            examples=["line"],
        ),
    ] = None
    team: Annotated[
        AnyText | None, Field(description="A team, or `any` for whichever is best.", examples=["any", "NYY"])
    ] = None
    game: Annotated[
        AnyText | None, Field(description="A game (AAA@BBB), or `any` for whichever is best.", examples=["any"])
    ] = None
    count: Annotated[
        Some | None, Field(description="At least so many players of the group, team or game.", examples=[3])
    ] = None
    each_side: Annotated[
        Some | None, Field(description="At least so many of either team of the game.", examples=[1])
    ] = None
    of: Annotated[
        Selector | None,
        Field(
            description="Which players are counted, everybody when left out; with `consecutive` the column of the order.",
            examples=["hitters"],
        ),
    ] = None

    _forms: ClassVar[dict[str, tuple[frozenset[str], frozenset[str]]]] = {
        "anchor": (frozenset(), frozenset({"with", "bring_back"})),
        "sizes": (frozenset({"of"}), frozenset()),
        "consecutive": (frozenset({"of"}), frozenset()),
        "group": (frozenset({"count"}), frozenset({"of"})),
        "team": (frozenset({"count"}), frozenset({"of"})),
        "game": (frozenset({"count"}), frozenset({"of", "each_side"})),
    }
    """What each form needs, and what it may have."""

    _values: ClassVar[dict[tuple[str, str], str]] = {
        ("sizes", "of"): "write of: any, or of: hitters",
        ("consecutive", "of"): "write of: and the column of the batting order",
    }
    """What to write for what is missing, where it is no number."""

    @property
    def form(self) -> str:
        """The key that says which form it is."""
        return next(form for form in self._forms if form in self._keys())

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        keys = self._keys() - {"name"}
        forms = [form for form in self._forms if form in keys]
        if len(forms) != 1:
            words = f"is of {len(forms)} kinds ({', '.join(forms)})" if forms else "is of no kind"
            refuse(words, f"write one of {', '.join(self._forms)}")
        needs, may = self._forms[forms[0]]
        for key in sorted(needs - keys):
            cure = self._values.get((forms[0], key), f"write {key}: 3")
            refuse(f"a stack with {forms[0]} needs `{key}`", cure)
        for key in sorted(keys - needs - may - {forms[0]}):
            refuse(f"a stack with {forms[0]} has no {key}", f"take {key} out")
        if forms[0] == "anchor" and not keys & may:
            refuse("an anchor alone is no stack", "write with: {count: 2, of: [WR, TE]}")
        if self.sizes == ():
            refuse("has no sizes", "write sizes: [5, 3]")
        return self

    def _keys(self) -> set[str]:
        return {
            field.alias or name
            for name, field in type(self).model_fields.items()
            if getattr(self, name) is not None and getattr(self, name) != ""
        }
