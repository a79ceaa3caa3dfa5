"""The sample's directory: marked as made up, complete for the sample's county."""

import datetime as dt

from models.enums import OfficeKind
from offices.sample.destinations import destinations
from offices.sample.directory import sample_directory
from offices.sample.sizes import SAMPLE_TODAY
from regions.gazetteer import load_gazetteer


def test_everything_is_marked_as_a_sample() -> None:
    """No office and no agreement of the sample passes for a real one."""
    directory = sample_directory()
    assert all(office.is_sample and "样例" in office.name for office in directory.offices)
    assert all(pair.is_sample and "样例" in pair.agreement for pair in directory.pairs)
    assert all("样例" in wage.document for wage in directory.minimum_wages)


def test_places_exist_and_every_office_has_a_leading_officer() -> None:
    """Codes are divisions of today; each office has exactly one leading officer."""
    gazetteer = load_gazetteer()
    for office in sample_directory().offices:
        gazetteer.place(office.division)
        for place in office.places:
            gazetteer.place(place)
        assert sum(officer.is_lead for officer in office.officers) == 1


def test_every_township_and_destination_has_an_office() -> None:
    """Each township of Huayuan has its office, each destination of the sample a station."""
    offices = sample_directory().offices
    gazetteer = load_gazetteer()
    townships = {
        place.code
        for office in offices
        if office.kind is OfficeKind.TOWNSHIP
        for place in (gazetteer.place(office.division),)
    }
    assert townships == {place.code for place in gazetteer.townships("433124")}
    covered = [
        gazetteer.place(code).path
        for office in offices
        if office.kind is OfficeKind.DESTINATION_STATION
        for code in office.places
    ]
    for code in destinations()["code"]:
        assert any(gazetteer.place(code).path.startswith(path) for path in covered)


def test_agreements_are_in_force_with_a_quota_for_the_year() -> None:
    """Every made-up agreement covers the sample's day and has people for its year."""
    for pair in sample_directory().pairs:
        assert pair.valid_from <= SAMPLE_TODAY <= (pair.valid_to or dt.date.max)
        assert dict(pair.quotas)[SAMPLE_TODAY.year] > 0
