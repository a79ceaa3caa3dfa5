"""Names resolve the way clerks write them, and ambiguous ones are not guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regions.gazetteer import load_gazetteer
from regions.names import resolve
from regions.places import Level

GAZETTEER = load_gazetteer()
DIVISIONS = GAZETTEER.all_places((Level.PROVINCE, Level.PREFECTURE, Level.COUNTY))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("花垣", "433124"),
        ("花垣县", "433124"),
        ("湘西州花垣县", "433124"),
        ("湘西自治州花垣", "433124"),
        ("湖南省湘西土家族苗族自治州花垣县", "433124"),
        ("湖南花垣", "433124"),
        ("湖南省-湘西州-花垣县", "433124"),
        (" 湖南省 湘西州\u3000花垣县 ", "433124"),
        ("433124", "433124"),
        ("４３３１２４", "433124"),
        ("433124000000", "433124"),
        ("433129", "430822"),
        ("湘西州", "433100"),
        ("吉首", "433101"),
        ("吉首市", "433101"),
        ("靖州县", "431229"),
        ("广东", "440000"),
        ("内蒙", "150000"),
        ("东莞", "441900"),
        ("东莞市", "441900"),
        ("东莞长安", "441900119000"),
        ("东莞市长安镇", "441900119000"),
        ("花垣县花垣镇", "433124100000"),
        ("浦东", "310115"),
        ("北京市市辖区朝阳区", "110105"),
        ("北京市北京市朝阳区", "110105"),
        ("福建福州鼓楼", "350102"),
        ("祁阳县", "431181"),
        ("永州市祁阳县", "431181"),
        ("酃县", "430225"),
        ("望城县", "430112"),
        ("重庆江北区", "500157"),
    ],
)
def test_spellings_of_one_place(text: str, code: str) -> None:
    """The text names one place and nothing else."""
    found = resolve(text, GAZETTEER)
    assert found.place is not None
    assert found.place.code == code
    assert found.options == (found.place,)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("鼓楼区", {"320106", "320302", "350102", "410204"}),
        ("朝阳", {"110105", "211300", "211321", "220104"}),
        ("长沙", {"430100", "430121"}),
        ("海南", {"150303", "460000", "632500"}),
        ("龙山", {"220402", "433130"}),
        ("大庸", {"430800", "430802", "430811"}),
        ("湘西州大庸县", {"430802", "430811"}),
        ("江北区", {"330205", "500157"}),
        ("东乡县", {"361003", "622926"}),
        ("433102", {"430802", "430811"}),
    ],
)
def test_ambiguous_names_are_options(text: str, codes: set[str]) -> None:
    """Every place that fits is offered, none is chosen."""
    found = resolve(text, GAZETTEER)
    assert found.place is None
    assert {place.code for place in found.options} == codes


@pytest.mark.parametrize(
    "text", ["", " ", "不知道", "市辖区", "广东花垣", "43312", "999999", "花垣湖南", "火星"]
)
def test_texts_that_name_no_place(text: str) -> None:
    """Nothing is found where the names contradict each other or no name is there."""
    assert resolve(text, GAZETTEER).options == ()


@pytest.mark.parametrize(
    ("text", "within", "code"),
    [
        ("龙山", "/430000/", "433130"),
        ("朝阳区", "/110000/", "110105"),
        ("长安", "/440000/441900/", "441900119000"),
        ("433129", "/430000/", "430822"),
    ],
)
def test_a_region_narrows(text: str, within: str, code: str) -> None:
    """An ambiguous name becomes clear inside a region."""
    place = resolve(text, GAZETTEER, within).place
    assert place is not None
    assert place.code == code


def test_a_region_excludes_places_elsewhere() -> None:
    """A clear name outside the region is not found in it."""
    assert resolve("花垣", GAZETTEER, "/440000/").options == ()


def test_every_full_name_path_resolves_to_its_own_code() -> None:
    """The full name of each division and township is understood as itself alone."""
    lost = [
        place.code
        for place in GAZETTEER.all_places()
        if resolve(GAZETTEER.name_path(place.code), GAZETTEER).place is not place
    ]
    assert not lost


def test_every_short_name_offers_its_place() -> None:
    """A short name resolves to its place or to options that contain it."""
    assert not [
        place.code
        for place in DIVISIONS
        if place not in resolve(place.short_name, GAZETTEER).options
        and place not in resolve(place.name, GAZETTEER).options
    ]


@given(
    place=st.sampled_from(DIVISIONS),
    uses_short=st.lists(st.booleans(), min_size=3, max_size=3),
    blank=st.sampled_from(["", " ", "\u3000", "-", "/"]),
)
def test_any_mixture_of_short_and_full_names(
    place: object, uses_short: list[bool], blank: str
) -> None:
    """However each level is written, the place is among what fits."""
    found = GAZETTEER.place(getattr(place, "code", ""))
    above = [GAZETTEER.place(code) for code in found.codes]
    names = [
        one.short_name if short else one.name for one, short in zip(above, uses_short, strict=False)
    ]
    options = resolve(blank.join(names), GAZETTEER).options
    assert found in options


@given(text=st.text(max_size=20))
def test_any_text_gets_an_answer(text: str) -> None:
    """No text is an error, and a chosen place is the only option."""
    found = resolve(text, GAZETTEER)
    assert found.options == (found.place,) if found.place else len(found.options) != 1
