import msgspec

from gongkai.corpus import kept
from gongkai.corpus.kept import Kept
from gongkai.report.report import Source
from tests.report import liuhe


def test_a_report_is_kept_with_every_state_and_place_of_its_cells(tmp_path):
    reports = [liuhe.report(), liuhe.doubtful(), liuhe.report("2019", year=2020)]
    (tmp_path / "000000").mkdir()
    kept.write(tmp_path / "000000", [kept.encoded(f"年报/{n}.json", report) for n, report in enumerate(reports)])
    folder = Kept(tmp_path)
    for number, report in enumerate(reports):
        file, found = folder.report("000000", number)
        assert file == f"年报/{number}.json"
        assert found == msgspec.structs.replace(
            report, source=msgspec.structs.replace(report.source, name=f"{number}.json")
        )


def test_a_file_whose_name_is_no_text_is_kept_by_the_name_it_is_shown_under(tmp_path):
    report = msgspec.structs.replace(liuhe.report(), source=Source("\udcb0\udcd7.json"))
    kept.write(tmp_path, [kept.encoded("��.json", report)])
    file, found = Kept(tmp_path.parent).report(tmp_path.name, 0)
    assert (file, found.source.name) == ("��.json", "��.json")
