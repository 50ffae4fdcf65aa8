"""What a search gives: a page of hits, and what is known of the whole match set."""

from dataclasses import dataclass, field

from .facets import Option


@dataclass(frozen=True)
class Hit:
    """A found practice. ``snippet`` is safe HTML, empty when no passage shows the words."""

    practice_id: int
    snippet: str = ""
    found_in: tuple[str, ...] = ()


@dataclass(frozen=True)
class Result:
    """A page of hits of a match set of ``total`` practices.

    ``facets`` holds the options of every facet by name, ``years`` how many practices were active in
    which year. ``loosened`` says that not all words were required, ``shortened`` that the text was
    too long to be searched whole. ``misspelt`` are typed words that no case has; where they are
    probably typing errors, ``did_you_mean`` is the text without them, which was searched instead.
    ``complete`` is False when the index was not there and the database answered instead: then
    ``notice`` says so.
    ``data_version`` is the version of the data that the index showed; 0 without an index.
    """

    hits: list[Hit]
    total: int
    facets: dict[str, list[Option]]
    years: list[tuple[int, int]] = field(default_factory=list)
    loosened: bool = False
    shortened: bool = False
    misspelt: tuple[str, ...] = ()
    did_you_mean: str = ""
    complete: bool = True
    notice: str = ""
    data_version: int = 0
