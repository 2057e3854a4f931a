"""What is set of a web chat: where it may stand, how it looks and speaks, its forms; read from a channel's settings."""

import re
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urlsplit

LANGUAGES = ("es", "en", "ru", "pt")
THEMES = ("auto", "light", "dark")
COLOUR = re.compile(r"#[0-9a-f]{6}")
FIELDS = ("name", "email", "subject", "message", "file")
NEEDED = ("email", "message")
WAYS = {
    "whatsapp": re.compile(r"[0-9]{8,15}"),
    "telegram": re.compile(r"[A-Za-z][A-Za-z0-9_]{4,31}"),
    "email": re.compile(r"[^@\s?&]{1,64}@[^@\s?&]{1,190}"),
    "form": re.compile(r"[a-z0-9][a-z0-9-]{0,39}"),
}
"""Other ways to write to the house that the widget offers (W10): a number, a name, an address, a form's name."""
SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
LONGEST = 500
MOST_ORIGINS, MOST_FORMS = 30, 20
DEFAULT_COLOUR = "#0b6e5f"


@dataclass(frozen=True, slots=True)
class Form:
    """A form of its own address: texts by language, its fields, and which of them must be filled in."""

    name: str
    title: dict[str, str] = field(default_factory=dict)
    intro: dict[str, str] = field(default_factory=dict)
    thanks: dict[str, str] = field(default_factory=dict)
    fields: tuple[str, ...] = ("name", "email", "subject", "message")
    required: tuple[str, ...] = NEEDED

    @classmethod
    def of(cls, told: dict[str, Any]) -> Self:
        """As settings keep it; what makes no sense there is left out."""
        chosen = [one for one in told.get("fields", FIELDS) if one in FIELDS]
        fields = tuple(one for one in FIELDS if one in chosen or one in NEEDED)
        required = tuple(one for one in fields if one in NEEDED or one in told.get("required", ()))
        texts = {name: _texts(told.get(name)) for name in ("title", "intro", "thanks")}
        return cls(str(told.get("name", "")), fields=fields, required=required, **texts)

    @property
    def document(self) -> dict[str, Any]:
        return {
            "name": self.name, "title": self.title, "intro": self.intro, "thanks": self.thanks,
            "fields": list(self.fields), "required": list(self.required),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Looks:
    """`origins` are the sites on which the widget may stand, as ``https://shop.example``; none: on no site."""

    origins: tuple[str, ...] = ()
    colour: str = DEFAULT_COLOUR
    theme: str = "auto"
    languages: tuple[str, ...] = LANGUAGES
    title: dict[str, str] = field(default_factory=dict)
    greeting: dict[str, str] = field(default_factory=dict)
    hours: bool = True
    offline: bool = True
    files: bool = True
    privacy: str = ""
    ways: dict[str, str] = field(default_factory=dict)
    forms: tuple[Form, ...] = ()

    @classmethod
    def of(cls, settings: dict[str, Any]) -> Self:
        """As a channel's settings say; defaults for the rest."""
        languages = tuple(one for one in LANGUAGES if one in settings.get("languages", LANGUAGES))
        colour, theme = str(settings.get("colour", "")), str(settings.get("theme", ""))
        return cls(
            origins=tuple(one for one in settings.get("origins", ()) if isinstance(one, str)),
            colour=colour if COLOUR.fullmatch(colour) else DEFAULT_COLOUR,
            theme=theme if theme in THEMES else "auto",
            languages=languages or LANGUAGES,
            title=_texts(settings.get("title")),
            greeting=_texts(settings.get("greeting")),
            hours=bool(settings.get("hours", True)),
            offline=bool(settings.get("offline", True)),
            files=bool(settings.get("files", True)),
            privacy=str(settings.get("privacy", "")),
            ways=ways(settings.get("ways")),
            forms=tuple(Form.of(one) for one in settings.get("forms", ()) if isinstance(one, dict)),
        )

    @property
    def document(self) -> dict[str, Any]:
        """As settings keep it."""
        return {
            "origins": list(self.origins), "colour": self.colour, "theme": self.theme,
            "languages": list(self.languages), "title": self.title, "greeting": self.greeting, "hours": self.hours,
            "offline": self.offline, "files": self.files, "privacy": self.privacy, "ways": self.ways,
            "forms": [form.document for form in self.forms],
        }  # fmt: skip

    def form(self, name: str) -> Form | None:
        return next((form for form in self.forms if form.name == name), None)

    def language(self, wanted: str) -> str:
        """Of the channel's languages the one that fits best, else its first; `wanted` as in Accept-Language."""
        asked = [part.split(";")[0].strip().lower()[:2] for part in wanted.split(",")]
        return next((one for one in asked if one in self.languages), self.languages[0])


def ways(told: Any) -> dict[str, str]:
    """Those that make sense, in their order; a number may be written with plus and spaces, a name with its @."""
    given = {kind: str(told.get(kind) or "").strip() for kind in WAYS} if isinstance(told, dict) else {}
    plain = {kind: value.removeprefix("@") for kind, value in given.items()}
    plain |= {"whatsapp": re.sub(r"[^0-9]", "", given.get("whatsapp", ""))}
    return {kind: value for kind, value in plain.items() if WAYS[kind].fullmatch(value)}


def link(kind: str, value: str, base: str, language: str) -> str:
    """Where a way leads; `base` is the channel's own address."""
    return {
        "whatsapp": f"https://wa.me/{value}",
        "telegram": f"https://t.me/{value}",
        "email": f"mailto:{value}",
        "form": f"{base}/forms/{value}?language={language}",
    }[kind]


def said(texts: dict[str, str], language: str) -> str:
    """The text in the language, else in the first there is."""
    return texts.get(language) or next(iter(texts.values()), "")


def origin(text: str) -> str | None:
    """The origin of an address as browsers write it: scheme, host, a port unless the usual one; None for none."""
    try:
        parts = urlsplit(text.strip() if "//" in text else f"https://{text.strip()}")
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not re.fullmatch(r"[a-z0-9.-]+", host) or parts.username:
        return None
    usual = {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}://{host}" + (f":{port}" if port not in (None, usual) else "")


def _texts(told: Any) -> dict[str, str]:
    given = told if isinstance(told, dict) else {}
    return {one: str(given[one])[:LONGEST] for one in LANGUAGES if given.get(one)}
