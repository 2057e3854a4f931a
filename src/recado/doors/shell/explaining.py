"""How would Recado understand an input: `recado explain WHAT`, one or many, without touching any data."""

import base64
import binascii
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import Annotated, Any, BinaryIO, NoReturn

import typer

type Json = dict[str, Any]
type Explainer = Callable[[bytes, Json], Json]


class What(StrEnum):
    """The kinds of input that can be explained."""

    WHATSAPP = "whatsapp"
    PHONE = "phone"
    DEADLINE = "deadline"
    ROUTING = "routing"
    EMAIL = "email"


class Wrong(ValueError):
    """A line or an input that cannot be asked at all."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def register(app: typer.Typer) -> None:
    """Add `explain` to the commands."""
    app.command("explain")(explain)


def explain(
    what: Annotated[What, typer.Argument(help="What the input is.")],
    batch: Annotated[bool, typer.Option("--batch", help="JSON Lines in, JSON Lines out.")] = False,
    options: Annotated[str, typer.Option(help="Options of the input as a JSON object.")] = "{}",
    country: Annotated[str | None, typer.Option(help="phone: the country where it was written, as CL.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One line of JSON and nothing else.")] = False,
) -> None:
    """Say how Recado would understand an input given on standard input, without touching any data."""
    explainer = _explainer(what)
    if batch:
        _write(sys.stdout.buffer, explained(sys.stdin.buffer, explainer))
        return
    given = _given(options) | ({"country": country} if country else {})
    try:
        answer = explainer(sys.stdin.buffer.read(), given)
    except (ValueError, RecursionError) as wrong:
        _refuse(f"recado: This {what} cannot be read: {_words(wrong)}. Check what you piped in.", code=1)
    _print(answer, as_json)


def explained(lines: Iterable[bytes], explainer: Explainer) -> Iterator[bytes]:
    """One line of JSON for each line that is not blank, in order; whatever a line holds, the next is read."""
    for line in lines:
        if not line.isspace():
            yield json.dumps(_answered(line, explainer), separators=(",", ":")).encode() + b"\n"


def _answered(line: bytes, explainer: Explainer) -> Json:
    id_ = None
    try:
        asked = _object(line, "This line")
        id_ = asked.get("id")
        if not isinstance(id_, str | int) or isinstance(id_, bool):
            raise Wrong("no_id", "This line has no id.")
        return {"id": id_, "answer": explainer(_body(asked), _options(asked.get("options")))}
    except Exception as wrong:
        code = getattr(wrong, "code", "invalid" if isinstance(wrong, ValueError) else "failed")
        return {"id": id_, "error": {"code": code if isinstance(code, str) else "failed", "message": _words(wrong)}}


def _body(asked: Json) -> bytes:
    body = asked.get("body")
    if not isinstance(body, str):
        raise Wrong("no_body", "This line has no body.")
    try:
        return base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError) as wrong:
        raise Wrong("bad_base64", f"The body is not base64: {wrong}") from wrong


def _options(options: Any) -> Json:
    if options is None:
        return {}
    if not isinstance(options, dict):
        raise Wrong("bad_options", "The options are not an object.")
    return options


def _given(options: str) -> Json:
    try:
        return _object(options.encode("utf-8", "replace"), "--options")
    except Wrong as wrong:
        _refuse(f"recado: {_words(wrong)}", code=2)


def _object(text: bytes, name: str) -> Json:
    try:
        told = json.loads(text.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError) as wrong:
        raise Wrong("not_json", f"{name} is not JSON: {wrong}") from wrong
    if not isinstance(told, dict):
        raise Wrong("not_an_object", f"{name} is JSON, but not an object.")
    return told


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number of JSON")


def _explainer(what: What) -> Explainer:
    """Only the reader that is asked for is imported."""
    match what:
        case What.WHATSAPP:
            from recado.desk.channels import explaining as facts
            from recado.desk.channels.whatsapp import reading

            return lambda body, _: facts.explain(reading.read(body))
        case What.PHONE:
            from recado.desk.people import phones

            return lambda body, options: phones.explain(body.decode("utf-8", "replace"), options)
        case What.DEADLINE:
            from recado.desk.worktime import explaining as worktime

            return lambda body, _: worktime.explain(_object(body, "The question"))
        case What.ROUTING:
            from recado.desk.routing import explaining as routing

            return lambda body, _: routing.explain(_object(body, "The question"))
        case What.EMAIL:
            from recado.desk.channels.email import explaining as mails

            return lambda body, _: mails.explain(body)


def _words(wrong: BaseException) -> str:
    return " ".join(str(wrong).split())[:500].rstrip(".") or type(wrong).__name__


def _write(out: BinaryIO, lines: Iterable[bytes]) -> None:
    for line in lines:
        out.write(line)
        out.flush()


def _print(answer: Json, as_json: bool) -> None:
    text = json.dumps(answer) if as_json else json.dumps(answer, indent=2, ensure_ascii=False)
    sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")
    sys.stdout.buffer.flush()


def _refuse(sentence: str, code: int) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(code)
