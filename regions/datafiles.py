"""Reads the derived data files that lie beside the code."""

import csv
import gzip
import json
from importlib.resources import files
from typing import Any


def read_rows(name: str) -> list[list[str]]:
    """Reads the rows of a gzipped CSV file, without its header."""
    rows = list(csv.reader(_text(name).splitlines()))
    return rows[1:]


def read_features(name: str) -> list[dict[str, Any]]:
    """Reads the features of a gzipped GeoJSON file."""
    found: list[dict[str, Any]] = json.loads(_text(name))["features"]
    return found


def _text(name: str) -> str:
    return gzip.decompress((files("regions") / "data" / name).read_bytes()).decode()
