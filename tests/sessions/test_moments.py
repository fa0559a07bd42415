"""The moment of a card, out of free text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.moments import MAX_LENGTH, Moment, UnreadableMoment, read_moment
from texts.cleaning import clean_words

pytestmark = pytest.mark.standalone

YEARS = st.integers(min_value=1500, max_value=2199)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Moment()),
        ("   \n\t ", Moment()),
        ("2014", Moment("2014", 2014, 2014)),
        ("  vers   2010 ", Moment("vers 2010", 2010, 2010)),
        ("2014-2017", Moment("2014-2017", 2014, 2017)),
        ("2014-17", Moment("2014-17", 2014, 2017)),
        ("de 2014–17 à Lens", Moment("de 2014–17 à Lens", 2014, 2017)),
        ("2014\u201117", Moment("2014-17", 2014, 2017)),
        ("hiver 2014/15", Moment("hiver 2014/15", 2014, 2015)),
        ("1998-00", Moment("1998-00", 1998, 2000)),
        ("2150-00", Moment("2150-00", 2150, 2150)),
        ("2014-11", Moment("2014-11", 2014, 2014)),
        ("2014-11-23", Moment("2014-11-23", 2014, 2014)),
        ("2010-11-23", Moment("2010-11-23", 2010, 2010)),
        ("2014 - 17 communes", Moment("2014 - 17 communes", 2014, 2014)),
        ("2014-175", Moment("2014-175", 2014, 2014)),
        ("anne\u0301es 1990", Moment("années 1990", 1990, 1999)),
        ("2014 – 2017", Moment("2014 – 2017", 2014, 2017)),
        ("de 1986 à aujourd’hui", Moment("de 1986 à aujourd’hui", 1986, 1986)),
        ("automne 2019 / printemps 2020", Moment("automne 2019 / printemps 2020", 2019, 2020)),
        ("années 1990", Moment("années 1990", 1990, 1999)),
        ("Dans les Annees 2000", Moment("Dans les Annees 2000", 2000, 2009)),
        ("années 90", Moment("années 90", 1990, 1999)),
        ("années 2010", Moment("années 2010", 2010, 2019)),
        ("Fin des années 00", Moment("Fin des années 00", 2000, 2009)),
        ("années 80-90", Moment("années 80-90", 1980, 1999)),
        ("années 1820-30", Moment("années 1820-30", 1820, 1839)),
        ("années 90-00", Moment("années 90-00", 1990, 2009)),
        ("des années 80 aux années 2000", Moment("des années 80 aux années 2000", 1980, 2009)),
        ("des années 90 à 2014", Moment("des années 90 à 2014", 1990, 2014)),
        ("des années 90 à 2010", Moment("des années 90 à 2010", 1990, 2010)),
        ("1995 (années 90)", Moment("1995 (années 90)", 1990, 1999)),
        ("XXe siècle", Moment("XXe siècle", 1901, 2000)),
        ("fin du xixᵉ siècle", Moment("fin du xixᵉ siècle", 1801, 1900)),
        ("XIXe et XXe siècles", Moment("XIXe et XXe siècles", 1801, 2000)),
        ("20ème siècle", Moment("20ème siècle", 1901, 2000)),
        ("XVIIIe s., puis 1848", Moment("XVIIIe s., puis 1848", 1701, 1848)),
        ("été 2014", Moment("été 2014", 2014, 2014)),
        ("depuis 2012", Moment("depuis 2012", 2012, 2012)),
        ("2014 - 17", Moment("2014 - 17", 2014, 2017)),
        ("2014 à 17, puis plus rien", Moment("2014 à 17, puis plus rien", 2014, 2017)),
        ("2014 \u2212 17", Moment("2014 \u2212 17", 2014, 2017)),
        ("2014 - 11", Moment("2014 - 11", 2014, 2014)),
        ("horizon 2050", Moment("horizon 2050", 2050, 2050)),
        ("23/11/2026", Moment("23/11/2026", 2026, 2026)),
    ],
)
def test_moment_is_read_kindly(text: str, expected: Moment) -> None:
    assert read_moment(text) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("autrefois", "no-year"),
        ("14", "no-year"),
        ("1499", "no-year"),
        ("2200", "no-year"),
        ("20145", "no-year"),
        ("2014, 2015 et 2016", "too-many"),
        ("2017-2014", "backwards"),
        ("2017, années 90", "backwards"),
        ("2014-17, puis 2019", "too-many"),
        ("années 30", "which-century"),
        ("les années 20", "which-century"),
        ("XIIe siècle", "no-year"),
        ("XXIIe siècle", "no-year"),
    ],
)
def test_moment_without_one_reading_says_why(text: str, reason: str) -> None:
    with pytest.raises(UnreadableMoment, match=f"^{reason}$"):
        read_moment(text)


@given(st.text(max_size=10_000))
def test_any_text_is_a_moment_or_is_refused_with_a_reason(text: str) -> None:
    moment, reason = Moment(), ""
    try:
        moment = read_moment(text)
    except UnreadableMoment as refusal:
        reason = str(refusal)
    assert reason in {"", "no-year", "which-century", "too-many", "backwards"}
    assert moment.label == ("" if reason else clean_words(text))
    if moment.label:
        assert 1500 <= (moment.start or 0) <= (moment.end or 0) <= 2199
    else:
        assert moment == Moment()


@given(before=st.text(alphabet="abc é’-", max_size=20), first=YEARS, last=YEARS)
def test_two_years_are_a_period_or_run_backwards(before: str, first: int, last: int) -> None:
    text = f"{before} {first}-{last}"
    if last < first:
        with pytest.raises(UnreadableMoment, match="backwards"):
            read_moment(text)
        return
    moment = read_moment(text)
    assert (moment.start, moment.end) == (first, last)
    assert moment.label == clean_words(text)


@given(first=YEARS, dash=st.sampled_from("-–—/"), length=st.integers(1, 99))
def test_two_figures_end_a_period_within_its_century(first: int, dash: str, length: int) -> None:
    last = first + length
    moment = read_moment(f"{first}{dash}{last % 100:02d}")
    period = (last // 100 == first // 100 or last % 100 == 0) and last < 2200
    assert (moment.start, moment.end) == (first, last if period else first)


@pytest.mark.parametrize("text", ["2014 " * 10_000, "années " * 8_000, "9" * 50_000, "é" * 50_000])
def test_moment_of_fifty_thousand_signs_is_answered(text: str) -> None:
    with pytest.raises(UnreadableMoment):
        read_moment(text)


def test_year_beyond_the_longest_label_does_not_count() -> None:
    with pytest.raises(UnreadableMoment, match="no-year"):
        read_moment("x" * MAX_LENGTH + " 2014")
