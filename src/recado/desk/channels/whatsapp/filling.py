"""How the values of a template are laid into its places."""

from collections.abc import Iterable
from itertools import groupby

from recado.desk.channels.port import Json, OutboundTemplate, Refused


def fill(template: OutboundTemplate) -> Json:
    """The template object of a message: one component for each place that takes values.

    Raises Refused 132000 when names or places do not fit the number of values.
    """
    places = template.places or ("body",) * len(template.values)
    names = template.named or ("",) * len(template.values)
    if not len(places) == len(names) == len(template.values):
        raise Refused("132000", f"{len(template.values)} / {len(places)}")
    laid = zip(places, names, template.values, strict=True)
    components = [_component(place, group) for place, group in groupby(laid, key=lambda one: one[0])]
    told: Json = {"name": template.name, "language": {"code": template.language}}
    return told | ({"components": components} if components else {})


def _component(place: str, values: Iterable[tuple[str, str, str]]) -> Json:
    where, _, which = place.partition(":")
    if where == "button":
        parameters = [_parameter("", value) for _, _, value in values]
        return {"type": "button", "sub_type": "url", "index": which, "parameters": parameters}
    if which:
        return {"type": where, "parameters": [{"type": which, which: {"link": value}} for _, _, value in values]}
    return {"type": where, "parameters": [_parameter(name, value) for _, name, value in values]}


def _parameter(name: str, value: str) -> Json:
    """A value stands on one line: Meta refuses new lines, tabs and long runs of blanks (132018)."""
    named = {"parameter_name": name} if name else {}
    return {"type": "text", **named, "text": " ".join(value.split())}
