"""What a round knows beside its people and vacancies: places, distances, pairs, who stays."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from matching.columns.errors import ColumnsError
from matching.columns.frozen import frozen_array

CONTEXT_SCHEMA = pa.schema(
    [
        pa.field("policy_day", pa.int32(), nullable=False),
        pa.field("place_codes", pa.large_list(pa.string()), nullable=False),
        pa.field("place_paths", pa.large_list(pa.string()), nullable=False),
        pa.field("occupations", pa.large_list(pa.string()), nullable=False),
        pa.field("distance_m", pa.large_list(pa.int32()), nullable=False),
        pa.field("distance_columns", pa.int32(), nullable=False),
        pa.field("home_index", pa.large_list(pa.int32()), nullable=False),
        pa.field("work_index", pa.large_list(pa.int32()), nullable=False),
        pa.field("pair_origins", pa.large_list(pa.string()), nullable=False),
        pa.field("pair_destinations", pa.large_list(pa.string()), nullable=False),
        pa.field("caution_per_mille", pa.int32(), nullable=False),
    ]
)
"""One row; the model of staying is a table of its own."""


@dataclass(frozen=True, slots=True, eq=False)
class MarketContext:
    """The frozen surroundings of a market.

    Parameters
    ----------
    policy_day
        The day rules and tables are read for, days since 1970-01-01.
    place_codes, place_paths
        One per place; a path names the place and all above it: ``/430000/433100/433124/``.
    occupations
        Codes of the 2022 classification that occur, of any class level (``6-18-01-01``, ``6-18``).
    distance_m
        Metres from each used home (row) to each used work place (column), int32.
    home_index, work_index
        Row and column of ``distance_m`` by place, -1 where the place is not used so.
    pairs
        ``(origin_path, destination_path)`` of the pairs in force on the policy day.
    retention
        The fitted model of who stays, as ``RetentionModel`` writes it; not looked into here.
    caution_per_mille
        How many standard deviations, in per mille, a post's estimate is lowered by: 0 the expected
        months count, 1645 the lower end that is passed in nineteen of twenty cases.
    """

    policy_day: int
    place_codes: tuple[str, ...]
    place_paths: tuple[str, ...]
    occupations: tuple[str, ...]
    distance_m: npt.NDArray[np.int32]
    home_index: npt.NDArray[np.int32]
    work_index: npt.NDArray[np.int32]
    pairs: tuple[tuple[str, str], ...]
    retention: pa.Table
    caution_per_mille: int = 0

    def __post_init__(self) -> None:
        matrix = frozen_array(self.distance_m, np.int32, "distance_m", dimensions=2)
        object.__setattr__(self, "distance_m", matrix)
        if len(self.place_paths) != len(self.place_codes):
            raise ColumnsError(column="place_paths", reason="length")
        for name, size in (("home_index", matrix.shape[0]), ("work_index", matrix.shape[1])):
            index = frozen_array(getattr(self, name), np.int32, name)
            object.__setattr__(self, name, index)
            if len(index) != len(self.place_codes):
                raise ColumnsError(column=name, reason="length")
            if len(index) and (index.min() < -1 or index.max() >= size):
                raise ColumnsError(column=name, reason="range")

    def to_arrow(self) -> pa.Table:
        """Gives everything but the model of staying as a table of one row."""
        row = {
            "policy_day": self.policy_day,
            "place_codes": self.place_codes,
            "place_paths": self.place_paths,
            "occupations": self.occupations,
            "distance_m": self.distance_m.ravel(),
            "distance_columns": self.distance_m.shape[1],
            "home_index": self.home_index,
            "work_index": self.work_index,
            "pair_origins": [origin for origin, _ in self.pairs],
            "pair_destinations": [destination for _, destination in self.pairs],
            "caution_per_mille": self.caution_per_mille,
        }
        arrays = [pa.array([row[item.name]], type=item.type) for item in CONTEXT_SCHEMA]
        return pa.Table.from_arrays(arrays, schema=CONTEXT_SCHEMA)

    @classmethod
    def from_arrow(cls, table: pa.Table, retention: pa.Table) -> "MarketContext":
        """Reads the context from its row and the model of staying.

        Raises
        ------
        ColumnsError
            If the table has another schema or not exactly one row.
        """
        if table.schema != CONTEXT_SCHEMA or table.num_rows != 1:
            raise ColumnsError(column="context", reason="type")
        columns = table["distance_columns"][0].as_py()
        homes = _numbers(table, "distance_m")
        places = tuple(table["place_codes"][0].as_py())
        used_rows = len(homes) // columns if columns else _rows(table)
        return cls(
            policy_day=table["policy_day"][0].as_py(),
            place_codes=places,
            place_paths=tuple(table["place_paths"][0].as_py()),
            occupations=tuple(table["occupations"][0].as_py()),
            distance_m=homes.reshape(used_rows, columns),
            home_index=_numbers(table, "home_index"),
            work_index=_numbers(table, "work_index"),
            pairs=tuple(
                zip(
                    table["pair_origins"][0].as_py(),
                    table["pair_destinations"][0].as_py(),
                    strict=True,
                )
            ),
            retention=retention,
            caution_per_mille=table["caution_per_mille"][0].as_py(),
        )


def _rows(table: pa.Table) -> int:
    homes = _numbers(table, "home_index")
    return int(homes.max(initial=-1)) + 1


def _numbers(table: pa.Table, name: str) -> npt.NDArray[np.int32]:
    return np.asarray(table[name][0].values.to_numpy(), dtype=np.int32)
