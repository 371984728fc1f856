"""下级报送、催报、报送期限、汇总来源: what a supervisor sees and does."""

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import msgspec
import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from gongkai.agency.models import Officer
from gongkai.agency.roles import Role
from gongkai.errors import Refused
from gongkai.filing import reminding
from gongkai.filing.models import Dates, Filing, Included, Reminder, Version
from gongkai.journal.recording import record
from gongkai.report import exchange
from gongkai.report.report import Statement
from tests.cast import Cast, agency, officer
from tests.desk.desk import Desk
from tests.filing.reports import begun, filed, filing, given

Queries = Callable[[int], AbstractContextManager[object]]
TODAY = date(2025, 2, 3)
"""Three days after the townships' reports on 2024 were due."""


class CountyDesk(Desk):
    """The desk of the county."""

    def address(self, name: str, *numbers: int, agency: object = None) -> str:
        return reverse(f"desk:{name}", args=[self.cast.county.pk, *numbers])


@pytest.fixture
def county(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> CountyDesk:
    """Both towns kept their ledgers here in 2024."""
    monkeypatch.setattr(timezone, "localdate", lambda value=None, zone=None: TODAY)
    for town in (cast.town, cast.other_town):
        record("agency.opened", town, by=None, on=date(2024, 1, 2))
    return CountyDesk(cast)


@pytest.fixture
def ma(cast: Cast) -> Officer:
    """马 handles, in the county."""
    return officer("ma", "马丽", (cast.county, Role.HANDLER))


def row_of(page: str, name: str) -> str:
    """The row of an agency."""
    [row] = [row for row in page.split("<tr>") if f">{name}<" in row or f"{name}</a>" in row or f"{name}<div" in row]
    return row


def test_the_board_says_who_has_handed_in_and_who_is_late(cast: Cast, county: CountyDesk) -> None:
    filed(filing(cast.other_town, cast.li), "submitted", received_by=cast.county, cells={"requests.new.total": 3})
    page = county.look(cast.he, "filing_board")
    assert "2 个机关中 1 个已报送，1 个迟报或者超期未报" in page
    late, handed_in = row_of(page, "清水镇人民政府"), row_of(page, "石桥乡人民政府")
    assert "还没有编制" in late
    assert "3 天" in late
    assert "已报送，待审核" in handed_in
    assert "2025-01-08" in handed_in
    assert reverse("desk:filing", args=[cast.other_town.pk, Filing.objects.get().pk]) in handed_in


def test_who_kept_no_ledger_here_in_the_year_is_neither_late_nor_asked(cast: Cast, county: CountyDesk) -> None:
    third = agency("城关镇人民政府", "township", "government", cast.county, 3, "990121103")
    record("agency.opened", third, by=None, on=date(2025, 1, 1))
    page = county.look(cast.he, "filing_board")
    row = row_of(page, "城关镇人民政府")
    assert "当年没有在这里记台账" in row
    assert "天" not in row and 'name="below"' not in row
    assert "3 个机关中 0 个已报送，2 个迟报或者超期未报" in page
    assert "城关镇" not in county.look(cast.he, "filing_chase", year="2024", all="on")
    with pytest.raises(Refused, match="当年没有在这里记台账"):
        reminding.chase(cast.county.pk, [third.pk], year=2024, by=cast.he, today=TODAY)


def test_a_report_read_from_a_file_shows_the_total_that_its_text_states(cast: Cast, county: CountyDesk) -> None:
    made = filed(filing(cast.town, cast.chen), "recorded", prose={}, origin="file")
    assert made.latest
    report = exchange.decode(made.latest.report.encode())
    total = Statement("disclosed_total", 375, "主动公开信息", True, "主动公开信息375条", "overview", year=2024)
    given(made, report=exchange.encode(msgspec.structs.replace(report, statements=(total,))).decode())
    assert ">375<" in "".join(row_of(county.look(cast.he, "filing_board"), "清水镇人民政府").split())


def test_of_a_draft_below_only_the_state_shows(cast: Cast, county: CountyDesk) -> None:
    made = filing(cast.town, cast.chen, title="清水镇的草稿")
    row = row_of(county.look(cast.he, "filing_board"), "清水镇人民政府")
    assert "起草中" in row
    assert reverse("desk:filing", args=[cast.town.pk, made.pk]) not in row


def test_faults_and_blanks_of_what_was_handed_in_are_counted(cast: Cast, county: CountyDesk) -> None:
    cells = {"requests.new.natural_person": 2, "requests.new.total": 1, "disclosure.licensing.decisions": None}
    filed(filing(cast.town, cast.chen), "submitted", received_by=cast.county, cells=cells)
    row = row_of(county.look(cast.he, "filing_board", state="errors"), "清水镇人民政府")
    assert "1 格" in row
    assert "处</span>" in row
    assert "清水镇" not in county.look(cast.he, "filing_board", state="accepted").split("<tbody>")[-1]


@pytest.mark.parametrize(
    ("state", "names"),
    [
        ("missing", ["清水镇人民政府"]),
        ("late", ["清水镇人民政府", "城关镇人民政府"]),
        ("submitted", ["石桥乡人民政府"]),
        ("published", ["城关镇人民政府"]),
        ("blank", []),
    ],
)
def test_the_list_is_narrowed_by_how_they_stand(cast: Cast, county: CountyDesk, state: str, names: list[str]) -> None:
    third = agency("城关镇人民政府", "township", "government", cast.county, 3, "990121103")
    clerk = officer("tang", "唐宁", (third, Role.HANDLER))
    filed(filing(cast.other_town, cast.li), "submitted", received_by=cast.county)
    filed(filing(third, clerk), "published", submitted_on=date(2025, 2, 1))
    page = county.look(cast.he, "filing_board", state=state)
    listed = page.split("<tbody>")[-1] if names else ""
    everyone = ("清水镇人民政府", "石桥乡人民政府", "城关镇人民政府")
    assert sorted(name for name in everyone if name in listed) == sorted(names)
    assert names or "没有符合条件的机关" in page


def test_the_list_leaves_as_a_workbook(cast: Cast, county: CountyDesk) -> None:
    filed(filing(cast.other_town, cast.li), "accepted", accepted_on=date(2025, 1, 20))
    answer = county.client(cast.he).get(county.address("filing_board"), {"format": "xlsx", "sort": "name"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert rows[0][:4] == ["机关", "层级", "类型", "状态"]
    assert rows[1][0::3][:3] == ["清水镇人民政府", "还没有编制", None]
    assert rows[2][3] == "审核通过，待公布"
    assert dict(zip(rows[0], rows[2], strict=True))["公开条数"] == 10


def test_only_who_supervises_opens_the_board(cast: Cast, county: CountyDesk, ma: Officer) -> None:
    county.look(ma, "filing_board", status=403)
    county.look(cast.li, "filing_board", status=404)
    elsewhere = officer(
        "bai", "白云", (agency("临江县人民政府", "county", "government", None, 8, "99"), Role.SUPERVISOR)
    )
    county.look(elsewhere, "filing_board", status=404)


def test_the_queries_do_not_grow_with_the_agencies(
    cast: Cast, county: CountyDesk, django_assert_max_num_queries: Queries
) -> None:
    county.look(cast.he, "filing_board")
    for number in range(10, 20):
        place = agency(f"{number}村镇", "township", "government", cast.county, number, "99")
        filed(begun(place, cast.li))
    with django_assert_max_num_queries(17):
        county.look(cast.he, "filing_board")


# Asking


def test_those_ticked_are_shown_before_they_are_asked(cast: Cast, county: CountyDesk) -> None:
    page = county.look(cast.he, "filing_chase", year=2024, below=[cast.town.pk, "9" * 5000])
    assert "催报2024年度报告：1 个机关，其中 1 个已经超期" in page
    address = county.address("filing_chase") + f"?year=2024&below={cast.town.pk}"
    county.client(cast.he).post(address, {"says": "请尽快"})
    assert [(each.agency, each.by) for each in Reminder.objects.all()] == [(cast.town, cast.he)]
    again = county.client(cast.he).post(address, {"says": ""})
    assert again.status_code == 409
    assert "今天都已经催过" in again.content.decode()


def test_all_that_are_missing_can_be_asked_at_once(cast: Cast, county: CountyDesk) -> None:
    filed(filing(cast.other_town, cast.li), "submitted", received_by=cast.county)
    county.client(cast.he).post(county.address("filing_chase") + "?year=2024&all=on", {"says": ""})
    assert [each.agency for each in Reminder.objects.all()] == [cast.town]
    assert "没有要催的" in county.look(cast.he, "filing_chase", year=2024, below=[cast.other_town.pk])


# Days


def test_the_days_in_force_are_told_with_whose_they_are(cast: Cast, county: CountyDesk) -> None:
    page = county.look(cast.he, "filing_dates", year=2024)
    assert "2025-01-31" in page
    assert "2025-01-27" in page
    assert "未核实" in page


def test_a_day_is_set_and_taken_back(cast: Cast, county: CountyDesk) -> None:
    address = county.address("filing_dates_set") + "?year=2024&whom=township"
    client = county.client(cast.he)
    sent = {"submit_by": "2025-01-20", "publish_by": "2025-02-20", "notice": "柳政办函〔2025〕1号"}
    assert client.post(address, sent).status_code == 302
    assert Dates.objects.get().publish_by == date(2025, 2, 20)
    assert "柳政办函〔2025〕1号" in county.look(cast.he, "filing_dates", year=2024)
    late = client.post(address, sent | {"publish_by": "2025-04-01"})
    assert late.status_code == 409
    assert "最迟2025年3月31日公布" in late.content.decode()
    client.post(county.address("filing_dates_drop") + "?year=2024&whom=township", {"form": "sent"})
    assert not Dates.objects.exists()


# The total


def test_the_parts_of_a_total_are_shown_with_what_each_gives(cast: Cast, county: CountyDesk, ma: Officer) -> None:
    whole = filing(cast.county, ma, scope="whole")
    filed(filing(cast.town, cast.chen), "accepted", prose={"disclosed.total": 41})
    filed(filing(cast.other_town, cast.li), "accepted", cells={"requests.new.total": 5})
    page = county.look(ma, "filing_parts", whole.pk)
    assert "清水镇人民政府" in page
    assert ">41<" in page
    assert "石桥乡人民政府" not in page
    assert "勾稽不符" in county.look(ma, "filing_parts", whole.pk, list="left_out")
    assert "柳河县人民政府" in county.look(ma, "filing_parts", whole.pk, list="missing").split("<tbody>")[-1]


def test_a_report_in_doubt_is_counted_with_a_reason(cast: Cast, county: CountyDesk, ma: Officer) -> None:
    whole = filing(cast.county, ma, scope="whole")
    faulty = filed(filing(cast.town, cast.chen), "accepted", cells={"requests.new.total": 5})
    assert faulty.latest_id
    county.send(ma, "filing_part_include", whole.pk, faulty.latest_id, reason="原件如此")
    assert Included.objects.get().version_id == faulty.latest_id
    assert "马丽 2025-02-03 计入：原件如此" in county.look(ma, "filing_parts", whole.pk)
    county.send(ma, "filing_part_leave_out", whole.pk, faulty.latest_id)
    assert not Included.objects.exists()


def test_a_report_of_ones_own_has_no_parts(cast: Cast, county: CountyDesk, ma: Officer) -> None:
    own = filing(cast.county, ma)
    county.look(ma, "filing_parts", own.pk, status=404)
    assert Version.objects.filter(filing=own).exists()


# Today


def test_what_was_handed_in_waits_among_the_supervisors_work_and_in_the_rail(cast: Cast, county: CountyDesk) -> None:
    made = filed(filing(cast.town, cast.chen), "submitted", received_by=cast.county)
    page = county.look(cast.he, "today")
    assert "下级报来的年度报告，待审核" in page
    assert reverse("desk:filing", args=[cast.town.pk, made.pk]) in page
    assert "去审核" in page


def test_a_late_report_that_is_not_begun_waits_among_the_towns_work(cast: Cast, county: CountyDesk) -> None:
    record("agency.opened", cast.town, by=cast.qian, on=date(2024, 3, 3))
    page = county.client(cast.chen).get(reverse("desk:today", args=[cast.town.pk])).content.decode()
    assert "年度报告超过报送期限" in page
    assert "2024年度报告" in page
    assert reverse("desk:filings", args=[cast.town.pk]) in page
