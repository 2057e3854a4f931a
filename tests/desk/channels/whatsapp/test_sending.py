"""What leaves for Graph, and what becomes of it when something goes wrong?"""

from pathlib import Path
from typing import Any

import pytest

from recado.desk.channels.port import (
    Accepted,
    Account,
    Ambiguous,
    Outbound,
    OutboundFile,
    OutboundTemplate,
    Refused,
    Unreachable,
)
from recado.desk.channels.whatsapp import graph as calls
from recado.desk.channels.whatsapp import sending
from tests.desk.channels.whatsapp.bodies import DMITRI, VALERIAS_ID
from tests.desk.channels.whatsapp.standin import HANGS_UP, STAYS_SILENT, Graph

TAKEN = (200, {"contacts": [{"input": "+1", "wa_id": "55419"}], "messages": [{"id": "wamid.OUT1"}]})


def out(**parts: Any) -> Outbound:
    return Outbound(**{"phone": DMITRI, "stable": None, "ours": "desk:7", **parts})


def sent(graph: Graph, account: Account, **parts: Any) -> Any:
    """The body that Graph got."""
    graph.says(TAKEN)
    sending.send(account, out(**parts))
    return graph.asked[-1].json


def test_ada_answers_in_text(graph: Graph, account: Account) -> None:
    graph.says(TAKEN)
    accepted = sending.send(account, out(text="Buenos días, Dmitri", reply_to="wamid.IN1"))
    assert accepted == Accepted("wamid.OUT1", phone="55419")
    (asked,) = graph.asked
    assert (asked.method, asked.path) == ("POST", "/v25.0/700/messages")
    assert asked.headers["Authorization"] == "Bearer EAAtoken"
    assert asked.json == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": f"+{DMITRI}",
        "biz_opaque_callback_data": "desk:7",
        "context": {"message_id": "wamid.IN1"},
        "type": "text",
        "text": {"body": "Buenos días, Dmitri", "preview_url": False},
    }


def test_wa12_a_user_id_goes_to_recipient_and_never_to_to(graph: Graph, account: Account) -> None:
    body = sent(graph, account, phone=None, stable=VALERIAS_ID, text="Hola")
    assert body["recipient"] == VALERIAS_ID
    assert "to" not in body
    assert sent(graph, account, stable=VALERIAS_ID, text="Hola")["to"] == f"+{DMITRI}"


def test_a_group_is_named_as_such(graph: Graph, account: Account) -> None:
    body = sent(graph, account, phone=None, group="G1", text="Hola")
    assert (body["recipient_type"], body["to"]) == ("group", "G1")


@pytest.mark.parametrize("emoji", ["🙏", ""])
def test_a_reaction_is_given_and_taken_back(graph: Graph, account: Account, emoji: str) -> None:
    body = sent(graph, account, reaction=("wamid.IN1", emoji))
    assert (body["type"], body["reaction"]) == ("reaction", {"message_id": "wamid.IN1", "emoji": emoji})


@pytest.mark.parametrize(
    ("template", "components"),
    [
        (OutboundTemplate("aviso", "es", ()), None),
        (
            OutboundTemplate("aviso", "es", ("Ana", "#12\n  listo")),
            [{"type": "body", "parameters": [{"type": "text", "text": "Ana"}, {"type": "text", "text": "#12 listo"}]}],
        ),
        (
            OutboundTemplate("aviso", "es", ("Ana",), named=("cliente",)),
            [{"type": "body", "parameters": [{"type": "text", "parameter_name": "cliente", "text": "Ana"}]}],
        ),
        (
            OutboundTemplate(
                "aviso", "es", ("https://x.example/a.png", "Ana", "12"), places=("header:image", "body", "button:1")
            ),
            [
                {"type": "header", "parameters": [{"type": "image", "image": {"link": "https://x.example/a.png"}}]},
                {"type": "body", "parameters": [{"type": "text", "text": "Ana"}]},
                {"type": "button", "sub_type": "url", "index": "1", "parameters": [{"type": "text", "text": "12"}]},
            ],
        ),
    ],
)
def test_a_template_by_name(graph: Graph, account: Account, template: OutboundTemplate, components: Any) -> None:
    told = sent(graph, account, template=template)["template"]
    assert told["name"] == "aviso"
    assert told["language"] == {"code": "es"}
    assert told.get("components") == components


def test_a_file_is_left_first_and_then_named(graph: Graph, account: Account, tmp_path: Path) -> None:
    path = tmp_path / "blob"
    path.write_bytes(b"%PDF-1.4")
    graph.says((200, {"id": "M1"}))
    body = sent(graph, account, text="la factura", file=OutboundFile(str(path), "application/pdf", "factura.pdf"))
    assert body["document"] == {"id": "M1", "caption": "la factura", "filename": "factura.pdf"}
    upload = graph.asked[0]
    assert upload.path == "/v25.0/700/media"
    assert b'filename="factura.pdf"' in upload.body
    assert b"%PDF-1.4" in upload.body


def test_f13_a_voice_note_is_a_voice_note(graph: Graph, account: Account, tmp_path: Path) -> None:
    """WA23: ogg/opus with `voice`, so that the phone shows a voice note and not a song."""
    path = tmp_path / "blob"
    path.write_bytes(b"OggS")
    graph.says((200, {"id": "M1"}))
    body = sent(graph, account, file=OutboundFile(str(path), "audio/ogg; codecs=opus", "note.ogg", voice=True))
    assert (body["type"], body["audio"]) == ("audio", {"id": "M1", "voice": True})


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"phone": None, "text": "x"}, "no_recipient"),
        ({}, "nothing_to_send"),
        ({"file": "voice", "text": "x"}, "no_caption"),
    ],
)
def test_what_cannot_leave_is_refused_before_any_call(
    graph: Graph, account: Account, tmp_path: Path, parts: dict[str, Any], code: str
) -> None:
    (tmp_path / "blob").write_bytes(b"OggS")
    if "file" in parts:
        parts = parts | {"file": OutboundFile(str(tmp_path / "blob"), "audio/ogg", "note.ogg")}
    with pytest.raises(Refused, match=code):
        sending.send(account, out(**parts))
    assert graph.asked == []


def test_wa7_a_refusal_keeps_code_and_words(graph: Graph, account: Account) -> None:
    graph.fails(131047, error_data={"details": "24 hours have passed"})
    with pytest.raises(Refused) as refused:
        sending.send(account, out(text="Hola"))
    assert (refused.value.code, refused.value.detail) == ("131047", "24 hours have passed")


@pytest.mark.parametrize(
    ("code", "status", "more"),
    [(131056, 400, {}), (130429, 429, {}), (131000, 500, {}), (999, 400, {"is_transient": True})],
)
def test_a_passing_trouble_may_be_tried_again(
    graph: Graph, account: Account, code: int, status: int, more: dict[str, Any]
) -> None:
    graph.fails(code, status, **more)
    with pytest.raises(Unreachable) as trouble:
        sending.send(account, out(text="Hola"))
    assert trouble.value.code == str(code)


def test_an_answer_without_a_code_is_judged_by_its_status(graph: Graph, account: Account) -> None:
    graph.says((503, b"<html>"), (429, b"", {"Retry-After": "17"}), (404, b"nothing here"))
    with pytest.raises(Unreachable, match="http_503"):
        sending.send(account, out(text="Hola"))
    with pytest.raises(Unreachable) as busy:
        sending.send(account, out(text="Hola"))
    assert (busy.value.code, busy.value.after) == ("http_429", 17)
    with pytest.raises(Refused, match="http_404"):
        sending.send(account, out(text="Hola"))


@pytest.mark.parametrize("said", [HANGS_UP, (504, b"gateway"), (200, b"nonsense"), (200, {"messages": []})])
def test_what_may_have_left_is_ambiguous(graph: Graph, account: Account, said: Any) -> None:
    graph.says(said)
    with pytest.raises(Ambiguous):
        sending.send(account, out(text="Hola"))


def test_silence_is_ambiguous(graph: Graph, account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calls, "_TIMEOUT", 0.1)
    calls.client.cache_clear()
    graph.says(STAYS_SILENT)
    try:
        with pytest.raises(Ambiguous):
            sending.send(account, out(text="Hola"))
    finally:
        calls.client.cache_clear()


def test_a_lost_upload_sent_nothing(graph: Graph, account: Account, tmp_path: Path) -> None:
    (tmp_path / "blob").write_bytes(b"x")
    graph.says(HANGS_UP)
    with pytest.raises(Unreachable):
        sending.send(account, out(file=OutboundFile(str(tmp_path / "blob"), "image/png", "a.png")))


def test_where_nobody_listens_nothing_left() -> None:
    account = Account("wa", {"phone_number_id": "7", "graph_url": "http://127.0.0.1:9"}, {"access_token": "t"})
    with pytest.raises(Unreachable, match="connect"):
        sending.send(account, out(text="Hola"))


@pytest.mark.parametrize(
    ("url", "token"), [("ftp://x", "t"), ("x", "t"), ("http://127.0.0.1:9", ""), ("http://x", "a\nb")]
)
def test_wrong_settings_are_refused(url: str, token: str) -> None:
    account = Account("wa", {"phone_number_id": "7", "graph_url": url}, {"access_token": token})
    with pytest.raises(Refused):
        sending.send(account, out(text="Hola"))


def test_a_message_is_marked_as_read(graph: Graph, account: Account) -> None:
    graph.says((200, {"success": True}), HANGS_UP)
    sending.mark_read(account, "wamid.IN1")
    assert graph.asked[0].json == {"messaging_product": "whatsapp", "status": "read", "message_id": "wamid.IN1"}
    with pytest.raises(Unreachable):
        sending.mark_read(account, "wamid.IN1")
