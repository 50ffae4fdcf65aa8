"""What a reader typed, taken apart: words, "exact phrases", -exclusions. Nothing is an error."""

import re
from dataclasses import dataclass

LONGEST_TEXT = 2000
MOST_WORDS = 64
MOST_PHRASES = 8
LONGEST_QUERY_WITH_OPERATORS = 8
"""A text with more words outside quotes is prose: its quotes and dashes are no operators."""

QUOTES = "“”„«»＂"
_PLAIN_QUOTES = str.maketrans(dict.fromkeys(QUOTES, '"'))
_ITEM = re.compile(
    r'(?:(?<=\s)|(?<=^))-"([^"]*)"|"([^"]*)"|(?:(?<=\s)|(?<=^))-(?=\w)([^\s"]+)|([^\s"]+)'
)
_WORDLIKE = re.compile(r"[^\W_]")
_PUNCTUATION_END = re.compile(r"[.,;:?!()/]$")


@dataclass(frozen=True)
class Question:
    """The chunks of a typed text, in order. A chunk is what stands between blanks, not yet folded.

    ``breaks`` are the positions in ``words`` after which a clause ends: words on either side of one
    are no neighbours. ``shortened`` says that the text was longer than is searched.
    """

    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[tuple[str, ...], ...] = ()
    breaks: frozenset[int] = frozenset()
    shortened: bool = False

    @property
    def asks(self) -> bool:
        """Whether anything is asked for, or at least ruled out."""
        return bool(self.words or self.phrases or self.excluded)

    @property
    def chunks(self) -> tuple[str, ...]:
        """What is asked for, in phrases or not."""
        return self.words + tuple(chunk for phrase in self.phrases for chunk in phrase)


def parse(text: str) -> Question:
    """Take a typed text apart. Never raises; what is too long is cut and marked ``shortened``."""
    clean = text.encode("utf-8", "ignore").decode().translate(_PLAIN_QUOTES)
    found = list(_ITEM.finditer(clean[:LONGEST_TEXT]))
    plain = [item[4] for item in found if item[4] and _WORDLIKE.search(item[4])]
    if len(plain) > LONGEST_QUERY_WITH_OPERATORS:
        return _prose(clean)
    phrases = tuple(_chunks(item[2]) for item in found if item[2] and _chunks(item[2]))
    excluded = tuple(
        _chunks(item[1] or item[3]) for item in found if _chunks(item[1] or item[3] or "")
    )
    words, breaks, cut = _words(plain)
    cut = cut or len(clean) > LONGEST_TEXT or max(len(phrases), len(excluded)) > MOST_PHRASES
    return Question(words, phrases[:MOST_PHRASES], excluded[:MOST_PHRASES], breaks, cut)


def _prose(text: str) -> Question:
    words, breaks, cut = _words(_chunks(text[:LONGEST_TEXT].replace('"', ' " ')))
    return Question(words, breaks=breaks, shortened=cut or len(text) > LONGEST_TEXT)


def _words(chunks) -> tuple[tuple[str, ...], frozenset[int], bool]:
    chunks = list(chunks)
    words = chunks[:MOST_WORDS]
    breaks = {position for position, word in enumerate(words) if _PUNCTUATION_END.search(word)}
    breaks |= {position - 1 for position, word in enumerate(words) if word[0] in "(["}
    return tuple(words), frozenset(breaks), len(chunks) > MOST_WORDS


def _chunks(text: str) -> tuple[str, ...]:
    return tuple(chunk for chunk in text.split() if _WORDLIKE.search(chunk))
