"""Make the generated cases that the other benchmarks ask, unless they are there already.

python3 run.py bench corpus [--size 5000|100000|1000000] [--database sqlite|postgresql] [--dir DIR]
"""

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.stage import site


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=5_000)
    parser.add_argument("--database", choices=site.DATABASES, default="sqlite")
    parser.add_argument("--dir", type=Path, default=site.FOLDER)
    given = parser.parse_args()
    with site.opened(given.size, given.database, given.dir) as home:
        made = json.loads((home / site.MADE).read_text())
        bytes_used = sum(path.stat().st_size for path in home.rglob("*") if path.is_file())
        print(f"{home}: {made['size']:,} cases, {bytes_used / 1e9:.2f} GB, {made['seconds']} s")


if __name__ == "__main__":
    main()
