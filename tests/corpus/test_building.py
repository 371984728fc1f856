import os
import sys
from pathlib import Path

import polars as pl
import pytest

from gongkai.corpus import shards, watching
from gongkai.corpus.building import Summary, build
from gongkai.corpus.records import TABLES
from gongkai.errors import Refused
from gongkai.report import read
from gongkai.report.report import Cell, State
from tests.corpus.folders import spoil_reader, written
from tests.report import liuhe


@pytest.fixture(autouse=True)
def small_shards(monkeypatch):
    monkeypatch.setattr(shards, "SIZE", 2)


def table(folder: Path, name: str) -> pl.DataFrame:
    return pl.read_parquet(folder / f"{name}.parquet")


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {name: (folder / f"{name}.parquet").read_bytes() for name in TABLES}


def test_every_report_every_cell_and_every_failure_has_its_row(tmp_path):
    reports = written(tmp_path / "in", "甲镇", "乙镇", "丙镇")
    (reports / "照片.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(500))
    assert build([reports], tmp_path / "out") == Summary(files=4, reports=3, failures=1)
    assert table(tmp_path / "out", "reports")["agency"].to_list() == ["丙镇", "乙镇", "甲镇"]
    cells = table(tmp_path / "out", "cells").filter(pl.col("agency") == "甲镇")
    assert dict(cells.select("cell", "value").iter_rows()) == {k: float(v) for k, v in liuhe.figures().items()}
    [(file, kind)] = table(tmp_path / "out", "failures").select("file", "kind").iter_rows()
    assert (Path(file).name, kind) == ("照片.jpg", "unreadable")
    assert {text for (text,) in table(tmp_path / "out", "sections").select("text").iter_rows()} >= {
        "修订信息发布审查办法，做到先审查、后发布。"
    }
    assert table(tmp_path / "out", "statements").height == 3 * len(read(reports / "甲镇.json").statements)


def test_blank_missing_and_unreadable_stay_apart_in_the_tables(tmp_path):
    reports = written(tmp_path / "in", "甲镇", report=liuhe.doubtful())
    build([reports], tmp_path / "out")
    states = dict(table(tmp_path / "out", "cells").select("cell", "state").iter_rows())
    assert states["requests.new.business"] == State.BLANK
    assert states["requests.granted.research"] == State.MISSING
    assert states["requests.carried_out.total"] == State.UNREADABLE
    assert states["requests.handled.total"] == State.INFERRED


def test_findings_are_kept_with_their_rule_and_their_cells(tmp_path):
    reports = written(tmp_path / "in", "甲镇", report=liuhe.report(requests__new__business=Cell(9_999)))
    build([reports], tmp_path / "out")
    found = table(tmp_path / "out", "findings").filter(pl.col("rule") == "requests_balance")
    assert found["severity"].to_list() == ["error"]
    assert "requests.new.business" in found["cells"][0]


def test_a_file_that_kills_hangs_or_trips_the_reader_costs_no_other_file(tmp_path, monkeypatch):
    monkeypatch.setattr(watching, "SECONDS", 4.0)
    spoil_reader(tmp_path / "spoilt", monkeypatch)
    names = ("1甲镇", "2kills", "3乙镇", "4hangs", "5trips", "6丙镇")
    summary = build([written(tmp_path / "in", *names)], tmp_path / "out", workers=1)
    assert summary == Summary(files=6, reports=3, failures=3)
    assert table(tmp_path / "out", "reports")["agency"].to_list() == ["1甲镇", "3乙镇", "6丙镇"]
    failures = table(tmp_path / "out", "failures")
    assert failures["kind"].to_list() == ["crashed", "timeout", "error"]
    assert "SIGKILL" in failures["reason"][0]
    assert "4 秒" in failures["reason"][1]


def test_the_tables_are_the_same_however_many_work_on_them(tmp_path):
    reports = written(tmp_path / "in", *(f"{n}镇" for n in range(7)))
    build([reports], tmp_path / "one", workers=1)
    build([reports], tmp_path / "two", workers=2)
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")


def test_what_is_done_is_not_done_again(tmp_path):
    reports, out = written(tmp_path / "in", "1镇", "2镇", "3镇"), tmp_path / "out"
    build([reports], out)
    made = {folder.name: folder.stat().st_ino for folder in (out / "shards").iterdir()}
    written(reports, "3镇", report=liuhe.report(year=2022))
    build([reports], out, resume=True)
    again = {folder.name: folder.stat().st_ino for folder in (out / "shards").iterdir()}
    [kept] = [name for name in made if again.get(name) == made[name]]
    assert kept.startswith("000000")
    assert table(out, "reports")["year"].to_list() == [2023, 2023, 2022]


def test_a_file_that_changed_between_two_runs_is_read_again_without_leaving_the_old_rows(tmp_path):
    reports, out = written(tmp_path / "in", "1镇", "2镇", "3镇"), tmp_path / "out"
    build([reports], out)
    (reports / "1镇.json").unlink()
    build([reports], out, resume=True)
    assert table(out, "reports")["agency"].to_list() == ["2镇", "3镇"]
    assert len(list((out / "shards").iterdir())) == 1


def test_nothing_of_others_in_the_folder_is_touched(tmp_path):
    reports, out = written(tmp_path / "in", "1镇"), tmp_path / "out"
    (out / "shards").mkdir(parents=True)
    (out / "shards" / "note.txt").write_text("mine")
    build([reports], out)
    assert (out / "shards" / "note.txt").read_text() == "mine"


def test_progress_reaches_every_file(tmp_path):
    told: list[tuple[int, int]] = []
    reports = written(tmp_path / "in", *"甲乙丙")
    build([reports], tmp_path / "out", told=lambda behind, files: told.append((behind, files)))
    assert told[0] == (0, 3)
    assert told[-1] == (3, 3)


def test_tables_are_not_taken_for_reports_when_they_lie_among_them(tmp_path):
    reports = written(tmp_path, "甲镇", "乙镇")
    build([reports], tmp_path / "out")
    assert build([reports], tmp_path / "out").files == 2


def test_no_files_and_no_such_folder_are_refused(tmp_path):
    with pytest.raises(Refused, match="没有找到"):
        build([tmp_path], tmp_path / "out")
    with pytest.raises(Refused, match="nowhere"):
        build([tmp_path / "nowhere"], tmp_path / "out")


def test_a_name_that_is_no_text_is_shown_and_read(tmp_path):
    reports = written(tmp_path / "in", "甲镇")
    (reports / "甲镇.json").rename(os.fsdecode(bytes(reports) + b"/\xb0\xd7.json"))
    assert build([reports], tmp_path / "out").reports == 1
    assert table(tmp_path / "out", "reports")["file"][0].endswith("��.json")


def test_dask_makes_the_same_tables(tmp_path):
    reports = written(tmp_path / "in", *(f"{n}镇" for n in range(5)))
    build([reports], tmp_path / "here")
    build([reports], tmp_path / "there", engine="dask", workers=1)
    assert bytes_of(tmp_path / "here") == bytes_of(tmp_path / "there")


def test_without_dask_one_sentence_says_how_to_get_it(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(Refused, match=r"gongkai\[cluster\]"):
        build([written(tmp_path / "in", "甲镇")], tmp_path / "out", engine="dask")
