"""Do foreign keys point the way imports point: down, or within one context?"""

from django.apps import apps
from django.db import models

from tests.architecture.test_imports import layers


def heights() -> dict[str, int]:
    """How high a context stands; siblings stand equally high."""
    ordered = [layer for layer in reversed(layers()) if layer != ["models"]]
    return {name: height for height, layer in enumerate(ordered) for name in layer}


def context(model: type[models.Model]) -> str:
    """`recado.desk.cases.models` is of `cases`."""
    return model.__module__.split(".")[2]


def pointers() -> list[tuple[str, str, str]]:
    """Every foreign key of the desk between its own tables: from, to, and its name."""
    tables = list(apps.get_app_config("desk").get_models(include_auto_created=True))
    return [
        (context(table), context(field.related_model), f"{table.__name__}.{field.name}")
        for table in tables
        for field in table._meta.get_fields()
        if isinstance(field, models.ForeignKey | models.ManyToManyField) and field.related_model in tables
    ]


def points_down(origin: str, target: str) -> bool:
    return origin == target or heights()[origin] > heights()[target]


def test_foreign_keys_point_down() -> None:
    assert pointers(), "the desk has tables that point at each other"
    assert [name for origin, target, name in pointers() if not points_down(origin, target)] == []


def test_every_table_stands_in_a_context() -> None:
    homes = {context(table) for table in apps.get_app_config("desk").get_models()}
    assert sorted(homes - heights().keys()) == []


def test_a_pointer_up_or_sideways_would_be_seen() -> None:
    assert points_down("cases", "people")
    assert not points_down("people", "cases")
    assert not points_down("clock", "routing")
