"""A model as one Arrow table under its own digest, and back."""

import hashlib
import json
from typing import Any

import numpy as np
import pyarrow as pa

from matching.columns.arrow import ipc_bytes
from matching.retention.bins import BINS, CAUSE_BINS
from matching.retention.effects import Effects
from matching.retention.errors import ModelFileError, SettingsError
from matching.retention.fitted import CauseTables, Fitted
from matching.retention.settings import params_of

FORMAT = "retention-model-1"

COLUMNS: dict[str, pa.DataType] = {
    "id": pa.int64(),
    "steps": pa.int16(),
    "cases": pa.int64(),
    "leavings": pa.int64(),
    "value": pa.float64(),
}

SCHEMA = pa.schema(
    [pa.field(name, of, nullable=False) for name, of in ({"table": pa.string()} | COLUMNS).items()]
)
"""A row per entry. ``table`` is ``baseline``, ``covariance``, ``cause_bins``, ``of:`` and the name
of a factor or level, or ``causes:`` and the name of one; ``value`` holds what is no step:
logarithms of hazards, covariances and variances."""


def table_of(model: Fitted) -> pa.Table:
    """Writes a model as a table; the same model gives the same table."""
    parts = [
        _part("baseline", value=model.baseline.ravel()),
        _part("covariance", value=model.covariance.ravel()),
        _part("cause_bins", steps=model.causes.bins.ravel()),
    ]
    of_causes = {**model.causes.factors, **model.causes.groups}
    parts += [_part(f"causes:{name}", steps=table.ravel()) for name, table in of_causes.items()]
    parts += [
        _part(f"of:{name}", e.ids, e.steps, e.cases, e.leavings, e.variance)
        for name, e in model.tables.items()
    ]
    joined = pa.concat_tables(parts).combine_chunks()
    said = {
        "cut_off_day": model.cut_off_day,
        "version": model.version,
        "data_hash": model.data_hash,
        "params": model.params.as_text,
        "cases": model.cases,
        "leavings": model.leavings,
        "slopes": dict(model.slopes),
        "strengths": {n: [e.strength, e.unknown_variance] for n, e in model.tables.items()},
    }
    metadata = {"format": FORMAT, "model": json.dumps(said)}
    return joined.replace_schema_metadata({**metadata, "digest": _digest(joined, metadata)})


def _part(name: str, *columns: Any, **named: Any) -> pa.Table:  # numpy arrays of one length
    given = dict(zip(COLUMNS, columns, strict=False)) | named
    rows = len(next(iter(given.values())))
    given = {"id": np.arange(rows)} | given
    arrays = {
        column: pa.array(np.asarray(given.get(column, np.zeros(rows)), kind.to_pandas_dtype()))
        for column, kind in COLUMNS.items()
    }
    return pa.table({"table": pa.array([name] * rows, pa.string()), **arrays}, schema=SCHEMA)


def _digest(table: pa.Table, metadata: dict[str, str]) -> str:
    """Hashes rows and metadata, in the bytes of a stream of their own."""
    bare = table.replace_schema_metadata(metadata)
    return hashlib.sha256(ipc_bytes(bare)).hexdigest()


def fitted_of(table: pa.Table) -> dict[str, Any]:
    """Reads the columns of a model from its table, by name.

    Raises
    ------
    ModelFileError
        ``format``: no model, or one of another format; ``digest``: changed after it was written.
    """
    found = {key.decode(): value.decode() for key, value in (table.schema.metadata or {}).items()}
    if found.get("format") != FORMAT or not table.schema.equals(SCHEMA):
        raise ModelFileError(reason="format")
    digest = found.pop("digest", "")
    if digest != _digest(table, found):
        raise ModelFileError(reason="digest")
    try:
        return _read(table.combine_chunks(), json.loads(found["model"]))
    except (KeyError, ValueError, TypeError, SettingsError) as error:
        raise ModelFileError(reason="format") from error


def _read(table: pa.Table, said: dict[str, Any]) -> dict[str, Any]:
    params = params_of(said["params"])
    made = params.structure
    names = table["table"].to_numpy()
    columns = {name: table[name].to_numpy() for name in COLUMNS}
    starts = np.flatnonzero(np.append(True, names[1:] != names[:-1]))
    ends = np.append(starts[1:], len(names))
    at = {names[s]: slice(s, e) for s, e in zip(starts, ends, strict=True)}
    fixed = made.strata + sum(n - 1 for n in made.factors.values()) + len(made.slopes)
    tables = {}
    for name in (*made.factors, *made.groups):
        rows = at.get(f"of:{name}", slice(0, 0))
        kept = {column: values[rows].copy() for column, values in columns.items()}
        strength, unknown = said["strengths"][name]
        tables[name] = Effects(
            kept["id"],
            kept["steps"],
            kept["cases"],
            kept["leavings"],
            kept["value"],
            strength,
            unknown,
        )
    causes, groups = (
        {
            name: columns["steps"][at.get(f"causes:{name}", slice(0, 0))]
            .reshape(-1, made.causes)
            .copy()
            for name in names
        }
        for names in (made.factors_of_causes, [chain[-1] for chain in made.chains])
    )
    bins = columns["steps"][at["cause_bins"]].reshape(CAUSE_BINS, made.causes).copy()
    return {
        "params": params,
        "data_hash": said["data_hash"],
        "cut_off_day": said["cut_off_day"],
        "version": said["version"],
        "cases": said["cases"],
        "leavings": said["leavings"],
        "baseline": columns["value"][at["baseline"]].reshape(made.strata, BINS).copy(),
        "tables": tables,
        "slopes": said["slopes"],
        "covariance": columns["value"][at["covariance"]].reshape(fixed, fixed).copy(),
        "causes": CauseTables(bins, causes, groups),
    }


def written(table: pa.Table) -> bytes:
    """Gives the bytes of a model's table."""
    return ipc_bytes(table)


def read_table(content: bytes) -> pa.Table:
    """Reads the table of a model from bytes.

    Raises
    ------
    ModelFileError
        If they are no Arrow stream.
    """
    try:
        return pa.ipc.open_stream(content).read_all()
    except (pa.ArrowException, OSError) as error:
        raise ModelFileError(reason="format") from error
