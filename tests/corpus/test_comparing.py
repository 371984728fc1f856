from pathlib import Path

import polars as pl
import pytest

from gongkai.corpus import comparing, shards
from gongkai.corpus.building import build
from gongkai.report.report import Cell
from tests.corpus.folders import own_words, saved, telling, written
from tests.report import liuhe

TOGETHER = {"carried_over", "in_force_roll", "increase_on_last_year", "similar_text"}


@pytest.fixture(autouse=True)
def small_shards(monkeypatch):
    monkeypatch.setattr(shards, "SIZE", 2)


def table(folder: Path, name: str) -> pl.DataFrame:
    return pl.read_parquet(folder / f"{name}.parquet")


def pairs(folder: Path) -> list[tuple[str, str, str]]:
    """Who was held against whom."""
    names = pl.col("file", "other_file").str.extract(r"([^/]+)\.json$")
    return sorted(table(folder, "pairs").select("kind", names).rows())


def alike(folder: Path) -> dict[str, str]:
    """For each report that is a copy, the file that it is said to be compared with."""
    found = table(folder, "findings").filter(pl.col("rule") == "similar_text")
    return dict(found.select("agency", pl.col("facts").str.json_path_match("$.compared_with")).iter_rows())


def test_last_years_report_in_the_folder_is_held_against_this_years(tmp_path):
    last = written(tmp_path / "in/2022", "柳河县白石镇", report=liuhe.report(year=2022))
    written(tmp_path / "in/2023", "白石镇人民政府", "柳河县清水乡")
    build([tmp_path / "in"], tmp_path / "out")
    found = table(tmp_path / "out", "findings").filter(pl.col("rule") == "carried_over")
    assert found["agency"].to_list() == ["白石镇人民政府"]
    assert str(last / "柳河县白石镇.json") in found["message"][0]
    assert ("previous", "白石镇人民政府", "柳河县白石镇") in pairs(tmp_path / "out")


def test_what_others_tell_stands_with_the_rest_and_is_counted(tmp_path):
    saved(tmp_path / "in", *(liuhe.report(year=year, requests__new__business=Cell(9_999)) for year in (2022, 2023)))
    build([tmp_path / "in"], tmp_path / "out")
    findings, reports = table(tmp_path / "out", "findings"), table(tmp_path / "out", "reports")
    weights = findings.filter(pl.col("year") == 2023)["severity"].to_list()
    assert weights == sorted(weights, key=["error", "warning", "note"].index)
    assert TOGETHER & set(findings["rule"])
    for report in reports.iter_rows(named=True):
        mine = findings.filter(pl.col("file") == report["file"])["severity"].to_list()
        assert [mine.count(weight) for weight in ("error", "warning", "note")] == [
            report[counted] for counted in ("errors", "warnings", "notes")
        ]


def test_two_files_for_one_agency_and_year_are_named_and_are_nobodys_last_year(tmp_path):
    saved(tmp_path / "in/甲", liuhe.report(year=2022))
    saved(tmp_path / "in/乙", liuhe.report(year=2022, requests__carried_out__total=Cell(1)))
    saved(tmp_path / "in", liuhe.report(year=2023))
    build([tmp_path / "in"], tmp_path / "out")
    assert {kind for kind, *_ in pairs(tmp_path / "out")} == {"double"}
    doubles = table(tmp_path / "out", "pairs").select(pl.col("file", "other_file").str.extract(r"([甲乙])/"))
    assert sorted(doubles.rows()) == [("乙", "甲"), ("甲", "乙")]
    assert not TOGETHER & set(table(tmp_path / "out", "findings")["rule"])


def test_each_copy_says_once_whose_it_is_and_the_rest_are_left_alone(tmp_path):
    text = own_words("抄")
    copies = [telling(name, text) for name in ("甲镇", "乙镇")]
    own = [telling(name, own_words(name)) for name in ("丙镇", "丁镇", "戊镇")]
    near = telling("己镇", text[:200] + own_words("己", 100))
    folder = saved(tmp_path / "in", *copies, *own, near)
    build([folder], tmp_path / "out")
    found = alike(tmp_path / "out")
    assert set(found) == {"甲镇", "乙镇", "己镇"}
    assert (found["甲镇"], found["乙镇"]) == (str(folder / "乙镇2023.json"), str(folder / "甲镇2023.json"))
    assert table(tmp_path / "out", "findings").filter(pl.col("rule") == "similar_text").height == 3


def test_the_earlier_report_is_the_one_copied(tmp_path):
    text = own_words("抄")
    saved(tmp_path / "in", telling("甲镇", text, year=2022), telling("乙镇", text, year=2023))
    build([tmp_path / "in"], tmp_path / "out")
    assert set(alike(tmp_path / "out")) == {"乙镇"}


def test_last_years_text_is_told_beside_a_neighbours(tmp_path):
    text = own_words("抄")
    saved(tmp_path / "in", *(telling("甲镇", text, year=year) for year in (2022, 2023)), telling("乙镇", text))
    build([tmp_path / "in"], tmp_path / "out")
    messages = table(tmp_path / "out", "findings").filter(
        (pl.col("rule") == "similar_text") & (pl.col("agency") == "甲镇") & (pl.col("year") == 2023)
    )["message"]
    assert [next(whose for whose in ("甲镇2022年度", "乙镇") if whose in message) for message in messages] == [
        "甲镇2022年度",
        "乙镇",
    ]


def test_alone_no_report_is_held_against_another(tmp_path):
    saved(tmp_path / "in", telling("甲镇", own_words("抄")), telling("乙镇", own_words("抄")))
    build([tmp_path / "in"], tmp_path / "out")
    assert alike(tmp_path / "out")
    build([tmp_path / "in"], tmp_path / "out", alone=True, resume=True)
    assert not alike(tmp_path / "out")
    assert table(tmp_path / "out", "pairs").height == 0


def test_pairs_and_findings_are_the_same_however_the_reports_are_shared_out(tmp_path, monkeypatch):
    for year in (2022, 2023):
        reports = [telling(f"{n}镇", own_words(str(n % 3) + str(year % 2 * (n % 2))), year=year) for n in range(6)]
        saved(tmp_path / "in", *reports)
    build([tmp_path / "in"], tmp_path / "small", workers=2)
    monkeypatch.setattr(shards, "SIZE", 100)
    build([tmp_path / "in"], tmp_path / "great", workers=1)
    assert pairs(tmp_path / "small")
    for name in ("pairs", "findings", "reports"):
        assert table(tmp_path / "small", name).equals(table(tmp_path / "great", name))


def test_what_was_compared_is_not_compared_again(tmp_path):
    saved(tmp_path / "in", *(telling(f"{n}镇", own_words("抄")) for n in range(4)))
    build([tmp_path / "in"], tmp_path / "out")
    made = {folder.name: folder.stat().st_ino for folder in (tmp_path / "out/compared").iterdir()}
    build([tmp_path / "in"], tmp_path / "out", resume=True)
    assert made == {folder.name: folder.stat().st_ino for folder in (tmp_path / "out/compared").iterdir()}
    saved(tmp_path / "in", telling("3镇", own_words("自己")))
    build([tmp_path / "in"], tmp_path / "out", resume=True)
    assert set(alike(tmp_path / "out")) == {"0镇", "1镇", "2镇"}


def test_a_mistake_of_ours_in_one_pair_is_named_and_costs_no_other(tmp_path, monkeypatch):
    saved(tmp_path / "in", *(telling(f"{n}镇", own_words("抄")) for n in range(2)))
    build([tmp_path / "in"], tmp_path / "out")
    manifest_folder = tmp_path / "out" / "shards"
    [shard] = [folder.name for folder in manifest_folder.iterdir()]
    asked = tuple(
        comparing.Asked(number, None, (comparing.Ref(shard, 1 - number if number else 7),), None) for number in range(2)
    )
    piece = comparing.Comparisons("000000-" + "0" * 12, str(tmp_path), shard, str(manifest_folder), asked)
    doing = comparing.Comparing(piece)
    with pytest.raises(KeyError):
        doing.take(0)
    doing.fail(0, "error", "KeyError: 7")
    doing.take(1)
    doing.write(tmp_path)
    assert table(tmp_path, "pairs").select("agency", "kind", "failure").rows() == [
        ("0镇", "failed", "error: KeyError: 7"),
        ("1镇", "neighbour", ""),
    ]
