"""Which files came with a mail, and are their bytes the ones that were sent?"""

import base64
import binascii
import hashlib
import struct
from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs7

from recado.desk.channels.email import explaining
from tests.desk.channels.email.mails import multipart, page, part, raw, read

PIXEL = base64.b64encode(b"\x89PNG pixel")
INSIDE = raw("The mail inside", Subject="Broken lamp")


def names(mail: object) -> list[str]:
    return [file.name for file in mail.attachments]  # type: ignore[attr-defined]


@pytest.mark.parametrize("content", [b"a;b\r\n1;\xe1\r\n", b"", b"\r\n\r\n", b"--seamless\r\n", bytes(range(256))])
def test_a_file_has_exactly_the_bytes_that_were_sent(content: bytes) -> None:
    coded = base64.encodebytes(content)
    mail = multipart(
        part("text/csv; charset=utf-8; name=a.csv", content, Content_Disposition="attachment"),
        part("text/csv; name=b.csv", coded, Content_Transfer_Encoding="BASE64", Content_Disposition="attachment"),
    )
    assert [file.content for file in mail.attachments] == [content, content]
    assert mail.attachments[0].sha256 == hashlib.sha256(content).hexdigest()


def test_a_mail_in_a_mail_is_one_file_and_its_parts_are_not() -> None:
    forwarded = raw(part("text/plain; name=x.txt", "x"), Content_Type="multipart/mixed; boundary=x") + INSIDE
    mail = multipart(part("text/plain", "See below"), part("message/rfc822", forwarded), part("message/rfc822", INSIDE))
    assert [(file.mime, file.content) for file in mail.attachments] == [
        ("message/rfc822", forwarded),
        ("message/rfc822", INSIDE),
    ]
    assert names(mail) == ["Lamp.eml", "Broken lamp.eml"]
    assert mail.text == "See below"


def test_parts_in_parts_and_text_after_a_file() -> None:
    inner = (
        b"--in\r\n" + part("text/plain", "Plain") + b"\r\n--in\r\n" + part("text/html", "<b>Page</b>") + b"\r\n--in--"
    )
    mail = multipart(
        part("multipart/alternative; boundary=in", inner),
        part("application/pdf; name=a.pdf", "%PDF"),
        part("text/plain", "And this"),
    )
    assert (mail.text, mail.html, names(mail)) == ("Plain\nAnd this", "<b>Page</b>", ["a.pdf"])


def test_a_missing_end_and_a_missing_boundary_lose_nothing() -> None:
    cut = b"--seam\r\n\r\nWords\r\n--seam\r\n" + part("application/pdf; name=a.pdf", "%PDF")
    assert names(read(cut, Content_Type="multipart/mixed; boundary=seam")) == ["a.pdf"]
    assert names(read(cut, Content_Type="multipart/mixed")) == ["a.pdf"]
    assert read("Only words", Content_Type="multipart/mixed; boundary=seam").text == "Only words"


def test_an_image_that_the_page_shows_is_inline_and_others_are_not() -> None:
    mail = multipart(
        part("text/html", '<p>Look <img src="cid:Lamp@x"></p>'),
        part("image/png; name=lamp.png", PIXEL, Content_ID="<lamp@x>", Content_Transfer_Encoding="base64"),
        part("image/png; name=bill.png", PIXEL, Content_ID="<bill@x>", Content_Transfer_Encoding="base64"),
        kind="related",
    )
    assert [(file.name, file.inline, file.content_id) for file in mail.attachments] == [
        ("lamp.png", True, "lamp@x"),
        ("bill.png", False, "bill@x"),
    ]


def test_files_in_uuencode_are_taken_out_of_the_text() -> None:
    coded = b"".join(binascii.b2a_uu(b"lamp" * 10) for _ in range(3))
    mail = read(b"Look:\r\nbegin 644 lamp.txt\r\n" + coded.replace(b"\n", b"\r\n") + b"`\r\nend\r\nBye")
    assert [(file.name, file.content) for file in mail.attachments] == [("lamp.txt", b"lamp" * 30)]
    assert mail.text.split() == ["Look:", "Bye"]


def test_begin_and_end_in_a_sentence_are_words() -> None:
    words = "begin 644 things\nthat never\nend"
    assert (read(words).text, read(words).attachments) == (words, ())


def attribute(id_: int, content: bytes) -> bytes:
    return struct.pack("<BHHI", 2, id_, 6, len(content)) + content + struct.pack("<H", sum(content) & 0xFFFF)


def test_what_outlook_packed_is_unpacked() -> None:
    pack = struct.pack("<IH", 0x223E9F78, 1) + attribute(0x800C, "Дорогие".encode("cp1251") + b"\0")
    pack += attribute(0x9002, b"") + attribute(0x8010, b"lamp.txt\0") + attribute(0x800F, b"\0lamp\xff")
    coded = base64.encodebytes(pack)
    mail = multipart(
        part("text/plain", "Hello"),
        part("application/ms-tnef; name=winmail.dat", coded, Content_Transfer_Encoding="base64"),
    )
    assert [(file.name, file.content) for file in mail.attachments] == [("lamp.txt", b"\0lamp\xff")]


def test_a_pack_that_is_none_stays_a_file() -> None:
    assert names(multipart(part("application/ms-tnef; name=winmail.dat", "no pack"))) == ["winmail.dat"]


def signed(content: bytes) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Dmitri")])
    begun, ends = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    certificate = x509.CertificateBuilder(name, name, key.public_key(), 7, begun, ends).sign(key, hashes.SHA256())
    builder = pkcs7.PKCS7SignatureBuilder().set_data(content).add_signer(certificate, key, hashes.SHA256())
    return builder.sign(serialization.Encoding.DER, [pkcs7.PKCS7Options.Binary])


def test_a_signed_mail_is_opened_and_an_encrypted_one_said_to_be_so() -> None:
    kind = "application/pkcs7-mime; smime-type=signed-data; name=smime.p7m"
    coded = base64.encodebytes(signed(part("text/plain", "My lamp is broken")))
    mail = read(coded, Content_Type=kind, Content_Transfer_Encoding="base64")
    assert (mail.text, mail.attachments, mail.defects) == ("My lamp is broken", (), ("signature not checked",))
    shut = read("0\x80", Content_Type=kind)
    assert (names(shut), shut.defects) == (["smime.p7m"], ("encrypted",))


def test_a_detached_signature_is_no_file_of_the_case() -> None:
    mail = multipart(
        part("text/plain", "Hello"), part("application/pkcs7-signature; name=smime.p7s", "x"), kind="signed"
    )
    assert (mail.text, mail.attachments, mail.defects) == ("Hello", (), ("signature not checked",))


def test_an_appointment_is_a_file_and_a_kind_of_its_own() -> None:
    mail = multipart(part("text/plain", "Tuesday?"), part("text/calendar; method=REQUEST", "BEGIN:VCALENDAR"))
    assert ([file.mime for file in mail.attachments], mail.verdict.kind) == (["text/calendar"], "calendar")


def test_a_file_is_told_by_name_type_size_and_hash() -> None:
    told = explaining.explain(raw("%PDF", Content_Type="application/pdf", Content_Disposition="attachment"))
    assert told["attachments"] == [
        {
            "name": "",
            "mime": "application/pdf",
            "size": 4,
            "sha256": hashlib.sha256(b"%PDF").hexdigest(),
            "inline": False,
            "content_id": None,
        }
    ]
    assert page("<p>Hello</p>").attachments == ()
