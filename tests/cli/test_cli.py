import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest
from openpyxl import load_workbook
from rich.cells import cell_len

from gongkai import __version__, cli
from gongkai.report import exchange, forms, rendering
from gongkai.report.report import Cell, State
from tests.corpus.folders import own_words, saved, spoil_reader, telling, written
from tests.report import liuhe

PROGRAM = [sys.executable, "-c", "from gongkai.cli import main; main()"]


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder to work in, with reports of 2022 and 2023 and one that fails its sums."""
    monkeypatch.chdir(tmp_path)
    written(tmp_path, "白石市")
    written(tmp_path, "东坪市", report=liuhe.report(requests__new__business=Cell(9_999)))
    written(tmp_path / "2022", "白石市", report=liuhe.report(year=2022)).joinpath("白石市.json").rename("去年.json")
    (tmp_path / "2022").rmdir()
    Path("照片.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(500))
    return tmp_path


def gongkai(*arguments: str) -> int:
    return cli.run(list(arguments))


def complaint(capsys) -> str:
    """The one line on stderr."""
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("错误：")
    return line


def test_read_gives_people_the_tables_and_programs_the_json(here, capsys):
    assert gongkai("read", "白石市.json") == 0
    assert "本年新收政府信息公开申请数量" in capsys.readouterr().out.replace("\n", "")
    assert gongkai("read", "白石市.json", "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert report["agency"] == "白石市"
    assert report["tables"]["requests"]["new"]["total"] == liuhe.figures()["requests.new.total"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("read", "照片.jpg"),
        ("read", "没有.docx"),
        ("read", "."),
        ("write", "白石市.json", "--to", "."),
        ("check", "照片.jpg"),
        ("check", "白石市.json", "--previous", "照片.jpg"),
        ("check", "白石市.json", "--alone"),
        ("write", "照片.jpg", "--to", "a.docx"),
        ("write", "白石市.json", "--to", "a.odt"),
        ("write", "白石市.json", "--to", "没有/a.json"),
        ("compare", "白石市.json", "照片.jpg"),
        ("check", ".", "--json"),
        ("check", ".", "--out", "a.odt"),
        ("corpus", "build", "没有", "--out", "a"),
        ("corpus", "build", ".", "--out", "a", "--scheduler", "tcp://10.0.0.1:1"),
        ("corpus", "build", ".", "--out", "a", "--engine", "spark"),
        ("corpus", "build", "."),
        ("read",),
        ("read", "--jsom", "白石市.json"),
        ("read", "白石市.json", "东坪市.json"),
        ("publish",),
    ],
)
def test_what_cannot_be_done_is_one_line_in_chinese_and_leaves_nothing(here, capsys, arguments):
    before = sorted(here.iterdir())
    assert gongkai(*arguments) == 2
    complaint(capsys)
    assert sorted(here.iterdir()) == before


def test_check_says_by_its_exit_code_whether_there_are_errors(here, capsys):
    assert gongkai("check", "东坪市.json", "--json") == 1
    found = json.loads(capsys.readouterr().out)
    assert found["report"]["agency"] == "东坪市"
    assert "requests_balance" in [finding["rule"] for finding in found["findings"]]
    errors = [finding for finding in found["findings"] if finding["severity"] == "error"]
    assert gongkai("check", "白石市.json", "--json") == 0
    assert errors


def test_check_with_last_years_report_holds_the_two_together(here, capsys):
    gongkai("check", "白石市.json", "--previous", "去年.json", "--json")
    rules = [finding["rule"] for finding in json.loads(capsys.readouterr().out)["findings"]]
    assert "carried_over" in rules


def test_check_writes_a_page_to_send(here):
    assert gongkai("check", "东坪市.json", "--html", "核对.html") == 1
    assert "9999" in Path("核对.html").read_text(encoding="utf-8").replace(",", "")


def test_check_of_a_folder_writes_findings_and_figures_for_excel(here, capsys):
    assert gongkai("check", ".", "--out", "结果.xlsx") == 1
    assert "读出 3 份报告，1 个没有读出" in capsys.readouterr().out
    assert "问题" in load_workbook("结果.xlsx").sheetnames
    assert gongkai("check", ".", "--out", "结果.xlsx") == 1
    assert "读出 3 份报告，1 个没有读出" in capsys.readouterr().out


def test_check_of_a_folder_writes_a_folder_of_tables(here):
    gongkai("check", ".", "--out", "结果")
    assert pl.read_parquet("结果/reports.parquet").height == 3


def test_check_of_a_folder_says_which_reports_copy_which(here, capsys):
    saved(here / "县", *(telling(name, own_words("抄")) for name in ("甲镇", "乙镇")), telling("丙镇", own_words("丙")))
    gongkai("check", "县", "--out", "结果.xlsx")
    out = capsys.readouterr().out
    assert "与上年报告 0 对，与文字相近的报告 2 对" in out
    assert "文字雷同：2 对" in out
    rows = list(load_workbook("结果.xlsx")["比对"].iter_rows(min_row=2, values_only=True))
    assert sorted((row[1], row[3], row[5], row[7]) for row in rows) == [
        ("乙镇", "文字相近的报告", "甲镇", 1),
        ("甲镇", "文字相近的报告", "乙镇", 1),
    ]


def test_check_of_a_folder_names_the_files_that_claim_one_agency_and_year(here, capsys):
    shutil.copy("白石市.json", "白石市 副本.json")
    gongkai("check", ".")
    assert "重复的报告，不当作上年报告：2 个文件" in capsys.readouterr().out


def test_check_of_a_folder_finds_last_years_report_unless_each_is_checked_alone(here, capsys):
    gongkai("check", ".")
    assert "成对比对：与上年报告 1 对" in capsys.readouterr().out
    gongkai("check", ".", "--alone")
    assert "成对比对" not in capsys.readouterr().out


def test_check_of_a_folder_without_errors_is_content(here):
    good = written(here / "好", "甲市", "乙市")
    assert gongkai("check", str(good)) == 0
    shutil.copy("照片.jpg", good)
    assert gongkai("check", str(good)) == 1


def test_check_of_a_folder_without_any_report_fails(here):
    (here / "空").mkdir()
    shutil.copy("照片.jpg", "空")
    assert gongkai("check", "空") == 2


@pytest.mark.parametrize("suffix", ["docx", "html", "xlsx", "json"])
def test_write_makes_a_document_by_its_suffix(here, suffix):
    assert gongkai("write", "白石市.json", "--to", f"公文.{suffix}") == 0
    assert gongkai("read", f"公文.{suffix}") == 0


def test_total_adds_up_and_is_read_back(here, capsys):
    written(here, "云岭市")
    assert gongkai("total", "白石市.json", "云岭市.json", "--out", "县.json", "--agency", "柳河县") == 0
    total = exchange.decode(Path("县.json").read_bytes())
    assert (total.agency, total.year) == ("柳河县", 2023)
    assert {path: total.value(path) for path in forms.form("2021").slots} == {
        path: 2 * value for path, value in liuhe.figures().items()
    }


def test_total_of_what_cannot_be_added_lists_it_line_by_line(here, capsys):
    assert gongkai("total", "白石市.json", "去年.json", "--out", "县.json") == 2
    head, *years = capsys.readouterr().err.splitlines()
    assert head.startswith("错误：不同年度")
    assert [line.split()[0] for line in years] == ["2022", "2023"]
    assert gongkai("total", "白石市.json", "照片.jpg", "--out", "县.json") == 2
    head, wrong = capsys.readouterr().err.splitlines()
    assert head.startswith("错误：1 个文件读不出")
    assert "照片.jpg：这是一张图片" in wrong
    assert not Path("县.json").exists()


def test_total_of_one_year_counts_the_reports_of_others_in_one_line(here, capsys):
    Path("东坪市.json").unlink()
    Path("照片.jpg").unlink()
    assert gongkai("total", ".", "--year", "2023", "--out", "县.json") == 0
    assert capsys.readouterr().err.splitlines() == [
        "1 份是其他年度的报告，不在汇总之列。",
        "由 1 份报告相加，写成 县.json",
    ]


def test_total_names_a_report_that_fails_its_sums(here, capsys):
    assert gongkai("total", "白石市.json", "东坪市.json", "--out", "县.json", "--parts", "来源.csv") == 1
    assert "未计入 东坪市" in capsys.readouterr().err
    assert (
        exchange.decode(Path("县.json").read_bytes()).value("requests.new.business")
        == (liuhe.figures()["requests.new.business"])
    )
    assert "白石市" in Path("来源.csv").read_text(encoding="utf-8-sig").splitlines()[0]


def test_total_never_counts_a_file_twice_unsaid(here, capsys):
    assert gongkai("total", "白石市.json", "白石市.json", "--out", "县.json") == 1
    assert "只计一次" in capsys.readouterr().err


def test_total_of_nothing_but_faulty_reports_writes_nothing(here, capsys):
    assert gongkai("total", "东坪市.json", "--out", "县.json") == 1
    assert not Path("县.json").exists()


def test_total_with_doubtful_reports_leaves_the_cells_empty_that_lack_a_part(here):
    written(here, "云岭市", report=liuhe.report(disclosure__penalties__decisions=Cell(state=State.BLANK)))
    assert gongkai("total", "白石市.json", "云岭市.json", "--out", "县.json", "--with-doubtful") == 1
    total = exchange.decode(Path("县.json").read_bytes())
    assert total.value("disclosure.penalties.decisions") is None
    assert total.value("requests.new.total") == 2 * liuhe.figures()["requests.new.total"]


def test_compare_takes_the_earlier_year_for_the_old_one(here, capsys):
    assert gongkai("compare", "白石市.json", "去年.json", "--json", "--html", "比对.html") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["old"]["year"], found["new"]["year"], found["relation"]) == (2022, 2023, "years")
    assert {roll["rule"] for roll in found["rolls"]} == {"carried_over", "in_force_roll"}
    assert Path("比对.html").stat().st_size > 1000


def test_compare_shows_people_what_changed(here, capsys):
    written(here, "白石市", report=liuhe.report(disclosure__penalties__decisions=Cell(77)))
    assert gongkai("compare", "去年.json", "白石市.json") == 0
    out = capsys.readouterr().out
    assert "变化的数：1 格" in out
    assert "行政处罚" in out


def test_corpus_build_writes_the_tables_and_names_no_failure_as_success(here, capsys):
    assert gongkai("corpus", "build", ".", "--out", "数据") == 0
    assert "4 个文件，读出 3 份报告，1 个没有读出" in capsys.readouterr().err
    assert pl.read_parquet("数据/failures.parquet")["kind"].to_list() == ["unreadable"]
    assert gongkai("corpus", "build", ".", "--out", "数据", "--resume") == 0


def test_help_is_in_chinese_and_has_an_example(capsys):
    for command in ("read", "check", "write", "total", "compare"):
        assert gongkai(command, "--help") == 0
        text = capsys.readouterr().out
        assert "用法：" in text
        assert f"例：\n    gongkai {command} " in text
        assert "Usage" not in text


def test_help_loads_nothing_heavy():
    asked = "from gongkai import cli; import sys; cli.run(['--help']); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert not {"polars", "lxml", "rich", "msgspec", "docx", "pypdfium2", "typst"} & set(done.stderr.split())


def test_output_is_utf8_whatever_the_locale(here):
    plain = {**os.environ, "LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run([*PROGRAM, "read", "白石市.json"], capture_output=True, env=plain)
    assert done.returncode == 0
    assert "白石市" in done.stdout.decode()
    assert done.stderr == b""


def test_a_reader_who_leaves_early_makes_no_noise(here):
    with subprocess.Popen([*PROGRAM, "read", "白石市.json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == cli.PIPE_CLOSED


def test_a_reader_who_leaves_early_finds_the_file_written(here):
    asked = [*PROGRAM, "check", ".", "--out", "结果.xlsx"]
    with subprocess.Popen(asked, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        process.stdout.close()
    assert process.returncode == cli.PIPE_CLOSED
    assert "问题" in load_workbook("结果.xlsx").sheetnames


@pytest.mark.parametrize("name", ["县.json", "县.docx", "县.html", "县.xlsx", "表.csv", "结果.xlsx", "数据"])
def test_a_full_disk_is_one_line_and_leaves_no_half_file(here, name):
    arguments = {
        "表.csv": ["check", ".", "--out", name],
        "结果.xlsx": ["check", ".", "--out", name],
        "数据": ["corpus", "build", ".", "--out", name],
    }.get(name, ["write", "白石市.json", "--to", name])

    def without_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))

    before = sorted(here.iterdir())
    # Python itself would leave half-written bytecode beside our modules.
    unwritten = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [*PROGRAM, *arguments], capture_output=True, text=True, preexec_fn=without_room, env=unwritten
    )
    assert done.returncode == 2
    [line] = done.stderr.splitlines()
    assert line.startswith("错误：")
    left = [path for path in here.rglob("*") if path.is_file() and path not in before]
    assert all(path.name == "manifest.json" for path in left)


def test_an_interruption_stops_everything_at_once(here, monkeypatch):
    spoil_reader(here / "spoilt", monkeypatch)
    slow = written(here / "慢", "hangs")
    arguments = [*PROGRAM, "corpus", "build", str(slow), "--out", "数据"]
    with subprocess.Popen(arguments, stderr=subprocess.PIPE, text=True, preexec_fn=_hear_interruptions) as process:
        while not (children := _children(process.pid)):
            assert process.poll() is None, "ended before it began"
            time.sleep(0.05)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        assert process.stderr.read().split() == ["已停止。"]
    assert process.returncode == cli.INTERRUPTED
    assert not any(Path(f"/proc/{child}").exists() for child in children)


def test_the_workers_die_with_the_program(here, monkeypatch):
    spoil_reader(here / "spoilt", monkeypatch)
    slow = written(here / "慢", "hangs")
    with subprocess.Popen([*PROGRAM, "corpus", "build", str(slow), "--out", "数据"]) as process:
        while not (children := _children(process.pid)):
            assert process.poll() is None, "ended before it began"
            time.sleep(0.05)
        time.sleep(0.5)
        process.kill()
    deadline = time.monotonic() + 10
    while (alive := [child for child in children if Path(f"/proc/{child}").exists()]) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert alive == []


def _hear_interruptions() -> None:
    """Even where a shell started the tests in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _children(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split() or [
        child for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "本年.html", "--html", "本年.html"),
        ("check", "本年.html", "--html", "../工作/本年.html"),
        ("check", "本年.html", "--html", "别名.html"),
        ("check", "本年.html", "--previous", "去年.html", "--html", "去年.html"),
        ("check", "本年.html", "--out", "别名.xlsx"),
        ("check", "本年.xlsx", "--out", "本年.xlsx"),
        ("check", ".", "--out", "本年.xlsx"),
        ("write", "本年.html", "--to", "本年.html"),
        ("total", "本年.html", "--out", "本年.html"),
        ("total", ".", "--out", "别名.html"),
        ("total", "本年.html", "--out", "县.xlsx", "--parts", "本年.xlsx"),
        ("total", "本年.html", "--out", "县.xlsx", "--parts", "县.xlsx"),
        ("compare", "本年.html", "去年.html", "--html", "本年.html"),
        ("compare", "本年.html", "去年.html", "--html", "去年.html"),
    ],
)
def test_no_output_ever_takes_the_place_of_an_input(tmp_path, monkeypatch, capsys, arguments):
    folder = tmp_path / "工作"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for name in ("本年.html", "本年.xlsx"):
        rendering.write(liuhe.report(), Path(name))
    rendering.write(liuhe.report(year=2022), Path("去年.html"))
    Path("别名.html").symlink_to("本年.html")
    Path("别名.xlsx").symlink_to("本年.html")
    Path("县.xlsx").symlink_to("本年.xlsx")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert gongkai(*arguments) == 2
    complaint(capsys)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "没有.docx", "--html", "核对.docx"),
        ("compare", "没有.docx", "没有.docx", "--html", "比对.pdf"),
        ("write", "没有.docx", "--to", "年报.odt"),
        ("total", "白石市.json", "照片.jpg", "--out", "县.odt"),
        ("total", "白石市.json", "照片.jpg", "--out", "县.json", "--parts", "来源.pdf"),
        ("total", "白石市.json", "照片.jpg", "--out", "没有/县.json"),
        ("total", "白石市.json", "照片.jpg", "--out", "县.json", "--form", "2018"),
    ],
)
def test_what_is_to_be_written_is_looked_at_before_anything_is_read(here, capsys, arguments):
    assert gongkai(*arguments) == 2
    assert "--" in complaint(capsys)


@pytest.mark.parametrize(
    ("previous", "says"),
    [("白石市.json", "就是要核对的这一份"), ("东坪市.json", "是另一个机关的"), ("前年.json", "不是上一年度的")],
)
def test_check_says_so_when_the_previous_report_is_not_the_one_before(here, capsys, previous, says):
    written(here / "前年", "白石市", report=liuhe.report(year=2021)).joinpath("白石市.json").rename("前年.json")
    assert gongkai("check", "白石市.json", "--previous", previous) == 0
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("注意：") and says in line
    gongkai("check", "白石市.json", "--previous", "去年.json")
    assert capsys.readouterr().err == ""


def test_check_of_a_folder_leaves_its_tables_and_nothing_else(here, capsys):
    assert gongkai("check", ".", "--out", "结果") == 1
    assert {path.suffix for path in Path("结果").iterdir()} == {".parquet"}
    assert "findings.parquet" in capsys.readouterr().err
    assert gongkai("check", ".", "--out", "结果") == 1
    assert "读出 3 份报告，1 个没有读出" in capsys.readouterr().out


def test_check_of_a_folder_names_each_file_it_wrote_with_what_it_holds(here, capsys):
    gongkai("check", ".", "--out", "结果.csv")
    said = capsys.readouterr().err.splitlines()
    assert "写成 结果.csv：问题" in said
    assert "写成 结果-figures-2021.csv：2021 年版表格" in said
    assert all(Path(line.removeprefix("写成 ").partition("：")[0]).exists() for line in said)


def test_check_of_a_folder_names_rules_in_chinese_and_says_how_to_see_the_rest(here, capsys):
    many = written(
        here / "多",
        *(f"第{number}市" for number in range(30)),
        report=liuhe.report(requests__new__business=Cell(9_999)),
    )
    assert gongkai("check", str(many)) == 1
    out = capsys.readouterr().out
    assert "错误 收办平衡" in out
    assert "requests_balance" not in out
    assert "……另有 10 行，--out 结果.xlsx 写出全部" in out


def test_what_goes_to_a_file_has_no_trailing_blanks_and_the_width_of_columns(here, capsys, monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    gongkai("check", "东坪市.json")
    lines = capsys.readouterr().out.splitlines()
    assert all(line == line.rstrip() for line in lines)
    assert 80 < max(map(cell_len, lines)) <= 100
    monkeypatch.setenv("COLUMNS", "60")
    gongkai("check", "东坪市.json")
    assert max(map(cell_len, capsys.readouterr().out.splitlines())) <= 60


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("chekc", "白石市.json"), "没有 chekc 这个命令，是不是 check？用法见 gongkai --help。"),
        (
            ("check", "--htlm", "a.html", "白石市.json"),
            "没有 --htlm 这个选项，是不是 --html？用法见 gongkai check --help。",
        ),
        (("check", "白石市.json", "--html"), "--html 后面要写一个值；用法见 gongkai check --help。"),
        (("compare", "白石市.json"), "缺少 另一份报告：要给 一份报告、另一份报告；用法见 gongkai compare --help。"),
        (("read", "空"), "“空”是文件夹，这里要给一个文件"),
        (("write", "白石市.json", "--to", "空"), "“空”是文件夹，--to 后面要写文件名。"),
        (("check", "空"), "“空”里没有文件；请把报告放进去"),
        (
            ("check", "白石市.json", "--out", "a.xlsx", "--html", "b.html"),
            "--out 不能与 --previous、--json、--html 同用",
        ),
        (("read", "坏.json"), "坏.json：JSON 读不成年度报告"),
        (("compare", "白石市.json", "照片.jpg"), "照片.jpg：这是一张图片"),
        (("read", "没有.docx"), "没有这个文件：没有.docx；"),
    ],
)
def test_a_complaint_says_what_is_wrong_where_and_what_to_do(here, capsys, arguments, says):
    Path("空").mkdir()
    Path("坏.json").write_text('{"form": "2021", "year": "去年"}', encoding="utf-8")
    assert gongkai(*arguments) == 2
    assert complaint(capsys).removeprefix("错误：").startswith(says)


def test_the_reasons_of_the_system_are_told_in_chinese(here, capsys):
    Path("占用").write_text("x", encoding="utf-8")
    assert gongkai("check", ".", "--out", "占用/结果") == 2
    assert "路径中有一段不是文件夹" in complaint(capsys)
    assert gongkai("corpus", "build", "白石市.json", "--out", "占用/数据") == 2
    assert "路径中有一段不是文件夹" in complaint(capsys)


def test_short_help_and_the_version(capsys):
    assert gongkai("-h") == gongkai("check", "-h") == 0
    assert "用法：gongkai check" in capsys.readouterr().out
    assert gongkai("--version") == 0
    assert capsys.readouterr().out == f"gongkai {__version__}\n"


def test_corpus_build_of_nothing_readable_fails(here, capsys):
    (here / "坏").mkdir()
    shutil.copy("照片.jpg", "坏")
    assert gongkai("corpus", "build", "坏", "--out", "数据") == 2
    assert "没有一份报告读得出" in capsys.readouterr().err


def test_write_says_what_it_wrote_and_warns_of_figures_in_doubt(here, capsys):
    assert gongkai("write", "白石市.json", "--to", "公文.html") == 0
    assert capsys.readouterr().err.splitlines() == ["写成 公文.html"]
    assert gongkai("write", "东坪市.json", "--to", "公文.html") == 0
    _, warning = capsys.readouterr().err.splitlines()
    assert warning.startswith("注意：") and "勾稽不符" in warning


def test_a_json_is_called_by_its_own_name_and_by_that_of_its_origin(here, capsys):
    Path("旧.json").write_bytes(exchange.encode(liuhe.doubtful()))
    gongkai("read", "旧.json")
    out = capsys.readouterr().out
    assert "文件  旧.json" in out
    assert "来源  baishi.docx" in out
    gongkai("check", "旧.json")
    assert "文件  旧.json" in capsys.readouterr().out
