"""What does a customer's message say, in each of its types?"""

from datetime import UTC, datetime
from typing import Any

import pytest

from recado.desk.channels.port import Edit, Handle, Media, Message, Reaction, Revoked, Unknown
from tests.desk.channels.whatsapp.bodies import DMITRI, NOON, NUMBER_ID, delivery, message, only, posted, told

AT_NOON = datetime(2026, 2, 25, 12, tzinfo=UTC)


def test_dmitri_writes_a_line() -> None:
    fact = only(posted(message()))
    assert fact == Message(
        id="wamid.IN1",
        sender=Handle(phone=DMITRI, name="Dmitri"),
        to=NUMBER_ID,
        at=AT_NOON,
        type="text",
        text="Hola, se rompió mi lámpara",
    )


@pytest.mark.parametrize("timestamp", [NOON, int(NOON), float(NOON), int(NOON) * 1000])
def test_time_is_read_from_text_and_number(timestamp: object) -> None:
    assert only(posted(message(timestamp=timestamp))).at == AT_NOON


@pytest.mark.parametrize("timestamp", ["", "soon", "-5", 0, True, "9" * 30, 1e300, [], {"a": 1}, "²"])
def test_what_is_no_time_is_no_time(timestamp: object) -> None:
    assert only(posted(message(timestamp=timestamp))).at is None


def test_a_voice_note_is_told_from_a_song() -> None:
    content = {"id": "M1", "mime_type": "audio/ogg; codecs=opus", "sha256": "abc="}
    note = only(posted(message("audio", audio=content | {"voice": True})))
    song = only(posted(message("audio", audio=content | {"voice": False})))
    assert note.media == Media(id="M1", mime="audio/ogg; codecs=opus", sha256="abc=", voice=True)
    assert not song.media.voice


def test_a_document_keeps_its_name_and_its_caption_is_the_text() -> None:
    content = {"id": "M2", "mime_type": "application/pdf", "filename": "factura.pdf", "caption": "la factura"}
    fact = only(posted(message("document", document=content)))
    assert (fact.media.filename, fact.media.caption, fact.text) == ("factura.pdf", "la factura", "la factura")


@pytest.mark.parametrize("type_", ["image", "video", "sticker"])
def test_pictures_and_films_are_media(type_: str) -> None:
    fact = only(posted(message(type_, **{type_: {"id": "M3", "mime_type": "x/y", "animated": True}})))
    assert (fact.type, fact.media.id, fact.more) == (type_, "M3", {"animated": True})


def test_a_place_and_a_card() -> None:
    place = {"latitude": -33.44, "longitude": -70.65, "name": "Lumen Óptica", "address": None}
    assert only(posted(message("location", location=place))).location == {
        "latitude": -33.44,
        "longitude": -70.65,
        "name": "Lumen Óptica",
    }
    card = {
        "name": {"first_name": "Ada", "last_name": "Ríos"},
        "phones": [{"phone": "+56 9 6111 2233"}, {"wa_id": "5691"}],
        "emails": [{"email": "ada@example.com"}],
    }
    assert only(posted(message("contacts", contacts=[card]))).contacts == [
        {"name": "Ada Ríos", "phones": ["+56 9 6111 2233", "5691"], "emails": ["ada@example.com"]}
    ]


@pytest.mark.parametrize(
    ("parts", "button"),
    [
        ({"type_": "button", "button": {"payload": "YES", "text": "Sí"}}, {"id": "YES", "title": "Sí"}),
        ({"type_": "button", "button": {"text": "Sí"}}, {"id": None, "title": "Sí"}),
        (
            {
                "type_": "interactive",
                "interactive": {"type": "button_reply", "button_reply": {"id": "1", "title": "Sí"}},
            },
            {"id": "1", "title": "Sí"},
        ),
        (
            {"type_": "interactive", "interactive": {"type": "list_reply", "list_reply": {"id": "2", "title": "Sí"}}},
            {"id": "2", "title": "Sí"},
        ),
    ],
)
def test_a_tap_is_a_button_and_its_title_the_text(parts: dict[str, Any], button: dict[str, Any]) -> None:
    fact = only(posted(message(**parts)))
    assert (fact.button, fact.text) == (button, "Sí")


def test_the_answers_of_a_form_come_as_json_in_a_text() -> None:
    reply = {"name": "flow", "body": "Sent", "response_json": '{"day": "mon"}'}
    fact = only(posted(message("interactive", interactive={"type": "nfm_reply", "nfm_reply": reply})))
    assert (fact.text, fact.more) == ("Sent", {"flow": {"name": "flow", "answers": {"day": "mon"}}})
    broken = {"type": "nfm_reply", "nfm_reply": reply | {"response_json": "{oops"}}
    assert only(posted(message("interactive", interactive=broken))).more["flow"]["answers"] == "{oops"


def test_a_tap_without_content_is_still_a_message_and_its_error_a_fact() -> None:
    fault = {"code": 131000, "title": "Something went wrong", "error_data": {"details": "Unsupported webhook payload"}}
    tap, error = told(posted(message("interactive"), errors=[fault]))
    assert (tap.type, tap.button) == ("interactive", None)
    assert (error.what, error.more["code"], error.more["details"]) == ("error", 131000, "Unsupported webhook payload")


def test_an_order_tells_its_text() -> None:
    fact = only(posted(message("order", order={"text": "Dos, por favor", "product_items": [{"quantity": 2}]})))
    assert (fact.text, fact.more["order"]["product_items"]) == ("Dos, por favor", [{"quantity": 2}])


def test_an_answer_names_what_it_answers_and_a_forward_says_so() -> None:
    assert only(posted(message(context={"from": "1", "id": "wamid.OUT7"}))).reply_to == "wamid.OUT7"
    assert only(posted(message(context={"frequently_forwarded": True}))).forwarded
    product = {"referred_product": {"catalog_id": "C"}}
    assert only(posted(message(context={"id": "w", **product}))).more == {"context": product}


def test_who_came_by_an_advertisement_brings_it_along() -> None:
    referral = {"source_type": "ad", "source_id": "AD1", "ctwa_clid": "click"}
    assert only(posted(message(referral=referral))).referral == referral


@pytest.mark.parametrize("reaction", [{"message_id": "w", "emoji": ""}, {"message_id": "w"}])
def test_a_reaction_without_an_emoji_takes_it_back(reaction: dict[str, str]) -> None:
    common = {"id": "wamid.IN1", "sender": Handle(phone=DMITRI, name="Dmitri"), "to": NUMBER_ID, "at": AT_NOON}
    assert only(posted(message("reaction", reaction=reaction))) == Reaction(**common, target="w", emoji=None)
    assert only(posted(message("reaction", reaction=reaction | {"emoji": "🙏"}))).emoji == "🙏"


def test_a_message_said_anew_and_one_taken_back() -> None:
    new = {"original_message_id": "w", "message": {"type": "text", "text": {"body": "la lámpara azul"}}}
    edit = only(posted(message("edit", edit=new)))
    assert isinstance(edit, Edit)
    assert (edit.target, edit.text) == ("w", "la lámpara azul")
    picture = {"original_message_id": "w", "message": {"type": "image", "image": {"id": "M", "caption": "azul"}}}
    assert only(posted(message("edit", edit=picture))).media.id == "M"
    revoked = only(posted(message("revoke", revoke={"original_message_id": "w"})))
    assert isinstance(revoked, Revoked)
    assert revoked.target == "w"


def test_wa9_what_whatsapp_does_not_pass_on_is_a_message_with_its_error() -> None:
    faults = [{"code": 131051, "title": "Message type unknown", "error_data": {"details": "not supported"}}]
    fact = only(posted(message("unsupported", errors=faults, unsupported={"type": "poll"})))
    assert fact.type == "unsupported"
    assert fact.errors == [{"code": 131051, "title": "Message type unknown", "details": "not supported"}]
    assert fact.more["raw"]["unsupported"] == {"type": "poll"}


def test_wa9_a_type_of_tomorrow_is_shown_as_unsupported_and_kept_whole() -> None:
    tomorrow = message("hologram", hologram={"depth": 3})
    fact = only(posted(tomorrow))
    assert (fact.type, fact.sender.phone, fact.more) == ("unsupported", DMITRI, {"raw": tomorrow, "type": "hologram"})


@pytest.mark.parametrize("broken", [None, 7, "text", [1], message("image", image=[1]), message("edit", edit={})])
def test_wa9_a_broken_message_does_not_take_the_others_with_it(broken: object) -> None:
    before, unread, after = told(posted(message(id="a"), broken, message(id="b")))
    assert (before.id, after.id) == ("a", "b")
    assert isinstance(unread, Unknown)
    assert unread.raw == broken


def test_a_message_may_lack_nearly_everything() -> None:
    fact = only(delivery({"field": "messages", "value": {"messages": [{"text": {"body": "Hola"}}]}}))
    assert fact == Message(id=None, sender=Handle(), to=None, at=None, type="text", text="Hola")
