"""The tables of the search benchmark: times and ratios, and the goals with what was reached."""

from benchmarks.stage.timing import Times, goal, ms, p50_p95, table

COMMON, NO_WORD = "common word", "no word"
FULL_SIZE, HUGE_SIZE, SMALL_SIZE = 100_000, 1_000_000, 5_000
MOST_MS = {FULL_SIZE: 10, HUGE_SIZE: 60}
TIMES_FASTER = {"plain Django": 50, "Datasette": 100}
TIMES_FASTER_ANYWHERE = 5
MOST_GROWTH = 8
MOST_GROWTH_WITHOUT_WORDS = 2
"""This is called constant: 20 times the cases may cost twice the time, noise included."""

# What was measured on one site: by class of questions, by engine, the times and the mean total.
Measured = dict[str, dict[str, tuple[Times, float]]]


def results(measured: Measured) -> str:
    """Return p50 and p95 in ms of each engine, and how many times faster we are by p50."""
    rivals = [name for name in next(iter(measured.values())) if name != "ours"]
    head = ["ms", "cases found", "ours p50", "p95"]
    head += [part for name in rivals for part in (f"{name} p50", "p95", "ratio")]
    rows = []
    for label, engines in measured.items():
        ours, total = engines["ours"]
        row = [label, f"{total:,.0f}", *p50_p95(ours)]
        for name in rivals:
            theirs, _total = engines[name]
            row += [*p50_p95(theirs), f"{theirs.p50 / ours.p50:,.0f}"]
        rows.append(row)
    return table(head, rows)


def goals(measured: dict[tuple[int, str], Measured]) -> str:
    """Return the goals that these runs can tell of, with what was reached."""
    rows = []
    for (size, database), found in measured.items():
        where = f"{size:,} cases, {database}"
        if size in MOST_MS:
            rows.append(_slowest(where, found, MOST_MS[size]))
        if size == FULL_SIZE:
            rows += _ratios(where, found)
        if size == FULL_SIZE and (SMALL_SIZE, database) in measured:
            rows += _growth(database, measured[SMALL_SIZE, database], found)
    return table(["goal", "reached", ""], rows) if rows else "No goal is set for these sizes."


def _slowest(where: str, found: Measured, most: int) -> list[str]:
    worst, label = max((engines["ours"][0].p50, label) for label, engines in found.items())
    text = f"{where}: p50 of every class at most {most} ms"
    return goal(text, f"{ms(worst)} ms ({label})", worst * 1000 <= most)


def _ratios(where: str, found: Measured) -> list[list[str]]:
    rows = []
    for rival in [name for name in found[COMMON] if name != "ours"]:
        ratios = {label: e[rival][0].p50 / e["ours"][0].p50 for label, e in found.items()}
        wanted, reached = TIMES_FASTER[rival], ratios[COMMON]
        text = f"{where}: common words {wanted} times faster than {rival}"
        rows.append(goal(text, f"{reached:,.0f} times", reached >= wanted))
        least, label = min((ratio, label) for label, ratio in ratios.items())
        text = f"{where}: every class {TIMES_FASTER_ANYWHERE} times faster than {rival}"
        rows.append(goal(text, f"{least:,.1f} times ({label})", least >= TIMES_FASTER_ANYWHERE))
    return rows


def _growth(database: str, small: Measured, full: Measured) -> list[list[str]]:
    growth = {label: full[label]["ours"][0].p50 / small[label]["ours"][0].p50 for label in full}
    without_words = growth.pop(NO_WORD)
    worst, label = max((times, label) for label, times in growth.items())
    where = f"5,000 to 100,000 cases, {database}"
    return [
        goal(
            f"{where}: time grows at most {MOST_GROWTH} times",
            f"{worst:.1f} times ({label})",
            worst <= MOST_GROWTH,
        ),
        goal(
            f"{where}: no word, constant (at most {MOST_GROWTH_WITHOUT_WORDS} times)",
            f"{without_words:.1f} times",
            without_words <= MOST_GROWTH_WITHOUT_WORDS,
        ),
    ]
