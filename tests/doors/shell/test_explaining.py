"""Does `recado explain` keep to its contract, whatever it is given?"""

import base64
import json
import subprocess
import sys
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from recado.doors.shell import explaining

BODY = b'{"messages":[{"id":"w","type":"text","text":{"body":"Hola"}}]}'


def line(id_: object = "1", body: bytes = BODY, **more: Any) -> bytes:
    return json.dumps({"id": id_, "body": base64.b64encode(body).decode(), **more}).encode() + b"\n"


def run(what: str, given: bytes, *options: str) -> tuple[int, str]:
    app = typer.Typer()
    explaining.register(app)
    result = CliRunner().invoke(app, [what, *options], input=given)
    return result.exit_code, result.stdout


def batch(what: str, given: bytes) -> list[Any]:
    code, out = run(what, given, "--batch")
    assert code == 0
    return [json.loads(row) for row in out.splitlines()]


def test_one_input_gives_one_document() -> None:
    code, out = run("whatsapp", BODY, "--json")
    assert (code, [fact["text"] for fact in json.loads(out)["facts"]]) == (0, ["Hola"])
    assert json.loads(run("phone", b"9 6111 2233", "--country", "CL")[1])["e164"] == "+56961112233"
    assert json.loads(run("phone", b"9 6111 2233", "--options", '{"country": "CL"}')[1])["e164"] == "+56961112233"


def test_what_cannot_be_read_is_refused_in_one_line() -> None:
    assert run("whatsapp", b"nope") == (1, "")
    assert run("whatsapp", BODY, "--options", "[]") == (2, "")
    assert run("weather", b"")[0] == 2


def test_a_batch_answers_each_line_in_order() -> None:
    given = b"".join(
        line(str(number), f"9 6111 22{number:02}".encode(), options={"country": "CL"}) for number in range(50)
    )
    answers = batch("phone", given)
    assert [answer["id"] for answer in answers] == [str(number) for number in range(50)]
    assert answers[7]["answer"]["e164"] == "+56961112207"


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (b"nope\n", "not_json"),
        (b"\xff\xfe\xfa\n", "not_json"),
        (b"[" * 100_000 + b"\n", "not_json"),
        (b'{"id": NaN, "body": ""}\n', "not_json"),
        (b"[]\n", "not_an_object"),
        (b'{"body": ""}\n', "no_id"),
        (b'{"id": "x"}\n', "no_body"),
        (b'{"id": "x", "body": "%%%"}\n', "bad_base64"),
        (b'{"id": "x", "body": "\xc3\xb1"}\n', "bad_base64"),
        (line("x", options=[1]), "bad_options"),
        (line("x", b"nope"), "unreadable"),
        (line("x", b""), "unreadable"),
    ],
)
def test_a_bad_line_answers_an_error_and_the_next_one_is_read(bad: bytes, code: str) -> None:
    before, error, after = batch("whatsapp", line("a") + bad + line("b"))
    assert (before["id"], after["id"]) == ("a", "b")
    assert (error["id"], error["error"]["code"]) == ("x" if b'"x"' in bad else None, code)
    assert error["error"]["message"]


def test_blank_lines_are_no_inputs_and_the_last_needs_no_end() -> None:
    assert [answer["id"] for answer in batch("whatsapp", b"\n  \r\n" + line("a") + b"\n" + line("b").rstrip())] == [
        "a",
        "b",
    ]
    assert batch("whatsapp", b"") == []


def test_deadline_and_routing_are_asked_in_json() -> None:
    calendar = {"zone": "UTC", "hours": {"mon": [["09:00", "17:00"]]}}
    question = {"calendar": calendar, "since": "2026-03-02T09:00:00Z", "for": "PT1H"}
    good, bad = batch("deadline", line("1", json.dumps(question).encode()) + line("2", b"nope"))
    assert good["answer"]["due"] == "2026-03-02T10:00:00Z"
    assert bad["error"]["code"] == "not_json"
    (error,) = batch("routing", line("1", b"{}"))
    assert error["error"]["message"]


MAIL = b"From: Dmitri <dmitri@lumen.example>\r\nSubject: Lamp\r\n\r\nIs my lamp there?\r\n\r\n> No\r\n"


def test_mails_are_asked_as_they_lie_in_the_bytes() -> None:
    good, empty, strange, bad = batch("email", line("1", MAIL) + line("2", b"") + line("3", b"\xff\0") + b'{"id": "4"}')
    assert list(good["answer"]) == [
        *("from", "sender", "reply_to", "to", "cc", "subject", "date", "message_id", "in_reply_to", "references"),
        *("text", "new_text", "quoted_text", "html", "attachments", "language", "kind", "may_auto_reply", "why"),
        *("bounce", "defects"),
    ]
    assert good["answer"]["from"] == {"name": "Dmitri", "address": "dmitri@lumen.example"}
    assert (good["answer"]["new_text"], good["answer"]["language"]) == ("Is my lamp there?", "en")
    assert [row["answer"]["kind"] for row in (empty, strange)] == ["message", "message"]
    assert bad["error"]["code"] == "no_body"


@pytest.mark.parametrize("what", ["whatsapp", "phone", "deadline", "routing", "email"])
def test_no_django_is_started(what: str) -> None:
    asked = f"""
import sys
from recado.doors.shell import explaining
explaining._explainer(explaining.What({what!r}))
sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))
"""
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
