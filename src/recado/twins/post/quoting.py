"""How does a mail program quote what is answered? As the great ones do, each in its own way and in three languages."""

import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from html import escape
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/Santiago")
PROGRAMS = ("gmail", "outlook", "apple", "yandex")
RULE = "_" * 32


@dataclass(frozen=True, slots=True)
class Answered:
    """The mail that is answered: who wrote it, when, to whom, what about, and all of its words."""

    name: str
    address: str
    at: datetime
    to: str
    subject: str
    words: str


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text())


def text(program: str, language: str, one: Answered) -> str:
    """The quote in a mail of plain words."""
    if program == "outlook":
        return "\n".join((RULE, *(f"{word} {said}" for word, said in _head(language, one)), "", one.words.strip()))
    marked = "\n".join(f"> {line}".rstrip() for line in one.words.strip().splitlines())
    said = introduction(program, language, one)
    return f"> {said}\n>\n{marked}" if program == "apple" else f"{said}\n\n{marked}"


def page(program: str, language: str, one: Answered) -> str:
    """The same in a page, with the marks by which one knows the program."""
    words = "<br>\n".join(escape(line) for line in one.words.strip().splitlines())
    if program == "outlook":
        head = "<br>\n".join(f"<b>{word}</b> {escape(said)}" for word, said in _head(language, one))
        rule = '<hr style="display:inline-block;width:98%" tabindex="-1">'
        mark = '<div id="divRplyFwdMsg" dir="ltr"><font face="Calibri, sans-serif" color="#000000">'
        return f'<div id="appendonsend"></div>\n{rule}\n{mark}{head}</font></div>\n<div>{words}</div>'
    said = escape(introduction(program, language, one))
    if program == "gmail":
        style = "margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex"
        mark = f'<div dir="ltr" class="gmail_attr">{said}<br></div>'
        quoted = f'<blockquote class="gmail_quote" style="{style}">{words}</blockquote>'
        return f'<br><div class="gmail_quote gmail_quote_container">{mark}{quoted}</div>'
    if program == "apple":
        rule = '<br class="Apple-interchange-newline">'
        return f'<div><br><blockquote type="cite"><div>{said}</div>{rule}<div>{words}</div></blockquote></div>'
    return f"<div> </div><div>{said}</div><blockquote><div>{words}</div></blockquote>"


def introduction(program: str, language: str, one: Answered) -> str:
    """Who wrote what follows, and when."""
    habits = _told()[program]
    moment, line = habits[language]
    names = {"name": one.name or one.address, "address": one.address}
    plain = habits["plain"].format(**names)
    who = habits.get("who", "").format(**names)
    said: str = line.format(at=_when("short", language, moment, one.at), who=who, plain=plain)
    return said


def _head(language: str, one: Answered) -> list[tuple[str, str]]:
    moment, *words = _told()["outlook"][language]
    sender = f"{one.name} <{one.address}>" if one.name else one.address
    said = (sender, _when("long", language, moment, one.at), one.to, one.subject)
    return list(zip(words, said, strict=True))


def _when(length: str, language: str, form: str, at: datetime) -> str:
    local, words = at.astimezone(ZONE), _told()[length][language]
    return form.format(
        weekday=words["weekdays"][local.weekday()], day=local.day, month=words["months"][local.month - 1],
        mm=f"{local.month:02}", year=local.year, time=f"{local:%H:%M}",
    )  # fmt: skip
