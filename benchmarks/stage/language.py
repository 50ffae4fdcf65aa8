"""An invented language: pronounceable words whose frequencies follow Zipf's law.

How common each word is, is known beforehand, so questions for rare, medium and common words can be
put together without looking into the collection. No word is changed by a Snowball or Porter stemmer
and none is a stop word, so every engine means the same cases by a word.
"""

import random
from bisect import bisect_left
from itertools import accumulate

OPENINGS = (*"bdfghjklmnprtv", "br", "dr", "gr", "kr", "pl", "tr")
VOWELS = "aeiou"
ENDINGS = "bkp"
SYLLABLES = (1, 1, 2, 2, 2, 3)

SENTENCE = 14
SENTENCES = 100_000

# Zipf-Mandelbrot: frequency of rank r is in proportion to 1 / (r + SHIFT) ** STEEPNESS.
SHIFT = 2.7
STEEPNESS = 1.05


class Language:
    """Words by rank, the commonest first and shortest, and sentences made of them."""

    def __init__(self, rng: random.Random, words: int = 60_000, sentences: int = SENTENCES):
        self.rng = rng
        self.words = self._invent(words)
        weights = list(accumulate((rank + SHIFT) ** -STEEPNESS for rank in range(words)))
        self.total_weight = weights[-1]
        self.cum_weights = weights
        drawn = rng.choices(self.words, cum_weights=weights, k=sentences * SENTENCE)
        self.sentences = [
            " ".join(drawn[start : start + SENTENCE]).capitalize() + "."
            for start in range(0, len(drawn), SENTENCE)
        ]

    def _invent(self, number: int) -> list[str]:
        invented: dict[str, None] = {}
        while len(invented) < number:
            invented[self._word()] = None
        return sorted(invented, key=len)

    def _word(self) -> str:
        choice = self.rng.choice
        syllables = range(choice(SYLLABLES))
        return "".join(choice(OPENINGS) + choice(VOWELS) for _ in syllables) + choice(ENDINGS)

    def text(self, words: int, paragraph: int = 6) -> str:
        """Return about ``words`` words in sentences, a blank line after each ``paragraph``."""
        chosen = self.rng.choices(self.sentences, k=max(1, round(words / SENTENCE)))
        parts = (" ".join(chosen[n : n + paragraph]) for n in range(0, len(chosen), paragraph))
        return "\n\n".join(parts)

    def title(self, words: int = 8) -> list[str]:
        return self.rng.choices(self.words, cum_weights=self.cum_weights, k=words)

    def share(self, rank: int, words: int) -> float:
        """Return the part of texts of ``words`` words in which the word of ``rank`` occurs."""
        frequency = (rank + SHIFT) ** -STEEPNESS / self.total_weight
        return 1 - (1 - frequency) ** words

    def words_in(self, share: float, words: int, number: int) -> list[str]:
        """Return ``number`` words that occur in about ``share`` of the texts of ``words`` words."""
        ranks = range(len(self.words))
        middle = bisect_left(ranks, -share, key=lambda rank: -self.share(rank, words))
        start = max(0, min(middle - number // 2, len(self.words) - number))
        return self.words[start : start + number]
