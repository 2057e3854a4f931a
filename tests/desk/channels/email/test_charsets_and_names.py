"""Are words read as they were meant, whatever label they carry (EM20)?"""

import pytest

from tests.desk.channels.email.mails import multipart, part, read

RUSSIAN = "Здравствуйте! Лампа пришла разбитой, что мне теперь делать? Спасибо, Валерия"
SPANISH = "¿Llegó mi lámpara? Mañana salgo de viaje."


@pytest.mark.parametrize(
    ("words", "charset", "label"),
    [
        (RUSSIAN, "koi8-r", "koi8-r"),
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN, "cp1251", "x-cp1251"),
        (RUSSIAN, "iso-8859-5", '"ISO-8859-5"'),
        (RUSSIAN, "utf-8", "us-ascii"),
        (RUSSIAN, "utf-8", "windows-1251"),
        (RUSSIAN, "cp1251", "utf-8"),
        (RUSSIAN, "koi8-r", ""),
        (SPANISH, "latin-1", "iso-8859-1"),
        (SPANISH, "utf-8", "iso-8859-1"),
        (SPANISH, "latin-1", "utf-8"),
        (SPANISH, "cp1252", "nonsense-9"),
        ("„Ja“ – für 5 €", "cp1252", "iso-8859-1"),
        ("ランプが届きました", "iso2022_jp", "iso-2022-jp"),
        ("ランプが届きました", "iso2022_jp", ""),
        ("灯已经到了，镕", "gb18030", "gb2312"),
        ("Żółw", "utf-16", "utf-16"),
    ],
)
def test_em20_a_label_is_believed_as_long_as_the_bytes_agree(words: str, charset: str, label: str) -> None:
    label = f"; charset={label}" if label else ""
    assert read(words.encode(charset), Content_Type=f"text/plain{label}").text == words


@pytest.mark.parametrize(
    ("subject", "meant"),
    [
        ("=?utf-8?q?L=C3=A1mpara_rota?=", "Lámpara rota"),
        ("=?koi8-r?B?7MHN0MEg0sHawsnUwQ==?=", "Лампа разбита"),
        ("=?utf-8?q?L=C3?= =?utf-8?q?=A1mpara?=", "Lámpara"),
        ("Re: =?iso-8859-1?q?l=E1mpara?= rota", "Re: lámpara rota"),
        ("=?utf-8?q?one?=  =?utf-8?q?two?=", "onetwo"),
        ("=?utf-8?b?w6E?= =?utf-8?q?bc", "á =?utf-8?q?bc"),
        ("Lámpara".encode("latin-1"), "Lámpara"),
        ("Lámpara", "Lámpara"),
    ],
)
def test_em20_subjects_are_read_in_every_spelling(subject: str | bytes, meant: str) -> None:
    assert read(Subject=subject).head.subject == meant


@pytest.mark.parametrize(
    "disposition",
    [
        'attachment; filename="factura año.pdf"',
        "attachment; filename*=utf-8''factura%20a%C3%B1o.pdf",
        "attachment; filename*=iso-8859-1'es'factura%20a%F1o.pdf",
        "attachment; filename*0*=utf-8''factura%20; filename*1*=a%C3%B1o; filename*2=.pdf",
        "attachment; filename*1*=a%C3%B1o; filename*2=.pdf; filename*0*=utf-8''factura%20",
        'attachment; filename="=?utf-8?q?factura_a=C3=B1o.pdf?="',
        "attachment; filename=x.bin; filename*=utf-8''factura%20a%C3%B1o.pdf",
        "attachment; filename=factura año.pdf",
    ],
)
def test_em20_names_of_files_are_read_in_every_spelling(disposition: str) -> None:
    mail = multipart(part("application/pdf", "%PDF", Content_Disposition=disposition))
    assert [file.name for file in mail.attachments] == ["factura año.pdf"]


@pytest.mark.parametrize(
    ("name", "kept"),
    [("../../etc/passwd", "passwd"), ("a\\b.txt", "a_b.txt"), ("x" * 300 + ".pdf", "x" * 140 + ".pdf"), ("..", "")],
)
def test_a_name_leads_nowhere_and_fits_a_disk(name: str, kept: str) -> None:
    mail = multipart(part(f'application/pdf; name="{name.replace("\\", "\\\\")}"', "%PDF"))
    assert [file.name for file in mail.attachments] == [kept]


def test_flowed_lines_are_joined_again() -> None:
    flowed = "The lamp \r\ncame broken.\r\n> What \r\n> happened?\r\n-- \r\nDmitri"
    mail = read(flowed, Content_Type="text/plain; format=flowed")
    assert mail.text == "The lamp came broken.\n> What happened?\n-- \nDmitri"
