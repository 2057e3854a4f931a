"""In which language is a text written? By its script and its small words; nobody knows when in doubt."""

import math
import re
import tomllib
from collections import Counter
from pathlib import Path

_TOLD = tomllib.loads(Path(__file__).with_name("languages.toml").read_text("utf-8"))
WORDS: dict[str, frozenset[str]] = {language: frozenset(words.split()) for language, words in _TOLD["words"].items()}
SCRIPTS: dict[str, re.Pattern[str]] = {
    language: re.compile(f"[{letters}]") for language, letters in _TOLD["scripts"].items()
}
SHARED: Counter[str] = Counter(word for words in WORDS.values() for word in words)
LONGEST = 4000  # characters that are looked at
SAYING = re.compile(r"""[^\s\d.,;:!?()\[\]<>"'’«»“”„¡¿…_*/|=+-]+""")
ELSEWHERE = re.compile(r"\S+@\S+|\w+://\S+")
LEAST, SHARE, AHEAD = 0.9, 0.05, 1.25
"""What the best language must reach: at all, for each word said, and as a multiple of the second."""


def guess(text: str) -> str | None:
    """ISO 639-1 of the text; None where no language is clearly ahead."""
    sample = ELSEWHERE.sub(" ", text[:LONGEST].lower())
    letters = sum(map(str.isalpha, sample))
    for language, script in SCRIPTS.items():
        if len(script.findall(sample)) * 5 > letters:
            return language
    said = Counter(SAYING.findall(sample))
    scores = sorted(((_score(language, said, sample), language) for language in WORDS), reverse=True)
    (best, language), (second, _other) = scores[:2]
    enough = best >= max(LEAST, said.total() * SHARE)
    return language if enough and best > second * AHEAD else None


def _score(language: str, said: Counter[str], sample: str) -> float:
    """The words of the language, each worth the more the fewer languages have it, and its own letters."""
    words = sum(said[word] / math.sqrt(SHARED[word]) for word in WORDS[language] & said.keys())
    return words + 0.7 * sum(min(sample.count(letter), 3) for letter in _TOLD["letters"].get(language, ""))
