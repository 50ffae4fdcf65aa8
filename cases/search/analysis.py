"""Text to terms: the one place where index and query agree on what a word is.

text -> chunks (split at blanks) -> fold (case, accents) -> words -> terms (stop words out, one
spelling, stem). Folding and words are the same in every language; stop words and stems follow it.
The index stores the terms separated by blanks, so no tokenizer of the library sees raw text.
"""

import re
import unicodedata
from functools import cache

import Stemmer

from .spelling_variants import one_spelling
from .stop_words import STOP_WORDS

STEMMERS = {"en": "english", "fr": "french", "es": "spanish", "pt": "portuguese", "ar": "arabic"}
DEFAULT_LANGUAGE = "en"
LONGEST_WORD = 60
CACHED_CHUNKS = 300_000

_LETTERS = {
    ord(letter): plain
    for letters, plain in (
        *zip("øłđðæœı", ("o", "l", "d", "d", "ae", "oe", "i"), strict=True),
        ("þ", "th"),
        ("ى", "ي"),
        ("\u0640\u00ad", ""),  # tatweel, soft hyphen
        ("’‘ʼ", "'"),
        ("‐‑", "-"),
        *((chr(0x660 + digit) + chr(0x6F0 + digit), str(digit)) for digit in range(10)),
    )
    for letter in letters
}
_MARKS = re.compile("[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670]+")
_ACRONYM = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_APOSTROPHE = re.compile(r"\b(?:[cdjlmnst]|qu)'(?=[^\W\d_])|'s\b|'")
_PUNCTUATION = '.,;:!?()[]"'
_WORD = re.compile(r"[^\W_]+")
_COMPOUND = re.compile(r"[^\W_]+(?:-[^\W_]+)+")


def fold(text: str) -> str:
    """The text in lower case, without accents and vowel signs, with plain letters and digits."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return _MARKS.sub("", decomposed).translate(_LETTERS)


def _plain(chunk: str) -> str:
    chunk = _ACRONYM.sub(lambda match: match[0].replace(".", "") + " ", fold(chunk))
    return _APOSTROPHE.sub("", _THOUSANDS.sub("", chunk))


def words(text: str) -> list[str]:
    """Folded words in order; the parts of a hyphenated word are words of their own."""
    word = text.strip(_PUNCTUATION)
    if word.isascii() and word.isalpha():  # as most chunks are: nothing else is to be done
        return [word.lower()[:LONGEST_WORD]]
    return [word[:LONGEST_WORD] for word in _WORD.findall(_plain(text))]


def compounds(text: str) -> list[str]:
    """Hyphenated words written as one: "co-operation" gives "cooperation"."""
    return [word.replace("-", "")[:LONGEST_WORD] for word in _COMPOUND.findall(_plain(text))]


class Analyser(dict):
    """Terms of one language. As a dict it gives what stands for a chunk, joined by blanks:
    its terms, and its folded words without those that hold a digit.

    What was made of a chunk is kept: few different ones make up most of all texts, and to look it
    up is most of the work of indexing them.
    """

    def __init__(self, language: str):
        super().__init__()
        self.language = language
        self.stem = Stemmer.Stemmer(STEMMERS[language], 0).stemWord
        self.stop = {word for listed in STOP_WORDS[language] for word in words(listed)}

    def __missing__(self, chunk: str) -> tuple[str, str]:
        if len(self) > CACHED_CHUNKS:
            self.clear()
        found = words(chunk)
        terms = " ".join(filter(None, map(self.term, found)))
        spelled = " ".join(filter(str.isalpha, found))
        made = self[chunk] = (terms, terms if terms == spelled else spelled)
        return made

    def term(self, word: str) -> str:
        """The term of one folded word, empty for a stop word."""
        if word in self.stop:
            return ""
        return self.stem(one_spelling(word, self.language))

    def text(self, text: str) -> str:
        """The terms of a text in order, joined by blanks."""
        return " ".join(filter(None, (self[chunk][0] for chunk in text.split())))

    def vocabulary(self, text: str) -> set[str]:
        """The different folded words of a text, without those that hold a digit."""
        return {word for chunk in text.split() for word in self[chunk][1].split()}

    def compounds(self, text: str) -> str:
        """The terms of the text's hyphenated words written as one, joined by blanks."""
        if "-" not in text:
            return ""
        found = (word for chunk in text.split() if "-" in chunk for word in compounds(chunk))
        return " ".join(filter(None, map(self.term, found)))


@cache
def _analyser(language: str) -> Analyser:
    return Analyser(language)


def analyser(language: str) -> Analyser:
    """The analyser of a language code; English for languages without a stemmer."""
    return _analyser(language if language in STEMMERS else DEFAULT_LANGUAGE)
