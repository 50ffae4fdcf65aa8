"""Are the constants of the ranking fitted to the collections at hand? Judged by cross-validation.

  python3 run.py bench tuning --collection DIR DIR [DIR ...]

For each collection the constants that are best on the others are taken and judged on it: what comes
out is what to expect on a collection never seen. Beside it stand the constants in use and bm25s.
Collections are in the form that ``bench relevance`` reads. On SQLite; the order of the hits is the
same on every database.
"""

import argparse
import itertools
import sys
from pathlib import Path
from statistics import mean

from benchmarks import relevance
from benchmarks.stage import site, timing

GRID = {
    "NEIGHBOUR_WEIGHT": (0.0, 0.1, 0.2),
    "FEEDBACK_SHARE": (0.0, 0.2, 0.4, 0.6),
    "FEEDBACK_TERMS": (20, 40),
}
IN_USE = ()
"""The constants as they are."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--collection", type=Path, nargs="+", required=True)
    folders = parser.parse_args().collection
    if len(folders) < 2:
        sys.exit("Two collections at least are needed: one to tune on, one to judge by.")
    found = {folder.name: site.in_a_new_process(measure, folder) for folder in folders}
    print(
        timing.table(
            ["nDCG@10", "bm25s", "in use", "tuned on the others", "constants"], rows(found)
        )
    )


def measure(folder: Path) -> tuple[float, dict[tuple, float]]:
    """Return nDCG@10 of bm25s, and ours by constants."""
    documents, queries, judgements = relevance.read_collection(folder)
    rival = relevance.score(relevance.ask_bm25s(documents, queries), judgements)[0]
    with relevance.empty_site("sqlite"):
        from cases import search
        from cases.search import ranking

        names = relevance.load(documents)
        search.sync()
        ours = {}
        for values in (IN_USE, *itertools.product(*GRID.values())):
            for name, value in zip(GRID, values, strict=False):
                setattr(ranking, name, value)
            ours[values] = relevance.score(relevance.ask(queries, names), judgements)[0]
            print(f"  {folder.name} {values} {ours[values]:.3f}", file=sys.stderr)
    return rival, ours


def rows(found: dict[str, tuple[float, dict[tuple, float]]]) -> list[list[str]]:
    table = []
    for name, (rival, ours) in found.items():
        others = [scores for other, (_rival, scores) in found.items() if other != name]
        best = max(ours.keys() - {IN_USE}, key=lambda values: mean(o[values] for o in others))
        figures = [f"{value:.3f}" for value in (rival, ours[IN_USE], ours[best])]
        table.append([name, *figures, ", ".join(map(str, best))])
    return table


if __name__ == "__main__":
    main()
