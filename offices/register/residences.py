"""The registered residence, which stands in five columns from province to village."""

from functools import lru_cache

from offices.register.parsed import Flawed, Read
from offices.register.places import PlaceReader
from offices.register.reading import Reading
from offices.register.text_columns import read_compact
from regions.gazetteer import Gazetteer
from regions.names import resolve
from regions.places import Level, Place

FIELDS = ("province", "prefecture", "county", "township")


def read_residences(reading: Reading, gazetteer: Gazetteer) -> tuple[list[Place | None], list[str]]:
    """Gives the narrowest place that is sure for each row, and the county columns' own texts.

    A county that cannot be told refuses the row. A township that cannot be told is noted and the
    county stands: townships are merged and renamed faster than registers are.
    """
    columns = [reading.read(key, read_compact(60)) for key in FIELDS]
    read = _CountyAndTownship(gazetteer)
    places: list[Place | None] = []
    for at, names in enumerate(zip(*columns, strict=True)):
        result = read(names)
        if isinstance(result, Flawed):
            key = "township" if result.code == "residence.township_unknown" else "county"
            reading.note(at, key, result.code, result.params)
            result = result.value
        places.append(result)
    return places, columns[2]


class _CountyAndTownship:
    """Resolves the four names, each distinct combination once."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._counties = PlaceReader(gazetteer, prefix="residence.")
        self._resolve = lru_cache(maxsize=None)(self._read)

    def __call__(self, names: tuple[str, ...]) -> Read[Place | None]:
        return self._resolve(names)

    def _read(self, names: tuple[str, ...]) -> Read[Place | None]:
        county = self._counties.read_joined(names[:3])
        if county is None:
            return Flawed(None, "residence.unknown", {"text": ""})
        if isinstance(county, Flawed):
            is_wide = county.code == "place.not_county"
            return Flawed(None, "residence.unknown", county.params) if is_wide else county
        if not names[3] or county.level is Level.TOWNSHIP:
            return county
        township = resolve(names[3], self._gazetteer, within=county.path).place
        if township is None:
            return Flawed(county, "residence.township_unknown", {"text": names[3]})
        return township
