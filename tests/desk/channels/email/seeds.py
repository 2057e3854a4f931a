"""Small sound mails of every build, for a fuzzer to spoil."""

from tests.desk.channels.email.mails import part, raw

QUOTED = "Ya llegó.\n\nEl vie, 20 nov 2026 a las 10:15, Ada (<ada@desk.example>) escribió:\n> ¿Llegó?\n> -- \n> Ada\n"
HEAD = (
    "Gracias.\n\n________________\nDe: Ada <ada@desk.example>\nEnviado: viernes 20\nPara: V\nAsunto: Lámpara\n\nHola\n"
)
PAGE = (
    "<html><head><style>p{}</style></head><body><p style='color:red'>Hola <b>Ada</b><br><img src=cid:logo></p>"
    "<div class=gmail_quote>El vie Ada escribi&oacute;:<blockquote type=cite>?</blockquote></div></body></html>"
)
PICTURE = part("image/png; name*0*=utf-8''l%C3%A1m; name*1=para.png", b"iVBORw0KGgo=", Content_ID="<logo>")
PACK = b"\x78\x9f\x3e\x22\x00\x00\x02\x0c\x80\x00\x00\x00\x04\x00\x00\x00hola\x00\x00"
STATUS = (
    "Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.1.1\n"
    "Diagnostic-Code: smtp; 550 no\n such\n"
)
INSIDE = part("message/rfc822", raw("Is it broken?", Subject="=?koi8-r?B?7MHN0ME=?="))


def built(kind: str, *parts: bytes, **fields: str) -> bytes:
    body = b"".join(b"--seam\r\n" + one + b"\r\n" for one in parts) + b"--seam--\r\n"
    return raw(body, Content_Type=f'multipart/{kind}; boundary="seam"', **fields)


ALTERNATIVE = built("alternative", part("text/plain; charset=utf-8", QUOTED), part("text/html; charset=utf-8", PAGE))
SEEDS = (
    raw(QUOTED),
    raw(HEAD, Subject="=?utf-8?q?L=C3=A1mpara?= =?iso-8859-1?b?8Q==?=", Cc='"B, C" <b@c.example>, d (e) <f@g.example>'),
    raw("Это лампа".encode("koi8-r"), Content_Type="text/plain; charset=koi8-r"),
    raw("ランプ".encode("iso-2022-jp"), Content_Type="text/plain; charset=iso-2022-jp"),
    raw("one \ntwo\n> three \n> four", Content_Type="text/plain; format=flowed; delsp=yes"),
    raw("L=C3=A1mpara=\r\n rota", Content_Type="text/plain", Content_Transfer_Encoding="quoted-printable"),
    raw("look\n\nbegin 644 cat.txt\n#0V%T\n`\nend\nbye"),
    raw(PAGE, Content_Type="text/html; charset=windows-1252"),
    ALTERNATIVE,
    built("mixed", ALTERNATIVE, PICTURE, INSIDE, part("text/calendar; method=REQUEST", "BEGIN:VCALENDAR")),
    built("report", part("text/plain", "No"), part("message/delivery-status", STATUS), INSIDE),
    built("signed", part("text/plain", "Signed\n-- \nA"), part("application/pkcs7-signature; name=smime.p7s", "AA==")),
    raw(
        b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01\xa0\x08\x04\x06\r\nhola",
        Content_Type="application/pkcs7-mime; smime-type=signed-data",
    ),
    raw(PACK, Content_Type="application/ms-tnef"),
    raw(
        "Hi. This is the qmail-send program.\n\n<a@b.example>:\nno mailbox here by that name. (#5.1.1)\n\n--- Below",
        From="MAILER-DAEMON@b.example", Subject="failure notice", Return_Path="<>",
    ),
)  # fmt: skip
