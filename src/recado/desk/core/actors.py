"""Who did it: an agent, a person, a token or the house itself, as one value that can be stored."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from django.db import models

if TYPE_CHECKING:
    _Base = models.CharField["Actor | str", "Actor"]
    _OptionalBase = models.CharField["Actor | str | None", "Actor | None"]
else:
    _Base = _OptionalBase = models.CharField


@dataclass(frozen=True, slots=True)
class Actor:
    """Written ``agent:12``, ``person:7``, ``token:3`` or ``house:`` (the desk itself)."""

    kind: str
    id: int | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        kind, _, id_ = text.partition(":")
        return cls(kind, int(id_) if id_ else None)

    def __str__(self) -> str:
        return f"{self.kind}:{'' if self.id is None else self.id}"


HOUSE = Actor("house")


class _AsText:
    """Keeps an actor as its text, whatever the field's type says of None."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 32
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, kwargs = super().deconstruct()  # type: ignore[misc]
        del kwargs["max_length"]
        return name, path, args, kwargs

    def from_db_value(self, value: str | None, *_: object) -> Actor | None:
        return None if value is None else Actor.parse(value)

    def to_python(self, value: Any) -> Any:
        return Actor.parse(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None else str(value)


class ActorField(_AsText, _Base):
    """Who did it."""


class OptionalActorField(_AsText, _OptionalBase):
    """Who did it, or nobody yet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "null": True})
