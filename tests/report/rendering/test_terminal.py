import io

import msgspec
import pytest
from rich.cells import cell_len
from rich.console import Console

from gongkai.report import forms
from gongkai.report.rendering import terminal
from gongkai.report.report import Cell, Finding, Note, Place, State, Statistic
from tests.report import liuhe

REQUESTS = forms.form("2021").tables["requests"].block[0]


def shown(show, *given, width=80, **options):
    console = Console(file=io.StringIO(), width=width, highlight=False, **options)
    show(*given, console)
    return console.file.getvalue()


def test_a_report_is_told_with_its_agency_year_form_and_figures():
    told = shown(terminal.show_report, liuhe.report())

    assert told.startswith(f"{liuhe.AGENCY}　2023年")
    assert "2021 年版年度报告格式" in told
    [row] = [line for line in told.splitlines() if line.startswith("一、本年新收")]
    assert row.split()[1:] == [
        str(liuhe.figures()[f"requests.new.{c}"])
        for c in (
            "natural_person",
            "business",
            "research",
            "public_welfare",
            "legal_service",
            "other_organisation",
            "total",
        )
    ]
    assert "412条" in told


def test_zero_blank_missing_unreadable_and_inferred_are_told_apart():
    report = liuhe.doubtful()
    told = shown(
        terminal.show_report,
        msgspec.structs.replace(report, cells=report.cells | {"requests.new.research": Cell(0, text="0")}),
    )

    received, granted, handled, carried = (
        next(line for line in told.splitlines() if line.strip().startswith(label)).split()
        for label in ("一、", "（一）予以公开", "（七）", "四、")
    )
    assert received[2:4] == ["空", "0"]
    assert granted[3] == "缺"
    assert handled[-1] == "≈7¹"
    assert carried[-1] == "？²"
    assert "有字，但读不成一个数：“若干”" in told
    assert "1  表三“（七）总计”·总计：原文分不出，由勾稽关系推定" in told


@pytest.mark.parametrize("width", [60, 80, 160])
def test_no_line_is_wider_than_the_terminal(width):
    told = shown(terminal.show_report, liuhe.doubtful(), width=width)

    assert max(map(cell_len, told.splitlines())) <= width


def test_columns_stand_straight_though_characters_are_twice_as_wide():
    told = shown(terminal.show_report, liuhe.report()).splitlines()
    rows = [line for line in told if line.strip()[:2] in ("1.", "2.", "一、", "二、") and line.strip()[-1].isdigit()]

    assert len(rows) > 6
    assert len({cell_len(line.rstrip()) for line in rows}) == 1


def test_findings_come_the_heaviest_first_with_their_cells_in_brackets():
    error = Finding(
        "handled_sum",
        "error",
        "商业企业一列不平。",
        place="表三",
        quote="原话",
        cites=("国办公开办函〔2021〕30号",),
        cells=("requests.handled.business",),
    )
    untold = Finding("requests_balance", "error", "缺数，不能判定。", verdict="cannot_tell")
    told = shown(terminal.show_findings, liuhe.report(), [Finding("fee_missing", "note", "请补写。"), untold, error])

    assert "错误 2　警告 0　提示 1" in told
    assert told.index("商业企业一列") < told.index("不能判定。") < told.index("请补写。")
    assert f"[{liuhe.figures()['requests.handled.business']}]" in told
    assert "原文  原话" in told
    assert "错误·不能判定" in told


def test_a_row_is_shown_only_where_it_tells_something():
    cells = {"requests.new.total": Cell(0), "requests.handled.total": Cell(state=State.BLANK)}
    report = msgspec.structs.replace(liuhe.report(), cells=cells)
    told = shown(terminal.show_findings, report, [Finding("handled_sum", "error", "不平。", cells=tuple(cells))])

    assert "[空]" in told
    assert "一、本年新收" not in told


def test_of_very_many_rows_the_first_are_shown_and_the_rest_counted():
    blank = {path: Cell(state=State.BLANK) for path in liuhe.report().cells if path.endswith(".legal_service")}
    report = msgspec.structs.replace(liuhe.report(), cells=blank)
    told = shown(terminal.show_findings, report, [Finding("blank_cells", "warning", "一列空白。", cells=tuple(blank))])

    assert told.count("[空]") == 3
    assert "……共25行" in told


def test_a_clean_report_says_so():
    assert "没有发现问题。" in shown(terminal.show_findings, liuhe.report(), [])


def test_mended_places_and_older_statistics_are_told():
    report = msgspec.structs.replace(
        liuhe.report(),
        notes=(Note("split_row", "两行合为一行", Place(page=2, table=1)),),
        statistics=(Statistic("收到申请数", "件", {"": 3}),),
    )

    told = shown(terminal.show_report, report)

    assert "两行合为一行（第2页第1个表）" in told
    assert "收到申请数" in told and "3件" in told


def test_output_to_a_file_has_no_colours():
    assert "\x1b" not in shown(terminal.show_report, liuhe.doubtful())
    assert "\x1b[" in shown(terminal.show_report, liuhe.doubtful(), force_terminal=True, color_system="standard")


def test_words_of_a_file_cannot_steer_the_terminal_or_the_output():
    hostile = "\x1b[2J\x07[bold red]镇[/bold red]\u202e"
    finding = Finding("leftover_markup", "note", hostile, place=hostile, quote=hostile, cites=(hostile,))
    report = msgspec.structs.replace(liuhe.report(), agency=hostile, title=hostile)

    told = shown(terminal.show_report, report) + shown(terminal.show_findings, report, [finding])

    assert "\x1b" not in told and "\x07" not in told and "\u202e" not in told
    assert "[bold red]镇[/bold red]" in told


@pytest.mark.parametrize("width", [40, 60, 80, 99])
def test_no_figure_is_cut_however_narrow_the_terminal(width):
    cells = {f"requests.new.{column.code}": Cell(196_795) for column in REQUESTS.columns}
    report = msgspec.structs.replace(liuhe.report(), cells=liuhe.report().cells | cells)
    finding = Finding("applicant_sum", "error", "不平。", cells=tuple(cells))

    assert shown(terminal.show_findings, report, [finding], width=width).count("[196795]") == len(cells)
    assert shown(terminal.show_report, report, width=width).count("196795") >= len(cells)


def test_the_file_that_was_given_is_named_and_where_the_report_first_came_from():
    told = shown(lambda console: terminal.show_report(liuhe.doubtful(), console, file="白石镇.json"))
    assert "文件  白石镇.json" in told
    assert "来源  baishi.docx" in told
    assert "来源" not in shown(terminal.show_report, liuhe.doubtful())


def test_days_are_written_as_people_write_them_and_numbers_of_documents_left_alone():
    finding = Finding("signing_date", "error", "落款日期是2023-01-04，见2023-01-04-7号、2023-13-99。")
    told = shown(terminal.show_findings, liuhe.report(), [finding])
    assert "落款日期是2023年1月4日，见2023-01-04-7号、2023-13-99。" in told
