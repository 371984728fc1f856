"""核对: what is not sure in a report read from a file, and the report as eyes settled it."""

from datetime import date
from decimal import Decimal

import msgspec
import pytest

from gongkai.agency.models import Agency, Officer
from gongkai.errors import Refused
from gongkai.filing import reading
from gongkai.filing.models import Doubt, Filing
from gongkai.report.reading.prose import statements
from gongkai.report.report import Cell, Report, State
from tests.report import liuhe

TODAY = date(2025, 1, 8)
TOWN = Agency(name="白石镇人民政府", level="township", kind="government", path="001001")
FILING = Filing(agency=TOWN, year=2023, scope="own")
CHEN = Officer(name="陈静", pk=1)


def report(**cells: Cell) -> Report:
    none = {f"disclosure__regulations__{column}": Cell(0) for column in ("made", "repealed", "in_force")}
    read = liuhe.report(year=2023, **none | cells)
    return msgspec.structs.replace(read, signed_on=date(2024, 1, 12))


def doubts(read: Report, filing: Filing = FILING) -> dict[str, reading.Doubtful]:
    return {each.name: each for each in reading.doubtful(read, filing, today=TODAY)}


def settled(name: str, words: str, *, is_blank: bool = False) -> Doubt:
    return Doubt(name=name, settled=words, is_blank=is_blank, by=CHEN, on=TODAY)


def test_a_report_that_adds_up_and_was_read_outright_leaves_no_doubt_in_its_tables() -> None:
    assert doubts(report()) == {}


@pytest.mark.parametrize(
    ("cell", "why", "read"),
    [
        (Cell(None, State.BLANK), "没有读到字", ""),
        (Cell(None, State.MISSING), "没有读到这一行或这一列", ""),
        (Cell(None, State.UNREADABLE, "一二"), "读不成数", ""),
        (Cell(0, State.INFERRED, how="合计减去其他各列"), "是推算的：合计减去其他各列", "0"),
        (Cell(0, text="00", notes=("glued_digits",)), "数字之间没有分隔", "0"),
    ],
)
def test_a_cell_without_a_number_or_with_one_that_took_a_repair_is_doubtful(cell: Cell, why: str, read: str) -> None:
    found = doubts(report(requests__not_processed__repeated__research=cell))
    doubt = found["requests.not_processed.repeated.research"]
    assert why in doubt.why
    assert (doubt.read, doubt.found) == (read, cell.text)
    assert doubt.label == "表三“2.重复申请”·科研机构"


def test_a_label_that_was_mended_makes_no_figure_doubtful() -> None:
    clean = report()
    path = "requests.granted.natural_person"
    cell = msgspec.structs.replace(clean[path], notes=("misspelt_label", "split_row"))
    assert path not in doubts(report(requests__granted__natural_person=cell))


def test_a_figure_that_upsets_its_row_and_its_column_is_doubtful_for_both() -> None:
    clean = report()
    path = "requests.unavailable.not_held.business"
    wrong = Cell(int(clean.value(path) or 0) + 7)
    found = doubts(report(requests__unavailable__not_held__business=wrong))
    assert "表三“商业企业”列：各项之和不等于总计" in found[path].why
    assert "行：各类申请人之和不等于总计" in found[path].why
    assert "；" not in found["requests.granted.business"].why


def test_a_number_of_the_text_that_the_table_does_not_have_makes_the_cell_doubtful() -> None:
    clean = report()
    parts = clean.sections[0].parts
    said = "全年收到政府信息公开申请99999件，均按期答复。"
    changed = msgspec.structs.replace(parts[1], text=said)
    overview = msgspec.structs.replace(clean.sections[0], parts=(parts[0], changed, *parts[2:]))
    sections = (overview, *clean.sections[1:])
    told = statements(sections, year=2023, form=clean.edition)
    found = doubts(msgspec.structs.replace(clean, sections=sections, statements=told))
    assert "正文写的与表里不同" in found["requests.new.total"].why
    assert "99999" in found["requests.new.total"].why


def test_a_report_of_another_agency_is_asked_about() -> None:
    found = doubts(msgspec.structs.replace(report(), agency="石桥乡人民政府"))
    assert found["agency"].why == "文件里写的是“石桥乡人民政府”，本机关是“白石镇人民政府”"


@pytest.mark.parametrize("name", ["白石镇人民政府", "柳河县白石镇人民政府", "白石镇 人民政府", "白石镇"])
def test_a_name_with_those_above_before_it_is_the_agencys(name: str) -> None:
    assert "agency" not in doubts(msgspec.structs.replace(report(), agency=name))


@pytest.mark.parametrize("name", ["石桥乡人民政府", "", None, "府", "人民政府", "石镇"])
def test_a_name_that_is_not_the_agencys_is_not_taken_for_it(name: str | None) -> None:
    assert not reading.is_name_of(name, TOWN)


def test_a_year_that_is_not_the_chosen_one_or_has_not_ended_is_asked_about() -> None:
    assert "year" not in doubts(report())
    assert "读到的是2022年度" in doubts(msgspec.structs.replace(report(), year=2022))["year"].why
    this_year = Filing(agency=TOWN, year=2025, scope="own")
    read = msgspec.structs.replace(report(), year=2025, signed_on=date(2026, 1, 8))
    assert doubts(read, this_year)["year"].why == "2025年还没有结束"
    last_year = Filing(agency=TOWN, year=2024, scope="own")
    assert "year" not in doubts(msgspec.structs.replace(read, year=2024), last_year)


def test_a_report_signed_before_its_year_ended_or_not_at_all_is_asked_about() -> None:
    assert "signed_on" not in doubts(msgspec.structs.replace(report(), signed_on=date(2024, 1, 1)))
    assert "signed_on" in doubts(msgspec.structs.replace(report(), signed_on=date(2023, 12, 31)))
    assert "signed_on" in doubts(msgspec.structs.replace(report(), signed_on=None))


def test_tables_that_are_pictures_leave_every_cell_of_the_years_form_to_be_filled_in() -> None:
    without = msgspec.structs.replace(report(), form="", cells={})
    assert (reading.with_tables(without, 2023).form, len(reading.with_tables(without, 2023).cells)) == ("2021", 200)
    assert reading.with_tables(without, 2020).form == "2019"
    assert reading.with_tables(without, 2018).form == ""
    assert reading.with_tables(report(), 2020).form == "2021"


def test_what_eyes_settled_stands_in_the_report_with_the_day_on_which_somebody_looked() -> None:
    blank = Cell(None, State.BLANK, "—")
    read = report(requests__refused__third_party_rights__research=blank)
    path = "requests.refused.third_party_rights.research"
    mended = reading.settled(read, [settled(path, "3"), settled("agency", "白石镇人民政府"), settled("year", "2023")])
    assert (mended.value(path), mended[path].state, mended[path].text) == (3, State.READ, "—")
    assert mended[path].notes == ("2025-01-08对照原件核对",)
    assert mended.agency == "白石镇人民政府"
    assert mended["requests.granted.total"] == read["requests.granted.total"]


def test_what_nobody_looked_at_yet_changes_nothing() -> None:
    read = report()
    assert reading.settled(read, [Doubt(name="requests.granted.total", settled="", is_blank=False)]) == read


def test_a_blank_that_eyes_confirmed_stays_blank_and_an_inferred_number_does_not_survive_it() -> None:
    path = "requests.granted.research"
    for before, after in (
        (Cell(None, State.BLANK), State.BLANK),
        (Cell(None, State.MISSING), State.MISSING),
        (Cell(4, State.INFERRED, how="合计减其余"), State.BLANK),
        (Cell(None, State.UNREADABLE, "?"), State.BLANK),
    ):
        cell = reading.settled(report(requests__granted__research=before), [settled(path, "", is_blank=True)])[path]
        assert (cell.value, cell.state) == (None, after)


def test_an_amount_keeps_its_digits() -> None:
    path = "disclosure.charges.amount"
    assert reading.settled(report(), [settled(path, "12.50")]).value(path) == Decimal("12.50")


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("requests.new.total", " １２ ", "12"),
        ("requests.new.total", "-3", "-3"),
        ("disclosure.charges.amount", "0.80", "0.80"),
        ("year", "2023", "2023"),
        ("signed_on", "2024-01-12", "2024-01-12"),
        ("agency", " 白石镇人民政府 ", "白石镇人民政府"),
    ],
)
def test_what_is_typed_is_kept_as_written_there(name: str, typed: str, kept: str) -> None:
    assert reading.parsed(name, "这里", typed) == kept


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("requests.new.total", ""),
        ("requests.new.total", "十二"),
        ("requests.new.total", "1e9"),
        ("requests.new.total", "1" * 13),
        ("requests.new.total", "1.1234567"),
        ("year", "23"),
        ("signed_on", "2024-02-30"),
        ("signed_on", "2024年1月12日"),
    ],
)
def test_what_is_no_number_no_year_or_no_day_is_refused(name: str, typed: str) -> None:
    with pytest.raises(Refused, match="表三"):
        reading.parsed(name, "表三", typed)
