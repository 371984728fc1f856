"""读入往年报告: from its file, beside it, to the record."""

import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gongkai.agency.models import Appointment
from gongkai.agency.roles import Role
from gongkai.desk.filings.doing import doing
from gongkai.disclosure import files
from gongkai.errors import NotYourRole, NotYours, Refused, Unreadable
from gongkai.filing import access
from gongkai.filing.access import ChangedMeanwhile
from gongkai.filing.actions import importing, publishing
from gongkai.filing.models import Doubt, Filing, Version
from gongkai.filing.previous import previous
from gongkai.journal.models import Entry
from gongkai.report import exchange
from gongkai.report.report import Report, State
from gongkai.task.models import Work
from tests.accuracy.truth import truths
from tests.cast import SINCE, Cast
from tests.conftest import HERE
from tests.disclosure import passage
from tests.filing import reports
from tests.filing.reports import as_read
from tests.filing.road import NOW

SAMPLES = HERE / "samples" / "reports"
QINGSHUI = SAMPLES / "qingshui_rows_cut_by_pages.txt"
"""清水乡's report of 2023: rows cut by pages, stray noughts at their end, the left of table four blank."""


def read_in(cast: Cast, file: Path = QINGSHUI, **options: Any) -> Filing:
    chunks = [file.read_bytes()]
    given = {"name": file.name, "by": cast.chen, "today": reports.DAY, **options}
    found = importing.read_file(cast.town.pk, chunks=chunks, **given)
    return Filing.objects.select_related("latest", "agency").get(pk=found.pk)


def version_of(filing: Filing) -> Version:
    return Version.objects.get(pk=Filing.objects.get(pk=filing.pk).latest_id)


def doubts(filing: Filing) -> dict[str, Doubt]:
    return {each.name: each for each in version_of(filing).doubts.all()}


def left(filing: Filing) -> list[Doubt]:
    return list(version_of(filing).doubts.filter(by=None))


def report_of(filing: Filing) -> Report:
    return exchange.decode(version_of(filing).report.encode())


def settle(cast: Cast, filing: Filing, answers: dict[str, str | None], **options: Any) -> Filing:
    return importing.settle(filing.pk, answers, **{"by": cast.chen, "today": reports.DAY, **options})


def settle_all(cast: Cast, filing: Filing) -> Filing:
    """Every doubt as it was read, the town's own name and year in their place."""
    answers = as_read(left(filing))
    answers |= {name: words for name, words in (("agency", cast.town.name), ("year", "2023")) if name in answers}
    return settle(cast, filing, answers)


def record(cast: Cast, filing: Filing, **options: Any) -> Filing:
    return importing.record(filing.pk, **{"by": cast.chen, "today": reports.DAY, **options})


def test_a_report_read_from_its_file_waits_to_be_looked_at(cast: Cast) -> None:
    filing = read_in(cast)
    version = version_of(filing)
    assert (filing.year, filing.scope, filing.handler) == (2023, "own", cast.chen)
    assert (version.state, version.origin, version.edition) == ("reading", "file", "2021")
    assert (version.file_name, version.file_kind) == (QINGSHUI.name, "txt")
    assert files.path("filing_originals", version.file_hash).read_bytes() == QINGSHUI.read_bytes()
    entry = Entry.objects.get(act="filing.imported")
    assert (entry.details["file"], entry.details["doubts"]) == (QINGSHUI.name, len(doubts(filing)))


def test_what_a_repair_decided_and_what_is_blank_is_listed_and_nothing_else_of_the_tables(cast: Cast) -> None:
    found = doubts(read_in(cast))
    cells = {name for name in found if "." in name}
    rows = {name.rpartition(".")[0] for name in cells}
    assert rows == {
        "requests.otherwise_closed.other",
        "requests.handled",
        "requests.carried_out",
        "challenges.reconsideration",
    }
    assert found["challenges.reconsideration.total"].read == ""
    assert found["requests.handled.total"].read == "0"


def test_the_pages_of_a_pdf_are_there_at_once_with_the_places_of_its_figures(cast: Cast) -> None:
    filing = read_in(cast, SAMPLES / "ruled_over_pages.pdf", year=2023)
    version = version_of(filing)
    assert version.shown_hash == version.file_hash
    assert len(version.sheets) == 5
    assert not Work.objects.filter(kind=importing.KIND).exists()


def test_a_pdf_whose_pages_cannot_be_made_comes_in_all_the_same(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(path: Path, report: Report) -> None:
        raise Unreadable("文件不完整或已损坏。")

    monkeypatch.setattr("gongkai.filing.originals.sheets", fails)
    filing = read_in(cast, SAMPLES / "ruled_over_pages.pdf", year=2023)
    assert version_of(filing).shown_hash == ""
    assert Work.objects.get(kind=importing.KIND).title == "把“ruled_over_pages.pdf”转成页面"


def test_the_pages_of_another_file_are_made_in_the_background(cast: Cast) -> None:
    filing = read_in(cast)
    work = Work.objects.get(kind=importing.KIND)
    assert work.arguments == {"version_id": version_of(filing).pk}
    assert version_of(filing).shown_hash == ""


def test_a_file_that_has_no_pages_here_is_looked_at_in_its_own_program(cast: Cast) -> None:
    filing = read_in(cast, SAMPLES / "our_own_json.json", year=2023)
    assert version_of(filing).shown_hash == ""
    assert not Work.objects.filter(kind=importing.KIND).exists()


def test_where_libreoffice_is_missing_the_work_says_so(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    filing = read_in(cast)
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(Refused, match="转不成页面：读取这种文件需要 LibreOffice"):
        importing.show_original(version_of(filing).pk)


def test_the_same_file_again_is_the_same_report(cast: Cast) -> None:
    assert read_in(cast).pk == read_in(cast).pk
    assert Version.objects.count() == 1


def test_the_file_and_its_pages_are_kept_and_what_no_report_names_is_swept_away(cast: Cast, tmp_path: Path) -> None:
    version = version_of(read_in(cast, SAMPLES / "ruled_over_pages.pdf", year=2023))
    nobodys = files.keep([b"left behind"], importing.AREA)
    files.purge(time.time() + 60)
    assert files.path(importing.AREA, version.file_hash).is_file()
    assert not files.path(importing.AREA, nobodys.hash).exists()
    pages = files.keep([b"pages"], importing.AREA)
    Version.objects.filter(pk=version.pk).update(shown_hash=pages.hash)
    files.purge(time.time() + 60)
    assert files.path(importing.AREA, pages.hash).is_file()


def test_a_year_that_has_a_report_takes_no_second(cast: Cast) -> None:
    filing = read_in(cast)
    other = SAMPLES / "baiyang_one_column_filled.txt"
    with pytest.raises(Refused, match="正在办理（待核对）"):
        read_in(cast, other)
    settle_all(cast, filing)
    record(cast, filing)
    with pytest.raises(Refused, match=r"已经有了（已入库）.*更正重编"):
        read_in(cast, other)


def test_a_year_being_drawn_up_here_takes_no_file(cast: Cast) -> None:
    reports.filing(cast.town, cast.chen, year=2023)
    with pytest.raises(Refused, match="正在办理（起草中）"):
        read_in(cast)


def test_what_was_discarded_makes_room(cast: Cast) -> None:
    reports.given(read_in(cast), state="discarded")
    version = version_of(read_in(cast))
    assert (version.number, version.state) == (2, "reading")


def test_own_and_whole_are_two_reports(cast: Cast) -> None:
    assert read_in(cast).pk != read_in(cast, scope="whole").pk


def test_a_file_without_its_year_asks_for_it(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "报告.txt"
    file.write_text(
        "政府信息公开工作年度报告\n一、总体情况\n各项工作正常开展。\n五、存在的主要问题及改进情况\n更新不够及时。\n"
    )
    with pytest.raises(Refused, match="没有读到是哪一年度"):
        read_in(cast, file)
    assert read_in(cast, file, year=2019).year == 2019


@pytest.mark.parametrize("year", [2007, 2027])
def test_a_year_in_which_there_can_be_no_report_is_refused(cast: Cast, year: int) -> None:
    with pytest.raises(Refused, match="不会有这一年的年度报告"):
        read_in(cast, year=year)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "空文件"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "这是一张图片"),
        (b"PK\x05\x06" + bytes(18), "压缩包"),
        (b"%PDF-1.4\n" + bytes(200), "读不了"),
        ("这是一封普通的信，与公开无关。".encode(), "没有年度报告的标题"),
    ],
)
def test_what_is_no_report_is_refused_in_one_sentence_and_leaves_nothing(
    cast: Cast, tmp_path: Path, content: bytes, says: str
) -> None:
    file = tmp_path / "年报.pdf"
    file.write_bytes(content)
    with pytest.raises(Refused, match=says):
        read_in(cast, file)
    assert not Filing.objects.exists()


def test_a_file_larger_than_the_site_takes_is_refused(cast: Cast, settings: Any) -> None:
    passage.configure(settings, attachment_mb=1)
    with pytest.raises(Refused, match="1 MB"):
        importing.read_file(
            cast.town.pk, name="年报.txt", chunks=[b"x" * 600_000, b"x" * 600_000], by=cast.chen, today=reports.DAY
        )


def test_a_name_with_a_path_in_it_is_kept_without(cast: Cast) -> None:
    filing = importing.read_file(
        cast.town.pk, name="..\\..\\2023/年报.txt", chunks=[QINGSHUI.read_bytes()], by=cast.chen, today=reports.DAY
    )
    assert version_of(filing).file_name == "年报.txt"


@pytest.mark.parametrize("name", ["😀" * 60 + "." + "😀" * 10, "名" * 90 + ".txt", "..", ".", "年报", "\0..txt"])
def test_whatever_the_file_is_called_it_is_read(cast: Cast, name: str) -> None:
    filing = read_in(cast, year=2023, name=name)
    assert report_of(filing).sections
    assert "gongkai-" not in version_of(filing).report


def test_only_who_handles_reads_in_and_looks(cast: Cast) -> None:
    for person in (cast.zhou, cast.zhao, cast.feng):
        with pytest.raises(NotYourRole):
            read_in(cast, by=person)
    with pytest.raises(NotYours):
        read_in(cast, by=cast.li)
    filing = read_in(cast)
    for act in (settle, record):
        with pytest.raises(NotYourRole):
            act(cast, filing, *([{}] if act is settle else []), by=cast.zhou)


def test_the_county_does_not_see_a_report_that_is_still_looked_at(cast: Cast) -> None:
    filing = read_in(cast)
    assert not access.visible_to(cast.he).filter(pk=filing.pk).exists()


def test_some_are_settled_today_and_the_rest_tomorrow(cast: Cast) -> None:
    filing = read_in(cast)
    before = len(left(filing))
    settle(cast, filing, {"requests.handled.total": "0"})
    settle(cast, filing, {"requests.handled.business": "0", "challenges.reconsideration.total": None})
    assert len(left(filing)) == before - 3
    doubt = doubts(filing)["challenges.reconsideration.total"]
    assert (doubt.is_blank, doubt.settled, doubt.by, doubt.on) == (True, "", cast.chen, reports.DAY)


def test_all_of_what_is_sent_is_kept_or_nothing(cast: Cast) -> None:
    filing = read_in(cast)
    with pytest.raises(Refused, match="有 2 处填得不对") as refusal:
        settle(
            cast,
            filing,
            {"requests.handled.total": "0", "requests.handled.business": "零", "requests.nothing.total": "1"},
        )
    assert len(refusal.value.details) == 2
    assert doubts(filing)["requests.handled.total"].by is None


def test_nothing_sent_is_told_so(cast: Cast) -> None:
    with pytest.raises(Refused, match="没有填写也没有勾选"):
        settle(cast, read_in(cast), {})


def test_a_cell_that_seemed_sure_is_corrected_the_same_way(cast: Cast) -> None:
    filing = read_in(cast)
    settle(cast, filing, {"disclosure.penalties.decisions": "19"})
    doubt = doubts(filing)["disclosure.penalties.decisions"]
    assert (doubt.settled, doubt.why) == ("19", importing.CORRECTED)
    settle_all(cast, filing)
    record(cast, filing)
    assert report_of(filing).value("disclosure.penalties.decisions") == 19


def test_a_correction_that_upsets_the_sums_raises_new_doubts(cast: Cast) -> None:
    filing = read_in(cast)
    settle_all(cast, filing)
    assert left(filing) == []
    settle(cast, filing, {"requests.granted.natural_person": "5"})
    names = {doubt.name for doubt in left(filing)}
    assert {"requests.granted.total", "requests.partly_granted.natural_person"} <= names
    with pytest.raises(Refused, match="没有核对，不能入库"):
        record(cast, filing)


def test_who_looked_at_a_page_that_changed_meanwhile_is_told(cast: Cast) -> None:
    filing = read_in(cast)
    settle(cast, filing, {"requests.handled.total": "0"}, revision=filing.revision)
    with pytest.raises(ChangedMeanwhile):
        settle(cast, filing, {"requests.handled.business": "0"}, revision=filing.revision)


def test_a_report_is_recorded_once_nothing_is_in_doubt(cast: Cast) -> None:
    filing = read_in(cast, name="2023年报（陈静改）.txt")
    with pytest.raises(Refused, match="处没有核对，不能入库"):
        record(cast, filing)
    settle_all(cast, filing)
    record(cast, filing)
    version = version_of(filing)
    assert version.state == "recorded"
    kept = report_of(filing)
    assert (kept.agency, kept.year) == (cast.town.name, 2023)
    assert kept["challenges.reconsideration.total"].state is State.BLANK
    assert f"{reports.DAY}对照原件核对" in kept["requests.handled.total"].notes
    assert kept.source.kind == "txt"
    assert "陈静" not in version.report
    assert [entry.act for entry in Entry.objects.filter(act__startswith="filing.").order_by("pk")] == [
        "filing.imported",
        "filing.settled",
        "filing.recorded",
    ]
    with pytest.raises(Refused, match="已入库"):
        settle(cast, filing, {"requests.handled.total": "1"})


def test_who_read_a_report_in_does_not_publish_it_too(cast: Cast) -> None:
    Appointment.objects.create(officer=cast.chen, agency=cast.town, role=Role.SIGNER, from_on=SINCE)
    filing = read_in(cast)
    while left(filing):
        settle_all(cast, filing)
    record(cast, filing)
    with pytest.raises(Refused, match="没有参与读入"):
        publishing.publish(filing.pk, by=cast.chen, today=reports.DAY, now=NOW)
    offered = [doing(version_of(filing), each, today=reports.DAY).first for each in (cast.chen, cast.zhao)]
    assert [act is not None and act["word"] for act in offered] == [False, "公布"]
    publishing.publish(filing.pk, by=cast.zhao, today=reports.DAY, now=NOW)
    assert version_of(filing).state == "published"


def test_a_recorded_report_is_last_years_for_the_next(cast: Cast) -> None:
    filing = read_in(cast)
    settle_all(cast, filing)
    settle(cast, filing, {"requests.carried_out.natural_person": "2", "requests.carried_out.total": "2"})
    settle(cast, filing, as_read(left(filing)))
    record(cast, filing)
    found = previous(reports.filing(cast.town, cast.chen, year=2024))
    assert found is not None and found.value("requests.carried_out.total") == 2


def test_a_report_chosen_for_the_wrong_year_moves_to_its_own(cast: Cast) -> None:
    filing = read_in(cast, year=2021)
    assert doubts(filing)["year"].read == "2023"
    settle(cast, filing, {"year": "2023"})
    assert Filing.objects.get(pk=filing.pk).year == 2023


def test_it_does_not_move_to_a_year_that_has_one(cast: Cast) -> None:
    reports.filing(cast.town, cast.chen, year=2023)
    filing = read_in(cast, year=2021)
    with pytest.raises(Refused, match="已经有这一年度的报告"):
        settle(cast, filing, {"year": "2023"})
    assert Filing.objects.get(pk=filing.pk).year == 2021


@pytest.mark.parametrize(("year", "is_taken"), [("2007", False), ("2008", True), ("2024", True), ("2025", False)])
def test_a_report_is_of_a_year_that_has_ended_since_the_regulation(cast: Cast, year: str, is_taken: bool) -> None:
    filing = read_in(cast)
    if is_taken:
        settle(cast, filing, {"year": year})
        assert Filing.objects.get(pk=filing.pk).year == int(year)
    else:
        with pytest.raises(Refused, match="报告年度"):
            settle(cast, filing, {"year": year})


def test_a_report_whose_year_has_not_ended_comes_in_but_is_not_recorded(cast: Cast) -> None:
    filing = read_in(cast, year=2025)
    answers = as_read(doubt for doubt in left(filing) if doubt.name != "year")
    settle(cast, filing, answers | {"agency": cast.town.name})
    with pytest.raises(Refused, match="报告年度"):
        record(cast, filing)


def test_neither_the_year_nor_the_agency_can_be_nothing(cast: Cast) -> None:
    filing = read_in(cast)
    for name in ("year", "agency"):
        with pytest.raises(Refused, match="不能空着"):
            settle(cast, filing, {name: None})


LAYOUTS = (
    "baiyang_one_column_filled",
    "columns_in_another_order",
    "form_of_2019",
    "gb18030_tab_rows",
    "glued_in_one_line",
    "merged_headers",
    "old_row_and_misprint",
    "printed_to_ofd",
    "qingshui_rows_cut_by_pages",
    "ruled_over_pages",
    "saved_by_word_97",
    "shiqiao_labels_out_of_their_columns",
    "sums_that_fail",
    "workbook",
    "yunling_one_cell_per_line",
)


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_numbers_recorded_are_those_that_eyes_saw_whatever_the_layout(cast: Cast, name: str) -> None:
    [truth] = [each for each in truths(HERE / "samples") if each.file.stem == name]
    filing = read_in(cast, truth.file, year=2023)
    asked = left(filing)
    seen = {
        doubt.name: _words(truth.cells.get(doubt.name)) if "." in doubt.name else doubt.read or None for doubt in asked
    }
    seen |= {each: words for each, words in (("agency", cast.town.name), ("year", "2023")) if each in seen}
    settle(cast, filing, seen)
    if more := left(filing):
        settle(cast, filing, {doubt.name: _words(truth.cells.get(doubt.name)) for doubt in more})
    record(cast, filing)
    kept = report_of(filing)
    wrong = {path: (kept.value(path), value) for path, value in truth.cells.items() if kept.value(path) != value}
    assert wrong == {}


def _words(value: int | Decimal | None) -> str | None:
    return None if value is None else f"{Decimal(value):f}"
