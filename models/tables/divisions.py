"""Published divisions, loaded from the region files so that a scope is a path prefix in SQL."""

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.metadata import Code, Path, Table


class Division(Table):
    """One province, prefecture, county or township of the published division."""

    __tablename__ = "divisions"

    code: Mapped[str] = mapped_column(Code, primary_key=True)
    name: Mapped[str] = mapped_column(String(64))
    level: Mapped[str] = mapped_column(String(12))
    parent_code: Mapped[str | None] = mapped_column(Code, index=True)
    path: Mapped[str] = mapped_column(Path, unique=True)


class PlaceDistance(Table):
    """Geodesic distance of a pair of counties, computed once when a round first needs it."""

    __tablename__ = "place_distances"
    __table_args__ = (CheckConstraint("distance_m >= 0", name="distance"),)

    origin_code: Mapped[str] = mapped_column(Code, primary_key=True)
    destination_code: Mapped[str] = mapped_column(Code, primary_key=True)
    distance_m: Mapped[int]
