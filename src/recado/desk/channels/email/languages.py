"""In which language is a text written? By its script and its small words; None when in doubt."""

import re

SMALL = {
    "es": "de la que el en los del las por con una para es su lo como más pero sus le ya muy sin sobre también me hasta hay donde quien desde nos todo uno les ni hola gracias buenos días estoy tengo está cuando usted",
    "pt": "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou ser quando muito há nos já está eu também só pelo pela até isso você olá obrigado bom dia estou tenho",
    "en": "the of and to in is you that it he was for on are with as his they be at one have this from had not but what all were when we there can an your which their if will how hello thanks please i my me would",
    "fr": "de la le et les des en un une du que est pour qui dans par plus pas au sur ne se ce il sont avec nous vous je bonjour merci mon votre cette mais ou",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei hallo danke ich wir haben ihre",
    "it": "di e il la che in un per è una sono con non del da si le dei al come più ma nel alla ciao grazie buongiorno ho questo anche della gli mi",
    "nl": "de van het een en in is dat op te zijn met voor niet aan er om ook als dan maar bij uit hallo bedankt ik wij heb mijn",
    "ca": "de la que el i a en per els les amb una és del no més als com aquest gràcies bon dia hola són",
    "pl": "i w nie na się z do to że jest o jak ale co tak za od po dziękuję dzień dobry proszę czy mam",
    "ru": "и в не на что я с он как это по но к у из за от так же для вы мы все бы было мне есть здравствуйте спасибо добрый день при",
    "uk": "і в не на що я з як це але до у та за від для ви ми є вже або при дякую добрий день",
}
WORDS = {language: frozenset(words.split()) for language, words in SMALL.items()}
SCRIPTS = {"ja": r"[\u3040-\u30ff]", "ko": r"[\uac00-\ud7af]", "zh": r"[\u4e00-\u9fff]", "ar": r"[\u0600-\u06ff]", "he": r"[\u0590-\u05ff]", "el": r"[\u0370-\u03ff]", "th": r"[\u0e00-\u0e7f]", "hi": r"[\u0900-\u097f]"}
LONGEST = 4000


def guess(text: str) -> str | None:
    """ISO 639-1 of the text; None where no language is clearly ahead."""
    sample = text[:LONGEST]
    letters = sum(map(str.isalpha, sample)) or 1
    for language, script in SCRIPTS.items():
        if len(re.findall(script, sample)) * 5 > letters:
            return language
    said = re.findall(r"[^\W\d_]+", sample.lower())
    scores = sorted(((sum(word in words for word in said), language) for language, words in WORDS.items()), reverse=True)
    (best, language), (second, _other) = scores[:2]
    return language if best >= 1 and best >= len(said) * 0.12 and best > second * 1.15 else None
