"""The marks by which mail programs tell a quote, a forward or a signature: a table of words in many languages."""

import re

WROTE = (
    r"wrote|writes|said|escribió|escribio|escribi[óo]|escribiste|ha escrit|escreveu|napisał(?:\(a\)|a)?|schrieb|a écrit|a ecrit|ha scritto|"
    r"написал[аи]?(?:\(а\))?|пишет|писал[аи]?|написав(?:\(ла\))?|schreef|skrev|kirjoitti|napsala?(?:\(a\))?|yazdı|írta|a scris|написа|έγραψε|đã viết"
)
ATTRIBUTION = re.compile(
    rf"^[\s>]*(?:(?=.*(?:\d|@|<)).*\b(?:{WROTE})\b[^\n:：]{{0,60}}[:：]|(?=.*\d)(?=.*<\S+@\S+>).*\b(?:{WROTE})|.*(?:写道|写到|寫道|のメッセージ|님이 작성)\s*[:：]|.*@\S*\s*(?:{WROTE})\s*:)\s*$",
    re.I,
)
"""One line, after broken ones were joined, that says who wrote what follows, and when."""
OPENING = re.compile(
    r"^[\s>]*(?:on|am|el|le|il|em|op|den|dne|pe|ma|ti|ke|to|la|su|vid|w dniu|dnia|в|le)\b|^[\s>]*(?:пн|вт|ср|чт|пт|сб|вс|mo|di|mi|do|fr|sa|so)[.,]|^[\s>]*\d|^[\s>]*[^\s]+,\s+\d|^[\s>]*(?:20)\d\d[-/.年]|^[\s>]*[\w.\"'«-]+.*[<(]\S*@|^[\s>]*@",
    re.I,
)
NAMELESS = re.compile(
    r"^[\s>]*(?=.*\d{1,2}[:.]\d{2})(?=.*\d{4}|.*\d{1,2}[./]\d{1,2}[./]\d{2}).{8,160}(?:<[^<>\s]+@[^<>\s]+>|\([^()\s]+@[^()\s]+\))\s*:\s*$"
)
"""A date, a time and an address, then a colon: Gmail in Russian, Yandex, mail.ru."""
FORWARD = re.compile(
    r"^[\s>]*(?:[-_=*]{2,}\s*)?(?:forwarded message|begin forwarded message|forwarded by .*|mensaje reenviado|inicio del mensaje reenviado|"
    r"mensagem (?:encaminhada|reencaminhada)|início da mensagem (?:encaminhada|reencaminhada)|пересылаемое сообщение|пересланное сообщение|начало переадресованного сообщения|"
    r"weitergeleitete nachricht|anfang der weitergeleiteten nachricht|message (?:transféré|transmis)|début du message (?:transféré|réexpédié)|"
    r"messaggio inoltrato|inizio messaggio inoltrato|doorgestuurd bericht|vidarebefordrat meddelande|przekazana wiadomość|wiadomość przekazana)\s*:?(?:\s*[-_=*]{2,})?\s*$",
    re.I,
)
ORIGINAL = re.compile(
    r"^[\s>]*[-_=*]{2,}\s*(?:original message|reply message|original appointment|mensaje original|mensagem original|исходное сообщение|оригинальное сообщение|ursprüngliche nachricht|"
    r"ursprungliche nachricht|message d'origine|message original|messaggio originale|oorspronkelijk bericht|original besked|oprindelig (?:meddelelse|besked)|ursprungligt meddelande|"
    r"originalmeddelande|původní zpráva|wiadomość oryginalna|oryginalna wiadomość|alkuperäinen viesti|eredeti üzenet|mesaj original|原始邮件|原始郵件|original)\s*[-_=*]{2,}\s*$",
    re.I,
)
FROM = r"from|de|от|от кого|von|da|van|od|fra|från|lähettäjä|発信者|差出人|发件人|寄件者|보낸 사람|kimden|feladó|expéditeur|remitente|mittente|afzender|absender"
SENT = r"sent|message du|date|enviado(?: el)?|enviada(?: em)?|fecha|data|отправлено|дата|gesendet(?: am)?|datum|envoyé(?: le)?|inviato|verzonden|wysłano|sendt|skickat|dato|odesláno|lähetetty|发送时间|日時|送信日時|일시|보낸 날짜|gönderildi|elküldve|päiväys"
TO = r"to|para|кому|an|à|pour|a|aan|do|til|till|komu|vastaanottaja|收件人|宛先|받는 사람|kime|címzett|destinatario|empfänger"
SUBJECT = r"subject|asunto|assunto|тема|betreff|objet|oggetto|onderwerp|temat|emne|ämne|předmět|aihe|主题|件名|제목|konu|tárgy|re"
OTHERS = r"cc|копия|kopie|copie|kopia|copia|cópia|importance|importancia|importância|важность|reply-to|responder a|ответить|bcc|in-reply-to|message-id|organization|attachments?|adjuntos?|抄送"


def _field(names: str) -> re.Pattern[str]:
    return re.compile(rf"^[\s>*]*(?:{names})\s*[*]?\s*[:：][*]?\s*(?P<said>.*)$", re.I)


FIELD_FROM, FIELD_SENT, FIELD_TO, FIELD_SUBJECT = _field(FROM), _field(SENT), _field(TO), _field(SUBJECT)
FIELD_ANY = _field(f"{FROM}|{SENT}|{TO}|{SUBJECT}|{OTHERS}")
RULE = re.compile(r"^[\s>]*(?:[_=]{4,}|-{5,})(?:[^\n]{3,40}[-_=]{4,})?\s*$")
SEPARATOR = re.compile(r"^[\s>]*#{2,}\s*(?=.*[^\W\d_]{3}).{10,160}?\s*#{2,}\s*$|^[\s>]*-{2,}\s*(?:please\s+)?(?:reply|type your reply|write) above this line\s*-{2,}\s*$", re.I)
"""The house's own line above which customers answer (C17)."""
SIGNATURE = re.compile(r"^\s*(?:--|__|—|–-)\s*$|^\s*[_]{2,}\s*$")
MOBILE = re.compile(
    r"^\s*[*_<\[(]{0,2}(?:(?:sent|send|envoyé|get|inviato|enviado|enviada|verzonden|gesendet|von meinem|отправлено|отправлен|послано|skickat|sendt|odesláno|wysłane|wysłano|lähetetty|trimis|diese nachricht wurde)\b"
    r"(?=.*\b(?:from|via|desde|do|da|de|dal|depuis|с|из|со|von|mit|mijn|min|z|från|fra|iphone|ipad|android|outlook|gesendet)\b).{3,80}?|"
    r"(?:von meinem|mit|desde mi|do meu|from my|с моего) (?:iphone|ipad|handy|android|samsung|móvil|telefon)\b.{0,40}|"
    r"get outlook for (?:ios|android)|obtener outlook para (?:ios|android)|.{0,12}(?:iphone|ipad)から送信|发自我的.{1,20}|從我的.{1,20}傳送|나의 .{1,20}에서 보냄)"
    r"[.!\])*_]{0,3}\s*(?:<[^<>]*>?)?\s*$",
    re.I,
)
