"""Make the generated cases that the other benchmarks ask, unless they are there already.

python3 run.py bench corpus [--size 5000 100000 1000000] [--database sqlite postgresql] [--dir DIR]
"""

import json
from pathlib import Path

from benchmarks.stage import site


def main() -> None:
    given = site.options(__doc__, sizes=[5_000]).parse_args()
    for size in given.size:
        for database in given.database:
            print(site.in_a_new_process(make, size, database, given.dir), flush=True)


def make(size: int, database: str, folder: Path) -> str:
    """Make the cases, and say where they are and how large they are."""
    with site.opened(size, database, folder) as home:
        made = json.loads((home / site.MADE).read_text())
        used = sum(path.stat().st_blocks * 512 for path in home.rglob("*") if path.is_file())
        return f"{home}: {size:,} cases, {used / 1e9:.2f} GB, made in {made['seconds']} s"


if __name__ == "__main__":
    main()
