"""填报: what may be entered, and what is asked for with it."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from gongkai.errors import NotYourRole, Refused
from gongkai.filing import figures
from gongkai.filing.actions import counting, entering
from gongkai.filing.figures.figure import Figure
from gongkai.filing.models import Entered, Filing, Version
from gongkai.journal.models import Entry
from tests.cast import Cast
from tests.filing import reports

GRANTED, CHARGES = "requests.granted.business", "disclosure.charges.amount"


@pytest.fixture
def counted(cast: Cast, report: Filing) -> Filing:
    noon = datetime(2025, 1, 8, 4, tzinfo=UTC)
    return counting.count(report.pk, by=cast.chen, today=reports.DAY, now=noon)


def enter(cast: Cast, report: Filing, name: str = GRANTED, **given: Any) -> Entered:
    whole = {"value": 3, "source": "县统计表", "reason": "系统启用前", "by": cast.chen, **given}
    return entering.enter(report.pk, name, today=reports.DAY, **whole)


def shown(report: Filing, name: str = GRANTED) -> Figure:
    version = Version.objects.select_related("filing__agency").get(pk=report.latest_id)
    return figures.of_version(version)[name]


def test_an_entered_figure_keeps_its_source_its_reason_and_what_the_ledger_said(cast: Cast, counted: Filing) -> None:
    entered = enter(cast, counted, source=" 县统计表 ")
    assert (entered.value, entered.counted, entered.source, entered.on) == (3, 0, "县统计表", reports.DAY)
    assert shown(counted).value == 3
    told = Entry.objects.get(act="filing.entered").details
    assert (told["figure"], told["value"], told["counted"]) == ("表三“（一）予以公开”·商业企业", "3件", "0件")


def test_entered_once_more_the_later_holds(cast: Cast, counted: Filing) -> None:
    enter(cast, counted)
    enter(cast, counted, value=5)
    assert Entered.objects.get().value == 5


def test_counting_again_leaves_what_was_entered(cast: Cast, counted: Filing) -> None:
    enter(cast, counted)
    counting.count(counted.pk, by=cast.chen, today=reports.DAY, now=datetime(2025, 1, 9, 4, tzinfo=UTC))
    assert shown(counted).value == 3


def test_nought_may_be_entered_where_nothing_is_known(cast: Cast, counted: Filing) -> None:
    assert enter(cast, counted, "disclosed.last_year", value=0).value == 0
    assert shown(counted, "disclosed.increase").value == 0


@pytest.mark.parametrize(
    ("name", "value"), [(CHARGES, "0.000001"), (CHARGES, "9999999999"), (GRANTED, "1"), ("requests.fees", "12.50")]
)
def test_numbers_that_stand(cast: Cast, counted: Filing, name: str, value: str) -> None:
    assert enter(cast, counted, name, value=Decimal(value)).value == Decimal(value)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        (GRANTED, "-1", "不能小于0"),
        (GRANTED, "0.5", "要填整数"),
        (GRANTED, "NaN", "不能小于0"),
        (GRANTED, "10000000000", "太大了"),
        (CHARGES, "0.0000001", "最多6位小数"),
        ("requests.fees", "0.001", "最多2位小数"),
        (GRANTED, "0", "台账统计的.*就是0件，不用填报"),
        ("nothing", "1", "没有这个数字"),
        ("requests.granted.total", "1", "请填报分项"),
        ("requests.handled.business", "1", "请填报分项"),
        ("disclosed.increase", "1", "请填报分项"),
        ("supervision.trainings", "1", "举办的培训、派员参加的培训算出来"),
    ],
)
def test_numbers_that_do_not(cast: Cast, counted: Filing, name: str, value: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        enter(cast, counted, name, value=Decimal(value))
    assert not Entered.objects.exists()


@pytest.mark.parametrize("missing", ["source", "reason"])
def test_source_and_reason_are_asked_for(cast: Cast, counted: Filing, missing: str) -> None:
    with pytest.raises(Refused, match="来源和不用台账数字的理由"):
        enter(cast, counted, **{missing: " \u200b\u202e "})


def test_source_and_reason_have_no_letters_that_nobody_sees(cast: Cast, counted: Filing) -> None:
    entered = enter(cast, counted, source="县\u202e统计表\x07", reason="年中\r\n才启用")
    assert (entered.source, entered.reason) == ("县统计表", "年中 才启用")


def test_dropped_the_ledger_holds_again_and_there_is_nothing_more_to_drop(cast: Cast, counted: Filing) -> None:
    enter(cast, counted)
    entering.drop(counted.pk, GRANTED, by=cast.chen, today=reports.DAY)
    assert shown(counted).value == 0
    assert Entry.objects.get(act="filing.entry_dropped").details["value"] == "3件"
    with pytest.raises(Refused, match="没有填报过"):
        entering.drop(counted.pk, GRANTED, by=cast.chen, today=reports.DAY)


def test_who_may_not_draft_may_not_enter(cast: Cast, counted: Filing) -> None:
    with pytest.raises(NotYourRole):
        enter(cast, counted, by=cast.zhao)


def test_nothing_is_entered_into_a_report_that_is_fixed(cast: Cast, counted: Filing) -> None:
    reports.given(counted, state=Version.State.SUBMITTED)
    with pytest.raises(Refused, match="不能填报数字"):
        enter(cast, counted)
