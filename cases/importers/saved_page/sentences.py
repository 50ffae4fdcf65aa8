"""What running text looks like: where a sentence ends, and what goes on after a page's end."""

from cases.importers.saved_page.spelling import fold, folded

SENTENCE_END = (".", "!", "?", "…")
CLAUSE_END = (*SENTENCE_END, ":", ";")
CLOSING_MARKS = "\"'”’»)]} "
FEWEST_WORDS = 5
LEADING_ON = folded(
    "a about among an and as at between by for from in into its of on or our than that the their "
    "through to which with"
)


def ends_clause(text: str) -> bool:
    """Tell whether ``text`` ends in . ! ? : or ; (closing quotes and brackets aside)."""
    return text[-20:].rstrip(CLOSING_MARKS).endswith(CLAUSE_END)


def is_sentence(text: str) -> bool:
    """Tell whether ``text`` reads as a sentence rather than a name, a title or an address.

    It starts with a capital, ends like a sentence, has five words or more, and more than half of
    them start with a small letter.
    """
    if not text[:1].isupper() or not text[-20:].rstrip(CLOSING_MARKS).endswith(SENTENCE_END):
        return False
    words = text.split()
    return len(words) >= FEWEST_WORDS and 2 * sum(word[0].islower() for word in words) > len(words)


def goes_on(above: str, text: str) -> bool:
    """Tell whether ``text`` continues the unfinished ``above`` across a page's end.

    ``above`` does not end a clause and ``text`` starts with a small letter, or ``above`` ends in
    a comma or a word that leads on ("of", "and", "the").
    """
    if ends_clause(above):
        return False
    last = above[-40:].split()[-1:]
    return text[:1].islower() or above.endswith(",") or fold(last[0]) in LEADING_ON
