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
ANY_SCRIPT = re.compile(f"[{''.join(_TOLD['scripts'].values())}]")
SPOKEN: dict[str, list[str]] = {word: [] for words in WORDS.values() for word in words}
"""Each word and the languages that have it."""
for _language, _words in WORDS.items():
    for _word in _words:
        SPOKEN[_word].append(_language)
LETTERS: dict[str, list[str]] = {letter: [] for letters in _TOLD["letters"].values() for letter in letters}
"""Each letter and the languages that hardly share it."""
for _language, _letters in _TOLD["letters"].items():
    for _letter in _letters:
        LETTERS[_letter].append(_language)
LONGEST = 4000  # characters that are looked at
SAYING = re.compile(r"""[^\s\d.,;:!?()\[\]<>"'’«»“”„¡¿…_*/|=+-]+""")
ELSEWHERE = re.compile(r"\S+@\S+|\w+://\S+")
LEAST, SHARE, AHEAD = 0.9, 0.05, 1.25
"""What the best language must reach: at all, for each word said, and as a multiple of the second."""


def guess(text: str) -> str | None:
    """ISO 639-1 of the text; None where no language is clearly ahead."""
    sample = ELSEWHERE.sub(" ", text[:LONGEST].lower())
    if language := _scripted(sample):
        return language
    said = Counter(SAYING.findall(sample))
    scores = dict.fromkeys(WORDS, 0.0)
    for word in said.keys() & SPOKEN.keys():
        for language in SPOKEN[word]:
            scores[language] += said[word] / math.sqrt(len(SPOKEN[word]))
    for letter in set(sample) & LETTERS.keys():
        for language in LETTERS[letter]:
            scores[language] += 0.7 * min(sample.count(letter), 3)
    best, second = sorted(WORDS, key=lambda language: (scores[language], language), reverse=True)[:2]
    enough = scores[best] >= max(LEAST, said.total() * SHARE)
    return best if enough and scores[best] > scores[second] * AHEAD else None


def _scripted(sample: str) -> str | None:
    """The language of a script that hardly another one writes."""
    if not ANY_SCRIPT.search(sample):
        return None
    letters = sum(map(str.isalpha, sample))
    return next((language for language, script in SCRIPTS.items() if len(script.findall(sample)) * 5 > letters), None)
