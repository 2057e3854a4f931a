"""Which texts does the interface say, and what does each language lack? Run as a program it adds what is missing."""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from tests.architecture import tree

LANGUAGES = ("es", "ru")
LOCALE = tree.PACKAGE / "house" / "locale"
LAZY = {"gettext_lazy": None, "gettext_noop": None, "ngettext_lazy": (1, 2), "pgettext_lazy": ((1, "c"), 2)}
KEYWORDS = {**DEFAULT_KEYWORDS, **LAZY, "npgettext_lazy": ((1, "c"), 2, 3)}
HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: {plurals}\\n"
"Content-Type: text/plain; charset=utf-8\\n"

"""
HOLES = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


@dataclass(frozen=True)
class Said:
    """One text of the interface: what it says, in which sense, and where."""

    id: str | tuple[str, ...]
    context: str | None
    place: str


def said() -> list[Said]:
    """Every text that the modules and the templates mark for translation."""
    templates = [path for path in tree.named(".html", ".txt", under=tree.PACKAGE) if "templates" in path.parts]
    return [text for path in [*tree.modules(), *templates] for text in said_in(path)]


def said_in(path: Path) -> Iterator[Said]:
    source = path.read_text()
    if path.suffix != ".py":
        source = "\n".join(line.strip() for line in templatize(source, origin=path.name).splitlines())
    found = extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS)
    for _, message, _, context in found:
        if message:
            yield Said(message if isinstance(message, str) else tuple(message), context, tree.spelled(path))


def catalogue(language: str) -> Catalog:
    path = LOCALE / language / "LC_MESSAGES" / "django.po"
    if not path.exists():
        return Catalog(locale=language, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def is_translated(message: Message | None) -> bool:
    """Whole and sure: every plural form is there and nothing is marked as a guess."""
    if message is None or message.fuzzy:
        return False
    return all(forms(message.string))


def forms(text: str | Sequence[str] | None) -> list[str]:
    """Singular and plurals alike, as a list; what is missing is empty."""
    return [text or ""] if text is None or isinstance(text, str) else list(text)


def lacks(language: str) -> list[str]:
    """What is said and has no sure translation."""
    known = catalogue(language)
    missing = [text for text in said() if not is_translated(known.get(key(text), text.context))]
    return sorted({f"{text.place}: {text.id}" for text in missing})


def left_over(language: str) -> list[str]:
    """What is translated and no longer said."""
    now = {(key(text), text.context) for text in said()}
    return sorted(str(message.id) for message in catalogue(language) if message.id and identity(message) not in now)


def torn(language: str) -> list[str]:
    """Translations that fill other holes than their source: `%(name)s`, `{count}`."""
    return [str(message.id) for message in catalogue(language) if message.id and not same_holes(message)]


def same_holes(message: Message) -> bool:
    sources = forms(message.id)
    allowed = set(HOLES.findall(" ".join(sources)))
    whole = [set(HOLES.findall(form)) for form in forms(message.string) if form]
    return all(holes <= allowed for holes in whole) and (len(sources) > 1 or all(holes == allowed for holes in whole))


def key(text: Said) -> str:
    return forms(text.id)[0]


def identity(message: Message) -> tuple[str, str | None]:
    return forms(message.id)[0], message.context


def bring_up_to_date(language: str) -> None:
    """Add what is newly said, empty, to be translated; drop what nobody says any longer."""
    old, new = catalogue(language), Catalog(locale=language, fuzzy=False)
    for text in said():
        known = old.get(key(text), text.context)
        string = known.string if known is not None and not known.fuzzy else None
        new.add(text.id, string, locations=[(text.place, 1)], context=text.context)
    write(language, new)


def write(language: str, new: Catalog) -> None:
    """Without names and dates in the header: the file changes when a text does, and never else. Desks here read it."""
    path = LOCALE / language / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(HEADER.format(language=language, plurals=new.plural_forms).encode())
        write_po(file, new, width=120, sort_output=True, omit_header=True, include_lineno=False)
    with path.open("rb") as po, path.with_suffix(".mo").open("wb") as mo:
        write_mo(mo, read_po(po))


if __name__ == "__main__":
    for language in LANGUAGES:
        bring_up_to_date(language)
