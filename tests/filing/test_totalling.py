"""汇总: each report once, cell by cell."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from gongkai.agency.models import Officer
from gongkai.agency.roles import Role
from gongkai.errors import NotYourRole, Refused
from gongkai.filing import figures, totalling
from gongkai.filing.actions import counting, including
from gongkai.filing.models import Filing, Passage, Reading, Version
from gongkai.report import exchange, totals
from tests.cast import Cast, agency, officer
from tests.filing.reports import DAY, PROSE, begun, filed, filing

Queries = Callable[[int], AbstractContextManager[object]]
NOW = datetime(2025, 2, 5, 2, tzinfo=UTC)

ONE_REQUEST = {
    "requests.new.natural_person": 1,
    "requests.new.total": 1,
    "requests.granted.natural_person": 1,
    "requests.granted.total": 1,
    "requests.handled.natural_person": 1,
    "requests.handled.total": 1,
}
FAULTY = {"requests.new.natural_person": 3, "requests.new.total": 3}
"""Three requests came in and none was dealt with."""


@pytest.fixture
def ma(cast: Cast) -> Officer:
    """马 handles, in the county."""
    return officer("ma", "马丽", (cast.county, Role.HANDLER))


@pytest.fixture
def whole(cast: Cast, ma: Officer) -> Filing:
    """The county's report of all below it, begun."""
    return filing(cast.county, ma, scope="whole")


def names(parts: object) -> list[str]:
    return [part.agency.name for part in parts]  # type: ignore[attr-defined]


def test_every_figure_is_the_sum_of_the_reports(cast: Cast, ma: Officer, whole: Filing) -> None:
    filed(filing(cast.town, cast.chen), cells={**ONE_REQUEST, "disclosure.charges.amount": Decimal("0.1")})
    filed(filing(cast.other_town, cast.li), cells={**ONE_REQUEST, "disclosure.charges.amount": Decimal("0.2")})
    filed(filing(cast.county, ma), "examined", cells={"disclosure.penalties.decisions": 7})
    found = figures.count(whole)
    assert found["requests.new.natural_person"].counted == 2
    assert found["requests.handled.total"].counted == 2
    assert found["disclosure.penalties.decisions"].counted == 7
    assert found["disclosure.charges.amount"].counted == Decimal("0.3")
    assert found["disclosed.total"].counted == 30
    assert found["disclosed.root.20.15"].counted == 12
    assert found["requests.new.total"].rule.startswith("3 份报告里的这个数相加")
    assert "《中华人民共和国政府信息公开条例》第四十九条第二款" in found["requests.new.total"].cites


def test_the_sums_are_those_of_adding_the_reports_themselves(cast: Cast, ma: Officer, whole: Filing) -> None:
    made = [
        filed(filing(cast.town, cast.chen), cells={**ONE_REQUEST, "disclosure.penalties.decisions": 19}),
        filed(filing(cast.other_town, cast.li), "published", cells={"disclosure.normative_documents.in_force": 3}),
    ]
    versions = Version.objects.filter(pk__in=[each.latest_id for each in made])
    added = totals.total([exchange.decode(version.report.encode()) for version in versions])
    counted = figures.count(whole)
    assert len(added.counted) == 2
    assert {path: counted[path].counted for path in added.report.cells} == {
        path: cell.value for path, cell in added.report.cells.items()
    }


def test_only_what_was_accepted_published_or_recorded_counts(cast: Cast, whole: Filing) -> None:
    for state in ("drafting", "examining", "examined", "submitted", "returned"):
        filed(made := filing(cast.town, cast.chen), state)
        assert names(totalling.parts(whole).counted) == []
        Filing.objects.filter(pk=made.pk).update(latest=None)
        Version.objects.filter(filing=made).delete()
        made.delete()
    filed(filing(cast.town, cast.chen), "recorded")
    found = totalling.parts(whole)
    assert names(found.counted) == ["清水镇人民政府"]
    assert names(found.missing) == ["柳河县人民政府", "石桥乡人民政府"]


def test_a_published_report_counts_while_it_is_being_restated(cast: Cast, whole: Filing) -> None:
    made = filed(filing(cast.town, cast.chen), "published", cells=ONE_REQUEST)
    published = made.latest
    assert published is not None
    again = Version.objects.create(filing=made, number=2, edition="2021", began_on=DAY)
    Filing.objects.filter(pk=made.pk).update(published=published, latest=again)
    assert totalling.parts(whole).numbers == [published.pk]


def test_none_counts_twice_where_one_below_has_a_total_of_its_own(cast: Cast, ma: Officer, whole: Filing) -> None:
    bureau = agency("清水镇农业站", "township", "dispatched", cast.town, 1, "990121101")
    station = officer("bao", "鲍刚", (bureau, Role.HANDLER))
    filed(filing(bureau, station), cells=ONE_REQUEST)
    filed(filing(cast.town, cast.chen), "published", cells=ONE_REQUEST)
    filed(filing(cast.town, cast.chen, scope="whole"), "published", cells=dict.fromkeys(ONE_REQUEST, 2))
    assert figures.count(whole)["requests.new.total"].counted == 2


def test_enterprises_and_agencies_that_came_later_are_not_asked(cast: Cast, whole: Filing) -> None:
    agency("柳河县自来水公司", "county", "enterprise", cast.county, 5, "990121")
    agency("柳河县数据局", "county", "department", cast.county, 6, "990121", opened_on=date(2025, 1, 1))
    agency("柳河县档案局", "county", "department", cast.county, 7, "990121", closed_on=date(2024, 12, 31))
    agency("柳河县民政局", "county", "department", cast.county, 8, "990121", opened_on=date(2024, 12, 31))
    assert names(totalling.missing(whole)) == ["柳河县人民政府", "清水镇人民政府", "石桥乡人民政府", "柳河县民政局"]


def test_a_report_that_fails_its_sums_is_named_and_left_out_until_somebody_says_why(
    cast: Cast, ma: Officer, whole: Filing
) -> None:
    sound = filed(filing(cast.town, cast.chen), cells=ONE_REQUEST)
    faulty = filed(filing(cast.other_town, cast.li), cells=FAULTY)
    assert sound.latest_id and faulty.latest_id
    [left_out] = totalling.parts(whole).left_out
    assert left_out.words.startswith("石桥乡人民政府：")
    assert "勾稽不符" in left_out.why
    assert figures.count(whole)["requests.new.total"].counted == 1
    including.include(whole.pk, faulty.latest_id, reason="原件如此，正在更正", by=ma, today=DAY)
    assert totalling.parts(whole).numbers == sorted([sound.latest_id, faulty.latest_id])
    assert figures.count(whole)["requests.new.total"].counted == 4
    including.leave_out(whole.pk, faulty.latest_id, by=ma, today=DAY)
    assert figures.count(whole)["requests.new.total"].counted == 1


def test_a_blank_is_never_taken_for_a_zero(cast: Cast, ma: Officer, whole: Filing) -> None:
    filed(filing(cast.town, cast.chen), cells=ONE_REQUEST)
    blank = filed(filing(cast.other_town, cast.li), cells={"disclosure.licensing.decisions": None})
    assert blank.latest_id
    assert "1 格没有数" in totalling.parts(whole).left_out[0].why
    including.include(whole.pk, blank.latest_id, reason="原文空白", by=ma, today=DAY)
    found = figures.count(whole)
    assert found["disclosure.licensing.decisions"].counted is None
    assert "其中 1 份没有这个数" in found["disclosure.licensing.decisions"].rule
    assert found["requests.new.total"].counted == 1


def test_one_on_another_edition_of_the_form_cannot_be_counted_at_all(cast: Cast, ma: Officer, whole: Filing) -> None:
    made = filed(filing(cast.town, cast.chen))
    Version.objects.filter(pk=made.latest_id or 0).update(edition="2019")
    assert made.latest_id
    assert totalling.parts(whole).left_out[0].why == "用的是 2019 年版格式，不能与 2021 年版的相加"
    with pytest.raises(Refused, match="按现行格式重报"):
        including.include(whole.pk, made.latest_id, reason="照样", by=ma, today=DAY)


def test_what_was_read_from_a_file_gives_its_cells_and_leaves_the_text_unknown(cast: Cast, whole: Filing) -> None:
    filed(filing(cast.town, cast.chen), cells=ONE_REQUEST)
    filed(filing(cast.other_town, cast.li), "recorded", cells=ONE_REQUEST, prose={})
    found = figures.count(whole)
    assert found["requests.new.total"].counted == 2
    assert found["disclosed.total"].counted is None
    assert found["disclosed.root.20.15"].counted is None


def test_a_category_that_a_report_does_not_have_counts_as_none(cast: Cast, whole: Filing) -> None:
    filed(filing(cast.town, cast.chen))
    filed(filing(cast.other_town, cast.li), prose={"disclosed.total": 5, "requests.fees": 0})
    found = figures.count(whole)
    assert found["disclosed.root.20.15"].counted == 4
    assert found["disclosed.total"].counted == 15
    assert found["disclosed.increase"].counted is None


def test_a_figure_opens_what_each_report_gives(cast: Cast, ma: Officer, whole: Filing) -> None:
    filed(filing(cast.town, cast.chen), cells=ONE_REQUEST)
    filed(filing(cast.other_town, cast.li), cells=ONE_REQUEST)
    counting.count(whole.pk, by=ma, today=DAY, now=NOW)
    whole.refresh_from_db()
    behind = figures.records(whole, "requests.new.total")
    assert behind is not None and behind.sums == "value"
    assert [(row.version.filing.agency.name, row.value) for row in behind.rows] == [
        ("清水镇人民政府", 1),
        ("石桥乡人民政府", 1),
    ]
    assert figures.records(whole, "disclosed.channel.1") is None
    assert set(totalling.by_part(totalling.parts(whole).counted, "disclosed.total").values()) == {10}


def test_a_total_is_out_of_date_when_another_report_comes_in(cast: Cast, ma: Officer, whole: Filing) -> None:
    filed(filing(cast.town, cast.chen))
    version = counting.count(whole.pk, by=ma, today=DAY, now=NOW).latest
    assert version is not None
    assert not figures.changed_since(version)
    filed(filing(cast.other_town, cast.li), "submitted")
    assert not figures.changed_since(version)
    Version.objects.filter(filing__agency=cast.other_town).update(state="accepted")
    assert figures.changed_since(version)


def test_only_who_draws_the_total_up_decides_what_is_counted(cast: Cast, ma: Officer, whole: Filing) -> None:
    faulty = filed(filing(cast.town, cast.chen), cells=FAULTY)
    sound = filed(filing(cast.other_town, cast.li))
    assert faulty.latest_id and sound.latest_id
    with pytest.raises(NotYourRole):
        including.include(whole.pk, faulty.latest_id, reason="照样", by=cast.he, today=DAY)
    with pytest.raises(Refused, match="已经计入"):
        including.include(whole.pk, sound.latest_id, reason="照样", by=ma, today=DAY)
    with pytest.raises(Refused, match="没有为它说明理由"):
        including.leave_out(whole.pk, sound.latest_id, by=ma, today=DAY)


def test_the_queries_do_not_grow_with_the_reports(
    cast: Cast, ma: Officer, whole: Filing, django_assert_max_num_queries: Queries
) -> None:
    def count() -> int:
        return len(figures.count(whole))

    filed(filing(cast.town, cast.chen))
    with django_assert_max_num_queries(10):
        count()
    for number in range(10, 15):
        place = agency(f"{number}村镇", "township", "government", cast.county, number, "99")
        filed(begun(place, ma))
    with django_assert_max_num_queries(10):
        count()
    assert PROSE["disclosed.total"] * 6 == figures.count(whole)["disclosed.total"].counted


def test_a_report_read_from_a_file_is_counted_while_it_is_stated_again(cast: Cast, whole: Filing) -> None:
    part = filed(filing(cast.town, cast.chen), "recorded")
    before = totalling.parts(whole).numbers
    assert before == [part.latest_id]
    part.latest = Version.objects.create(filing=part, number=2, edition="2021", began_on=DAY)
    part.save()
    assert totalling.parts(whole).numbers == before


def test_a_report_that_was_mended_and_accepted_anew_is_to_be_added_up_anew(
    cast: Cast, ma: Officer, whole: Filing
) -> None:
    part = filed(filing(cast.town, cast.chen)).latest
    assert part is not None
    counting.count(whole.pk, by=ma, today=DAY, now=NOW)
    version = Version.objects.get(pk=whole.latest_id or 0)
    read = part.readings.create(stage="third", decision="passed", by=cast.zhao, on=DAY)
    Reading.objects.filter(pk=read.pk).update(at=NOW - timedelta(days=1))
    assert not figures.changed_since(version)
    Reading.objects.filter(pk=read.pk).update(at=NOW + timedelta(days=1))
    assert figures.changed_since(version)


def test_what_one_below_entered_keeps_its_mark_and_source_in_the_total(cast: Cast, ma: Officer, whole: Filing) -> None:
    made = filed(filing(cast.town, cast.chen), cells=ONE_REQUEST)
    filed(filing(cast.other_town, cast.li), cells=ONE_REQUEST)
    kept = made.latest
    assert kept
    kept.frozen.filter(name="requests.new.natural_person").update(is_entered=True, source="纸质登记簿")
    counting.count(whole.pk, by=ma, today=DAY, now=NOW)
    version = Version.objects.select_related("filing").get(pk=whole.latest_id or 0)
    below = totalling.entered_below(version)
    assert below["requests.new.natural_person"] == ["清水镇人民政府 填报的 1（来源：纸质登记簿）"]
    assert below["requests.new.total"] == []
    assert "requests.handled.total" not in below
    assert totalling.entered_below(Version.objects.select_related("filing").get(pk=kept.pk)) == {}


def test_the_text_says_of_how_many_reports_a_total_is_made_until_all_are_in(
    cast: Cast, ma: Officer, whole: Filing
) -> None:
    filed(filing(cast.town, cast.chen), cells=ONE_REQUEST)
    told = "本报告汇总了1个机关的报告，2个机关没有报送"
    assert totalling.made_of(whole) == told
    counting.count(whole.pk, by=ma, today=DAY, now=NOW)
    assert f"{told}。" in Passage.objects.get(version=whole.latest_id, section="other").text
    filed(filing(cast.other_town, cast.li), cells=FAULTY)
    assert totalling.made_of(whole) == "本报告汇总了1个机关的报告，1个机关没有报送，1个机关的报告没有计入"
    filed(filing(cast.county, ma), "examined")
    assert totalling.made_of(whole) == "本报告汇总了2个机关的报告，1个机关的报告没有计入"
