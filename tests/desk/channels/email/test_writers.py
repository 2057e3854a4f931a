"""Who is answered: whom From, Reply-To or a group names, and who wrote what a colleague passes on."""

import pytest

from recado.desk.channels import reasons
from recado.desk.channels.email import messages

HEAD = "To: help@hilandera.example\nSubject: {subject}\n{fields}\n\n{body}"


def told(fields: str, *, subject: str = "Lámpara", body: str = "Hola") -> messages.port.Message:
    return messages.read(HEAD.format(fields=fields, subject=subject, body=body).encode())


@pytest.mark.parametrize(
    ("fields", "address", "name"),
    [
        ("From: Ana <Ana@Lumen.example>", "ana@lumen.example", "Ana"),
        ("From: Form <web@hilandera.example>\nReply-To: Ana <a@x.example>", "a@x.example", "Ana"),
        ("From: Ana <a@x.example>\nReply-To: help@hilandera.example", "a@x.example", "Ana"),
        ("From: 'Ana' via Grupo <g@x.example>\nSender: Ana <a@y.example>", "a@y.example", "Ana"),
        ("From: Grupo <g@x.example>\nX-Original-Sender: a@y.example", "a@y.example", None),
        ("Return-Path: <a@x.example>\nFrom: Ana", "a@x.example", "Ana"),
        ("From: Ana", None, "Ana"),
        ("From: Ana <ana@lúmen.example>", "ana@xn--lmen-qra.example", "Ana"),
    ],
)
def test_who_is_answered(fields: str, address: str | None, name: str | None) -> None:
    found = told(fields).sender
    assert (found.stable, found.name) == (address, name)


@pytest.mark.parametrize(
    "body",
    [
        "---------- Forwarded message ---------\nFrom: Eva <eva@x.example>\nDate: hoy 10:15\nSubject: s\nTo: b@x\n",
        "-----Mensaje reenviado-----\nDe: Eva [mailto:eva@x.example]\nEnviado: viernes 20\nPara: Ada\nAsunto: s\n",
        "________________________________\nОт: Эва <eva@x.example>\nОтправлено: 20.11\nКому: Ада\nТема: s\n",
    ],
)
def test_EM11_who_wrote_what_is_passed_on_stands_in_its_head(body: str) -> None:
    mail = told("From: Ada <ada@hilandera.example>", subject="Fwd: s", body=f"Mira.\n\n{body}\nHola\n").mail
    assert mail
    assert mail.forwarded
    assert mail.forwarded.address == "eva@x.example"


def test_a_machine_that_names_a_person_to_answer_wrote_for_that_person() -> None:
    """The form of a site writes as nobody, and somebody waits for an answer."""
    form = told("From: noreply@site.example\nReply-To: ana@x.example").mail
    alone = told("From: noreply@site.example").mail
    assert form
    assert alone
    assert (form.automatic, alone.automatic) == ("", reasons.kept("nobody-reads"))
