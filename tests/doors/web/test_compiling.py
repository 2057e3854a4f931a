"""What stands firm in a template is put together once a language, and says to the letter what Django itself says."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.template import Context, Engine, Template, TemplateDoesNotExist, engines
from django.template.base import TextNode, VariableDoesNotExist
from django.utils import translation
from django.utils.safestring import SafeString

from recado.doors.web.compiling import Compiled
from recado.doors.web.nodes import Name

LOADED = "{% load i18n marks %}"
PIECES = (
    '{% translate "Inbox" %}', '{% translate "Inbox" as word %}<b title="{{ word }}">{{ word }}</b>',
    '{% translate "Resolved" context "case" %}', '{% translate name %}', '{% translate "Inbox"|upper %}',
    "{% blocktranslate %}E-mail{% endblocktranslate %}", "{% blocktranslate %}100% sure{% endblocktranslate %}",
    "{% blocktranslate with number=lamp.price %}Case {{ number }}{% endblocktranslate %}",
    "{% blocktranslate %}Conversation with {{ name }}{% endblocktranslate %}",
    "{% blocktranslate %}Conversation with {{ nobody }}{% endblocktranslate %}",
    "{% blocktranslate asvar said with value=name %}Copy {{ value }}{% endblocktranslate %}[{{ said }}]",
    "{% blocktranslate count n=lamp.price %}{{ n }} lamp{% plural %}{{ n }} lamps{% endblocktranslate %}",
    '{% icon "search" %}', '{% icon "check" "s" as mark %}{{ mark }}', "{% icon name %}", '{% asset "mark.svg" %}',
    '{% url "search" %}', '{% url "case" lamp.price %}', '{% url "case" lamp.price as there %}<a href="{{ there }}">',
    '{% url "nowhere" as there %}[{{ there }}]', '{% url "case" name as there %}[{{ there }}]',
    "{{ name }} {{ safe }} {{ lamp.price }} {{ lamp.name }} {{ lamp.made_at }} {{ lamp.weight }} {{ lamp.is_on }}",
    "{{ nobody }} {{ lamp.nothing }} {{ lamp.nothing.at_all }} {{ none }} {{ many.0 }} {{ many.9 }} {{ known.key }}",
    "{{ known.items|length }} {{ lamp.doubled }} {{ lamp.needs }} {{ called }} {{ lamp.dropped }} {{ kind }}",
    "{{ nobody|default:name }} {{ name|truncatechars:3 }} {{ name|upper }} {{ lamp.price|add:1 }}",
    "{% autoescape off %}{{ name }} {{ lamp.price }}{% endautoescape %}",
    "{% if nobody %}a{% elif lamp.is_on and many %}b{% endif %}{% if lamp.fails %}c{% else %}d{% endif %}",
    "{% for one in many %}{{ forloop.counter }} {{ one }}{% if not forloop.last %}, {% endif %}{% endfor %}",
    "{% with a=name b=lamp.price %}{{ a }}{{ b }}{% endwith %}[{{ a }}]",
    '{% include "web/face.html" %}', '{% include "web/face.html" with face=lamp.face %}[{{ face }}]',
    '{% include "web/face.html" with face=lamp.face only %}', "{% include part with face=lamp.face %}",
)  # fmt: skip


class _Missing(Exception):
    silent_variable_failure = True


@dataclass
class _Lamp:
    name: str = "Lámpara <b> & 'co'"
    price: int = 1234567
    weight: float = 1.5
    is_on: bool = True
    made_at: datetime = datetime(2026, 3, 2, 15, 4, tzinfo=UTC)

    @property
    def face(self) -> dict[str, object]:
        return {"tint": 3, "initials": "L<"}

    def doubled(self) -> int:
        return self.price * 2

    def needs(self, more: int) -> int:
        return more

    def dropped(self) -> str:
        raise AssertionError

    dropped.alters_data = True  # type: ignore[attr-defined]

    @property
    def fails(self) -> str:
        raise _Missing


def _things() -> dict[str, object]:
    return {
        "name": "Inbox <&>", "safe": SafeString("<i>"), "lamp": _Lamp(), "none": None, "many": ["a", "<b>", 3],
        "known": {"key": "<value>", "items": ["x"]}, "called": lambda: "<said>", "kind": _Lamp,
        "part": "web/face.html",
    }  # fmt: skip


def _engine() -> Engine:
    engine: Engine = engines["django"].engine  # type: ignore[attr-defined]
    return engine


@pytest.mark.parametrize("language", ["en", "es", "ru"])
@pytest.mark.parametrize("text", PIECES)
def test_it_says_what_django_says(text: str, language: str) -> None:
    with translation.override(language):
        asked = [kind(LOADED + text, engine=_engine()) for kind in (Template, Compiled)]
        plain, compiled = [template.render(Context(_things())) for template in asked]
        again = asked[1].render(Context(_things()))
    assert (compiled, again) == (plain, plain)


def test_what_stands_firm_is_one_text() -> None:
    page = (
        LOADED + '<p>{% translate "Inbox" %} {% icon "search" %}<a href="{% url "search" %}">{% asset "mark.svg" %}</a>'
    )
    with translation.override("es"):
        made = Compiled(page, engine=_engine())
    assert [type(node) for node in made.nodelist if type(node) is not TextNode] == [type(made.nodelist[0])]
    assert len(made.nodelist) == 2
    assert "Bandeja" in made.nodelist[1].s


def test_each_language_has_its_own() -> None:
    said = {}
    for language in ("en", "es", "ru", "en"):
        with translation.override(language):
            said[language] = _engine().get_template("web/inbox/list.html")
    assert len({id(one) for one in said.values()}) == 3
    with translation.override("en"):
        assert _engine().get_template("web/inbox/list.html") is said["en"]


def test_what_is_not_there_is_said() -> None:
    with pytest.raises(TemplateDoesNotExist):
        _engine().get_template("web/nowhere.html")
    with pytest.raises(VariableDoesNotExist, match="nobody"):
        Name("nobody").resolve(Context({}))
