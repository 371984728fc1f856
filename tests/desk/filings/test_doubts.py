"""核对原件: the page on which eyes settle what was read from a file."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.filing.actions import importing
from gongkai.filing.models import Filing, Version
from gongkai.report import rendering
from gongkai.report.report import Cell
from tests.conftest import HERE
from tests.desk.desk import Desk
from tests.disclosure.passage import TODAY
from tests.filing import published, reports

SAMPLES = HERE / "samples" / "reports"
QINGSHUI = SAMPLES / "qingshui_rows_cut_by_pages.txt"
RULED = SAMPLES / "ruled_over_pages.pdf"


def read_in(desk: Desk, file: Path = QINGSHUI) -> Filing:
    return importing.read_file(
        desk.cast.town.pk, name=file.name, chunks=[file.read_bytes()], by=desk.cast.chen, today=TODAY, year=2023
    )


def left(filing: Filing) -> list[str]:
    return list(Version.objects.get(filing=filing).doubts.filter(by=None).values_list("name", flat=True))


def key(filing: Filing, name: str) -> int:
    return Version.objects.get(filing=filing).doubts.get(name=name).pk


def test_an_uploaded_report_leads_to_its_doubts(desk: Desk) -> None:
    file = SimpleUploadedFile(QINGSHUI.name, QINGSHUI.read_bytes())
    answer = desk.send(desk.cast.chen, "filing_import", file=file, year="2023")
    filing = Filing.objects.get()
    assert answer["Location"] == desk.address("filing_doubts", filing.pk)
    shown = desk.look(desk.cast.chen, "filing_doubts", filing.pk)
    assert f"{len(left(filing))} 处要核对" in shown
    assert "表四“行政复议”·总计" in shown


def test_what_cannot_be_read_is_told_on_the_page(desk: Desk) -> None:
    file = SimpleUploadedFile("年报.txt", "会议通知".encode())
    answer = desk.send(desk.cast.chen, "filing_import", status=409, file=file)
    assert "没有年度报告的标题" in answer.content.decode()
    assert desk.send(desk.cast.chen, "filing_import", status=422).context is None or not Filing.objects.exists()


def test_own_or_whole_is_asked_only_where_there_are_agencies_below(desk: Desk) -> None:
    assert "口径" not in desk.look(desk.cast.chen, "filing_import")


def test_a_tick_keeps_the_number_and_a_number_needs_no_tick(desk: Desk) -> None:
    filing = read_in(desk)
    blank = key(filing, "challenges.reconsideration.total")
    stray = key(filing, "requests.handled.total")
    other = key(filing, "requests.handled.business")
    sent = {f"seen-{stray}": "on", f"value-{stray}": "0", f"value-{blank}": "3", f"value-{other}": "0"}
    desk.send(desk.cast.chen, "filing_doubts", filing.pk, **sent)
    settled = {each.name: each.settled for each in Version.objects.get(filing=filing).doubts.exclude(by=None)}
    assert settled == {"challenges.reconsideration.total": "3", "requests.handled.total": "0"}


def test_a_whole_group_is_ticked_at_once(desk: Desk) -> None:
    filing = read_in(desk)
    before = len(left(filing))
    shown = desk.look(desk.cast.chen, "filing_doubts", filing.pk)
    label = re.search(r'value="(\d+)" id="group-\d+"[^>]*><label[^>]*>这 21 处逐一看过', shown)
    assert label
    desk.send(desk.cast.chen, "filing_doubts", filing.pk, group=label[1])
    assert len(left(filing)) == before - 21


def test_another_cell_is_corrected_on_the_same_page(desk: Desk) -> None:
    filing = read_in(desk)
    desk.send(
        desk.cast.chen,
        "filing_doubts",
        filing.pk,
        **{"other": "disclosure.penalties.decisions", "other-value": "19"},
    )
    assert Version.objects.get(filing=filing).doubts.get(name="disclosure.penalties.decisions").settled == "19"


def test_what_was_typed_stays_on_the_page_when_something_is_wrong(desk: Desk) -> None:
    filing = read_in(desk)
    blank = key(filing, "challenges.reconsideration.total")
    answer = desk.send(desk.cast.chen, "filing_doubts", filing.pk, status=409, **{f"value-{blank}": "三"})
    assert "写的“三”不是数" in answer.content.decode()
    assert 'value="三"' in answer.content.decode()


def test_once_all_is_settled_the_report_is_recorded(desk: Desk) -> None:
    filing = read_in(desk)
    assert "入库" not in re.findall(r'class="button primary"[^>]*>([^<]*)', _page(desk, filing))
    importing.settle(
        filing.pk,
        reports.as_read(Version.objects.get(filing=filing).doubts.all()) | {"agency": "清水镇人民政府"},
        by=desk.cast.chen,
        today=TODAY,
    )
    assert "都核对完了" in _page(desk, filing)
    desk.send(desk.cast.chen, "filing_record", filing.pk)
    assert Version.objects.get(filing=filing).state == Version.State.RECORDED
    shown = desk.look(desk.cast.feng, "filing_doubts", filing.pk)
    assert "保存核对过的" not in shown
    assert "陈静" in shown


def _page(desk: Desk, filing: Filing) -> str:
    return desk.look(desk.cast.chen, "filing_doubts", filing.pk)


def test_the_report_says_what_is_next_while_it_is_looked_at(desk: Desk) -> None:
    filing = read_in(desk)
    shown = desk.look(desk.cast.chen, "filing", filing.pk)
    assert desk.address("filing_doubts", filing.pk) in shown
    assert desk.address("filing_record", filing.pk) not in shown
    assert "等陈静对照原件核对" in desk.look(desk.cast.feng, "filing", filing.pk)


def test_what_is_not_the_agencys_report_is_discarded_and_the_year_is_free_again(desk: Desk) -> None:
    filing = read_in(desk)
    desk.send(desk.cast.chen, "filing_discard", filing.pk, reason="不是本机关的报告")
    assert Version.objects.get(filing=filing).state == Version.State.DISCARDED
    assert read_in(desk, RULED).pk == filing.pk
    assert Version.objects.filter(filing=filing).count() == 2


def test_who_only_reads_sees_the_doubts_and_settles_none(desk: Desk) -> None:
    filing = read_in(desk)
    assert "保存核对过的" not in desk.look(desk.cast.feng, "filing_doubts", filing.pk)
    desk.send(desk.cast.feng, "filing_doubts", filing.pk, status=403)


def test_each_page_of_the_file_is_a_picture_with_the_places_of_the_doubts(desk: Desk) -> None:
    filing = read_in(desk, RULED)
    shown = _page(desk, filing)
    assert shown.count('<figure class="sheet">') == 5
    title = key(filing, "agency")
    assert f'<a id="at-{title}"' in shown
    assert f'href="#at-{title}">原件第 1 页' in shown
    picture = desk.client(desk.cast.feng).get(desk.address("filing_original", filing.pk), {"page": 5})
    assert (picture["Content-Type"], picture.content[:4]) == ("image/png", b"\x89PNG")
    assert "sandbox" in picture["Content-Security-Policy"]


@pytest.mark.parametrize("number", ["0", "6", "99999", "x"])
def test_a_page_that_is_not_there_is_not_there(desk: Desk, number: str) -> None:
    filing = read_in(desk, RULED)
    answer = desk.client(desk.cast.chen).get(desk.address("filing_original", filing.pk), {"page": number})
    assert answer.status_code == (200 if number in ("x", "99999") else 404)


def test_the_file_is_downloaded_and_never_opened_by_the_browser(desk: Desk) -> None:
    filing = read_in(desk)
    answer = desk.client(desk.cast.chen).get(desk.address("filing_original_file", filing.pk))
    assert b"".join(answer.streaming_content) == QINGSHUI.read_bytes()
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"


def test_the_county_sees_the_file_once_the_report_is_recorded_elsewhere_nobody_does(desk: Desk) -> None:
    filing = read_in(desk, RULED)
    for name in ("filing_doubts", "filing_original", "filing_original_file"):
        desk.look(desk.cast.he, name, filing.pk, status=404)
        desk.look(desk.cast.li, name, filing.pk, status=404)


def test_a_report_drawn_up_here_has_no_file_to_look_at(desk: Desk) -> None:
    filing = reports.filing(desk.cast.town, desk.cast.chen, year=2023)
    for name in ("filing_doubts", "filing_original", "filing_original_file"):
        answer = desk.client(desk.cast.chen).get(desk.address(name, filing.pk))
        assert answer["Location"] == desk.address("filing", filing.pk)


def test_the_page_asks_the_database_the_same_few_things_however_much_is_in_doubt(
    desk: Desk, django_assert_max_num_queries: object
) -> None:
    few = read_in(desk, RULED)
    many = importing.read_file(
        desk.cast.town.pk,
        name="b.txt",
        chunks=[(SAMPLES / "baiyang_one_column_filled.txt").read_bytes()],
        by=desk.cast.chen,
        today=TODAY,
        year=2022,
    )
    counts = []
    for filing in (few, many):
        _page(desk, filing)
        with django_assert_max_num_queries(40) as captured:  # type: ignore[operator]
            _page(desk, filing)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_what_was_saved_and_what_is_left_is_told_at_the_top_of_the_page(desk: Desk) -> None:
    filing = read_in(desk)
    blank = key(filing, "challenges.reconsideration.total")
    answer = desk.send(desk.cast.chen, "filing_doubts", filing.pk, **{f"value-{blank}": "3"})
    assert answer["Location"] == desk.address("filing_doubts", filing.pk)
    assert f"已保存 1 处，还有 {len(left(filing))} 处。" in _page(desk, filing)


def test_a_field_that_is_wrong_is_marked_and_named(desk: Desk) -> None:
    filing = read_in(desk)
    blank = key(filing, "challenges.reconsideration.total")
    wrong = {f"value-{blank}": "三", "other": "disclosure.penalties.decisions", "other-value": "十九"}
    shown = desk.send(desk.cast.chen, "filing_doubts", filing.pk, status=409, **wrong).content.decode()
    assert f'<div class="doubt wrong" id="doubt-{blank}">' in shown
    assert f'aria-describedby="value-{blank}-error"' in shown
    assert f'<a href="#value-{blank}">去改：表四“行政复议”·总计</a>' in shown
    assert 'id="other-value-error"' in shown


def test_one_cell_that_explains_the_sums_stands_first(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "年报.docx"
    cells = {"requests__granted__natural_person": Cell(9)}
    rendering.write(published.report(desk.cast.town, 2023, **cells), file)
    filing = read_in(desk, file)
    shown = _page(desk, filing)
    first = re.search(r"<legend>([^<]*)</legend>", shown)
    assert first and re.match(r"可能只是这一格：表三.*（9 应为 12？）换成 12，对不上的 2 个合计就都对上", first[1])


def test_a_page_of_the_file_opens_larger(desk: Desk) -> None:
    filing = read_in(desk, RULED)
    assert "page=2&amp;version=1&amp;large=1" in _page(desk, filing)
    client, address = desk.client(desk.cast.feng), desk.address("filing_original", filing.pk)
    small, large = (client.get(address, {"page": 2, **more}).content for more in ({}, {"large": "1"}))
    assert int.from_bytes(large[16:20]) > 1.7 * int.from_bytes(small[16:20])
