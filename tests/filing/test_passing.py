"""A handler who leaves hands the reports under way to a successor."""

from gongkai.filing.actions import beginning
from gongkai.filing.passing import filings
from tests.cast import Cast
from tests.filing.reports import DAY, filing, given


def test_what_is_under_way_passes_on_and_what_is_over_stays(cast: Cast) -> None:
    under_way = filing(cast.town, cast.chen)
    for year, state in ((2023, "published"), (2022, "discarded"), (2021, "recorded")):
        given(beginning.begin(cast.town.pk, year=year, scope="own", by=cast.chen, today=DAY), state=state)
    filing(cast.other_town, cast.li)
    assert list(filings(cast.town, cast.chen)) == [under_way]
    assert not filings(cast.other_town, cast.chen).exists()
