"""A model goes to a file and back as it is, and a changed file is refused."""

from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.retention_world import Sizes, world_of
from matching.columns.arrow import ipc_bytes
from matching.retention.errors import ModelFileError
from matching.retention.fit import fit
from matching.retention.model import RetentionModel, load
from matching.retention.settings import RetentionParams
from tests.matching.retention.spell_cases import DAY

FEW = settings(max_examples=8, deadline=None)


def _model(cases: int, seed: int = 0, day: date = DAY, **changed) -> RetentionModel:
    world = world_of(Sizes(cases), seed)
    return fit(world.spells, RetentionParams(world.structure, **changed), day)


@given(st.integers(0, 400), st.integers(0, 10**6))
@FEW
def test_a_model_read_back_is_the_model(cases: int, seed: int) -> None:
    """Same table, same settings, same predictions, to the bit."""
    world = world_of(Sizes(cases), seed)
    model = _model(cases, seed)
    again = RetentionModel.from_arrow(model.to_arrow())
    assert again.to_arrow().equals(model.to_arrow(), check_metadata=True)
    assert again.params == model.params
    one, two = model.predict(world.spells.codes), again.predict(world.spells.codes)
    for name in ("index", "stayed", "months", "low", "high", "causes"):
        np.testing.assert_array_equal(getattr(one, name), getattr(two, name))


def test_the_same_spells_and_settings_give_the_same_bytes(tmp_path: Path) -> None:
    """Two fits, two files, one content; it is read again from there."""
    for name in ("one", "two"):
        _model(300).save(tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert load(tmp_path / "one").version == _model(300).version


def test_the_version_tells_settings_data_and_day_apart() -> None:
    """Each of them moves the version; the hash is the data's alone."""
    usual = _model(200)
    others = [_model(200, 1), _model(200, day=date(2024, 7, 2)), _model(200, prior_leavings=2.0)]
    assert len({usual.version, *(other.version for other in others)}) == 4
    assert [other.data_hash == usual.data_hash for other in others] == [False, True, True]
    assert usual.cut_off_day == "2024-07-01"


def _with(table: pa.Table, column: str, value: object) -> pa.Table:
    at = table.column_names.index(column)
    changed = table.column(column).to_pylist()
    changed[3] = value
    field = table.schema.field(column)
    return table.set_column(at, field, pa.array(changed, field.type))


def test_a_changed_table_is_refused() -> None:
    """One step, one count, one hazard or the day on the label: the digest no longer fits."""
    table = _model(200).to_arrow()
    changed = [_with(table, "steps", 7), _with(table, "cases", 99), _with(table, "value", -0.5)]
    said = dict(table.schema.metadata)
    said[b"model"] = said[b"model"].replace(b"2024-07-01", b"2024-07-09")
    changed.append(table.replace_schema_metadata(said))
    for other in changed:
        with pytest.raises(ModelFileError) as caught:
            RetentionModel.from_arrow(other)
        assert caught.value.params == {"reason": "digest"}


def test_another_format_is_refused(tmp_path: Path) -> None:
    """Another label, other columns, no Arrow, and half a file."""
    table = _model(50).to_arrow()
    said = {**table.schema.metadata, b"format": b"retention-model-0"}
    wrong = [
        table.replace_schema_metadata(said),
        table.drop_columns(["value"]),
        pa.table({"a": [1]}),
    ]
    contents = [ipc_bytes(other) for other in wrong]
    contents += [b"no model", b"", ipc_bytes(table)[:2000]]
    for content in contents:
        (tmp_path / "model").write_bytes(content)
        with pytest.raises(ModelFileError) as caught:
            load(tmp_path / "model")
        assert caught.value.params == {"reason": "format"}
