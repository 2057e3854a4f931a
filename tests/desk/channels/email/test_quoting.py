"""Is what this person wrote now told apart from what he quotes, and is none of it lost (EM15)?"""

import pytest

from recado.desk.channels.email import quoting
from tests.desk.channels.email.mails import page, read

NEW = "Gracias, la lámpara ya llegó.\n\nValeria"
OLD = "¿Llegó ya la lámpara?\n\nAda, Lumen Óptica"
ADA = "Ada <ada@desk.example>"

ATTRIBUTIONS = [
    "On Fri, Nov 20, 2026 at 10:15 AM Ada <ada@desk.example> wrote:",
    "On Fri, Nov 20, 2026 at 10:15 AM Ada Lovelace\n<ada@desk.example> wrote:",
    "On 20 Nov 2026, at 10:15, Ada <ada@desk.example> wrote:",
    "Ada <ada@desk.example> writes:",
    "El vie, 20 nov 2026 a las 10:15, Ada (<ada@desk.example>) escribió:",
    "El viernes, 20 de noviembre de 2026, 10:15:22 CET, Ada <ada@desk.example> escribió:",
    "El 20 nov 2026, a las 10:15, Ada <ada@desk.example> escribió:",
    "Em sex., 20 de nov. de 2026 às 10:15, Ada <ada@desk.example> escreveu:",
    "Em 20 de nov. de 2026, à(s) 10:15, Ada <ada@desk.example> escreveu:",
    "пт, 20 нояб. 2026 г. в 10:15, Ада <ada@desk.example>:",
    "20 нояб. 2026 г., в 10:15, Ада <ada@desk.example> написал(а):",
    "Пятница, 20 ноября 2026, 10:15 +03:00 от Ада <ada@desk.example>:",
    '20.11.2026, 10:15, "Ада" <ada@desk.example>:',
    "Am Fr., 20. Nov. 2026 um 10:15 Uhr schrieb Ada <ada@desk.example>:",
    "Am 20.11.2026 um 10:15 schrieb Ada:",
    "Le ven. 20 nov. 2026 à 10:15, Ada <ada@desk.example> a écrit :",
    "Il giorno ven 20 nov 2026 alle ore 10:15 Ada <ada@desk.example> ha scritto:",
    "Il 20/11/2026 10:15, Ada ha scritto:",
    "In data venerdì 20 novembre 2026 10:15:22 CET, Ada ha scritto:",
    "Ada Lovelace <ada@desk.example> schrieb am Fr., 20. Nov. 2026, 10:15:",
    "Am Freitag, 20. November 2026 um 10:15:22 MEZ hat Ada <ada@desk.example> Folgendes geschrieben:",
    "Ada <ada@desk.example> escribió el vie., 20 nov. 2026 a las 10:15:",
    "Ada <ada@desk.example> escreveu no dia sexta, 20/11/2026 à(s) 10:15:",
    "El dia 20 nov 2026, a les 10:15, Ada <ada@desk.example> va escriure:",
    "Пятница, 20 ноября 2026, 10:15 +03:00 от ada@desk.example:",
    "20.11.2026, 10:15, ada@desk.example:",
    "пт, 20 лист. 2026 р. о 10:15 Ада <ada@desk.example> пише:",
    "W dniu 20.11.2026 o 10:15, Ada pisze:",
    "Ada <ada@desk.example> ezt írta (időpont: 2026. nov. 20., P, 10:15):",
    "---- On Fri, 20 Nov 2026 10:15:22 +0300 Ada <ada@desk.example> wrote ----",
]
HEADS = [
    "From: {ada}\nSent: Friday, November 20, 2026 10:15 AM\nTo: Valeria\nSubject: Lamp",
    "De: {ada}\nEnviado: viernes, 20 de noviembre de 2026 10:15\nPara: Valeria\nAsunto: Lámpara",
    "De: {ada}\nEnviado el: viernes, 20 de noviembre de 2026 10:15\nPara: Valeria\nCC: Bruno\nAsunto: Lámpara",
    "De: {ada}\nEnviada em: sexta-feira, 20 de novembro de 2026 10:15\nPara: Valeria\nAssunto: Lâmpada",
    "От: {ada}\nОтправлено: пятница, 20 ноября 2026 г. 10:15\nКому: Валерия\nТема: Лампа",
    "Von: {ada}\nGesendet: Freitag, 20. November 2026 10:15\nAn: Valeria\nBetreff: Lampe",
    "De : {ada}\nEnvoyé : vendredi 20 novembre 2026 10:15\nÀ : Valeria\nObjet : Lampe",
    "Da: {ada}\nInviato: venerdì 20 novembre 2026 10:15\nA: Valeria\nOggetto: Lampada",
    "*From:* {ada}\n*Sent:* Friday, November 20, 2026 10:15 AM\n*To:* Valeria\n*Subject:* Lamp",
]
RULES = [
    "-----Original Message-----",
    "-----Mensaje original-----",
    "-----Mensagem original-----",
    "-----Исходное сообщение-----",
    "-----Ursprüngliche Nachricht-----",
    "-----Message d'origine-----",
    "-----Messaggio originale-----",
    "---------- Forwarded message ----------",
    "________________________",
]


def marked(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines())


@pytest.mark.parametrize("attribution", ATTRIBUTIONS)
@pytest.mark.parametrize("quote", [marked(OLD), OLD], ids=["marked", "bare"])
def test_em15_an_answer_above_a_quote(attribution: str, quote: str) -> None:
    mail = read(f"{NEW}\n\n{attribution}\n\n{quote}\n")
    assert mail.new_text == NEW
    assert mail.quoted_text == f"{attribution}\n\n{quote}"
    assert mail.text == f"{NEW}\n\n{attribution}\n\n{quote}"


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("rule", ["", "________________________________"])
def test_em15_an_answer_above_the_head_of_the_original(head: str, rule: str) -> None:
    mail = read(f"{NEW}\n\n{rule}\n{head.format(ada=ADA)}\n\n{OLD}")
    assert mail.new_text == NEW
    assert mail.quoted_text.endswith(OLD)


@pytest.mark.parametrize("rule", RULES)
def test_em15_an_answer_above_a_line_drawn(rule: str) -> None:
    mail = read(f"{NEW}\n\n{rule}\n{HEADS[0].format(ada=ADA)}\n\n{OLD}")
    assert (mail.new_text, mail.quoted_text.startswith(rule)) == (NEW, True)


@pytest.mark.parametrize(
    "line",
    ["## Escriba por encima de esta línea ##", "## Reply above this line ##", "## Пишите выше этой строки ##"],
)
def test_c17_the_house_s_own_line_is_honoured_first(line: str) -> None:
    mail = read(f"{NEW}\n\n{line}\n\nAnything else, and\nOn Friday Ada wrote: nothing")
    assert mail.new_text == NEW


def test_c17_an_answer_below_our_line_in_a_quote_stays() -> None:
    assert read(f"> ## Reply above this line ##\n{marked(OLD)}\n\n{NEW}").new_text == NEW


def test_em15_answers_between_the_lines_of_a_quote_stay() -> None:
    mail = read(f"{ATTRIBUTIONS[0]}\n> Which lamp?\nThe green one.\n> Since when?\nSince Monday.\n\nDmitri")
    assert mail.new_text == "The green one.\nSince Monday.\n\nDmitri"
    assert mail.quoted_text.endswith("> Which lamp?\n> Since when?")


def test_em15_an_answer_below_a_quoted_head_stays() -> None:
    mail = read(f"{marked(HEADS[0].format(ada=ADA))}\n> Which lamp?\nThe green one.")
    assert mail.new_text == "The green one."


def test_em15_what_is_said_above_a_forward_is_new() -> None:
    mail = read(f"See below.\n\nBegin forwarded message:\n\n{marked(HEADS[0].format(ada=ADA))}\n>\n{marked(OLD)}")
    assert mail.new_text == "See below."


def test_em15_an_answer_below_a_quote_stays() -> None:
    assert read(f"{ATTRIBUTIONS[0]}\n\n{marked(OLD)}\n\n{NEW}").new_text == NEW


@pytest.mark.parametrize(
    "text", [f"{ATTRIBUTIONS[0]}\n\n{marked(OLD)}", marked(OLD), f"{RULES[0]}\n{HEADS[0]}\n\n{OLD}"]
)
def test_em15_a_mail_that_is_only_a_quote_is_shown_whole(text: str) -> None:
    mail = read(text)
    assert (mail.new_text, mail.quoted_text) == (text, "")


@pytest.mark.parametrize(
    "text",
    [
        "On the other hand, it was you who wrote that it would come.",
        "The lamp came on Friday at 10:15, I wrote to you:\nit is broken.",
        "From: Madrid\nI would like to go there.",
        "De: la lámpara\nPara: mi casa",
        "I sent it from my iPhone app, and it failed.",
        "The switch -- the green one -- is broken.",
        ">_< it broke again",
        "On Fri, 20 Nov 2026 at 10:15 I wrote:\nmy lamp is broken. And nobody answered.",
        "Am 20.11.2026 um 10:15 schrieb ich Ihnen:\nDie Lampe ist kaputt.",
        "Sent from the warehouse on Monday, it never came.\nWhere is it?\nAnd to whom was it given by you?",
    ],
)
def test_em15_a_sentence_is_no_mark(text: str) -> None:
    assert read(text).new_text == text


@pytest.mark.parametrize(
    "signature",
    [
        "-- \nDmitri\nLumen Óptica",
        "--\nDmitri",
        "__\nDmitri",
        "Sent from my iPhone",
        "Enviado desde mi iPhone",
        "Enviado do meu iPhone",
        "Отправлено с iPhone",
        "Отправлено из мобильной Почты Mail",
        "Von meinem iPhone gesendet",
        "Envoyé de mon iPhone",
        "Inviato da iPhone",
        "Get Outlook for Android",
        "Sent from Yahoo Mail on Android",
        "Sent with Proton Mail secure email.",
        "Obtén Outlook para Android",
        "Holen Sie sich Outlook für iOS",
        "Скачать Outlook для iOS",
        "-- Отправлено из Mail.ru для Android",
        "Verstuurd vanaf mijn iPhone",
        "Надіслано з iPhone",
    ],
)
def test_a_signature_is_left_out_and_greeting_and_name_stay(signature: str) -> None:
    mail = read(f"{NEW}\n\n{signature}\n")
    assert mail.new_text == NEW
    assert mail.text.endswith(signature.splitlines()[-1])


def test_a_mail_that_is_only_a_signature_is_shown() -> None:
    assert read("Sent from my iPhone").new_text == "Sent from my iPhone"


SAID = "<p>Gracias, ya llegó.</p>"
HTML = [
    '{new}<div class="gmail_quote"><div class="gmail_attr">On Fri Ada wrote:</div><blockquote>{old}</blockquote></div>',
    '{new}<blockquote type="cite"><div>On 20 Nov 2026, at 10:15, Ada wrote:</div>{old}</blockquote>',
    '{new}<div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Ada</div><div>{old}</div>',
    '{new}<div class="yahoo_quoted"><div>On Friday, Ada wrote:</div><div>{old}</div></div>',
    '{new}<div class="moz-cite-prefix">On 20/11/2026 10:15, Ada wrote:</div><blockquote type="cite">{old}</blockquote>',
    "{new}<div>20.11.2026, 10:15, &quot;Ada&quot; &lt;ada@desk.example&gt;:</div><blockquote>{old}</blockquote>",
    "{new}<div><b>От:</b> Ada<br><b>Отправлено:</b> 20 ноября 2026<br><b>Кому:</b> V<br><b>Тема:</b> x</div>{old}",
    '{new}<div id="ydp1yahoo_quoted_7" class="ydp1yahoo_quoted"><div>On Friday, Ada wrote:</div><div>{old}</div></div>',
    '{new}<span id="OLK_SRC_BODY_SECTION"><div>De: Ada</div><div>{old}</div></span>',
    '{new}<div class="moz-forward-container">-------- Mensaje reenviado --------<br>Asunto: x<br>{old}</div>',
    '{new}<div name="quote"><div>Gesendet: Freitag</div><div name="quoted-content">{old}</div></div>',
    '{new}<div name="messageReplySection">On Friday, Ada wrote:<br><blockquote type="cite">{old}</blockquote></div>',
    '{new}<div>Obtén Outlook para iOS</div><div id="mail-editor-reference-message-container">De: Ada<br>{old}</div>',
    '{new}<div>20 nov 2026, 10:15 by ada@desk.example:</div><blockquote class="tutanota_quote">{old}</blockquote>',
    '{new}<div class="protonmail_quote">On Friday, Ada wrote:<blockquote>{old}</blockquote></div>',
]


@pytest.mark.parametrize("html", HTML)
def test_em15_the_marks_of_pages_are_believed(html: str) -> None:
    mail = page(html.format(new=SAID, old="<p>¿Llegó?</p><p>Ada</p>"))
    assert mail.new_text == "Gracias, ya llegó."
    assert "¿Llegó?" in mail.quoted_text
    assert mail.html is not None
    assert "¿Llegó?" in mail.html


def test_em15_an_answer_inside_a_quoted_page_stays() -> None:
    mail = page("<blockquote>Which lamp?</blockquote><p>The green one.</p><blockquote>Since when?</blockquote>Monday.")
    assert mail.new_text == "The green one.\n\nMonday."


def test_em15_an_answer_below_the_quote_in_gmail_s_box_stays() -> None:
    box = '<div class="gmail_quote"><div class="gmail_attr">El vie, 20 nov 2026 a las 10:15, Ada escribió:</div>'
    quote = '<blockquote class="gmail_quote">Which lamp?</blockquote>'
    assert page(f"{box}{quote}<div>The green one.</div>{quote}<div>Monday.</div></div>").new_text == (
        "The green one.\n\nMonday."
    )


def test_em15_a_forward_may_begin_with_its_subject() -> None:
    head = f"-------- Mensaje reenviado --------\nAsunto: x\nFecha: Fri, 20 Nov 2026 10:15\nDe: {ADA}\nPara: V"
    assert read(f"{NEW}\n\n{head}\n\n{OLD}").new_text == NEW


def test_a_page_is_read_as_its_words() -> None:
    mail = page(
        "<style>p{}</style><!-- no --><p>Hola,<br>la <a href='https://x.example'>l&aacute;mpara</a>\n rota</p>"
        "<ul><li>una</li><li>dos</li></ul><div style='display: none'>hidden</div><pre>a\n b</pre><script>x</script>"
    )
    assert mail.text == "Hola,\nla lámpara rota\n\n* una\n* dos\n\na\n b"


def test_every_line_is_told_once() -> None:
    divided = quoting.divide(["a", "> b", "", "-- ", "c"])
    assert [kind.name for kind in divided.kinds] == ["NEW", "QUOTED", "NEW", "SIGNATURE", "SIGNATURE"]


def test_a_thread_of_two_hundred_mails_shows_the_last_answer() -> None:
    text = "One"
    for number in range(200):
        text = f"Answer {number}\n\n{ATTRIBUTIONS[number % len(ATTRIBUTIONS)]}\n{marked(text)}"
    assert read(text).new_text == "Answer 199"
