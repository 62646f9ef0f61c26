"""What all blocks of the configuration have in common."""

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic.fields import FieldInfo

NOTHING: dict[str, Any] = {}
"""What a block of names holds when it is left out; every configuration has a copy of its own."""


class Part(BaseModel):
    """A block of the configuration: unknown keys are refused, a key without a value counts as left out."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _leave_out_empty(cls, given: object) -> object:
        if not isinstance(given, dict):
            return given
        return {key: value for key, value in given.items() if value is not None or key not in fields_of(cls)}


def fields_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The fields of a block by the keys under which they are written."""
    return {field.alias or name: field for name, field in model.model_fields.items()}
