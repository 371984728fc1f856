import pytest

from gongkai.errors import Refused
from gongkai.report import exchange, rendering
from gongkai.report.rendering import html
from tests.report import liuhe


def test_the_suffix_names_the_format(tmp_path):
    report = liuhe.report()
    rendering.write(report, tmp_path / "白石.json")
    rendering.write(report, tmp_path / "白石.HTML")
    rendering.write(report, tmp_path / "白石.xlsx")

    assert (tmp_path / "白石.json").read_bytes() == exchange.encode(report)
    assert (tmp_path / "白石.HTML").read_bytes() == html.render(report)
    assert (tmp_path / "白石.xlsx").read_bytes().startswith(b"PK")
    assert len(list(tmp_path.iterdir())) == 3


def test_an_unknown_suffix_is_refused_and_nothing_is_written(tmp_path):
    with pytest.raises(Refused, match=r"不知道怎样写“白石.txt”：文件名应以 .docx、.pdf"):
        rendering.write(liuhe.report(), tmp_path / "白石.txt")

    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_said_in_a_sentence(tmp_path):
    with pytest.raises(Refused, match="没有写成"):
        rendering.write(liuhe.report(), tmp_path / "没有" / "白石.json")


@pytest.mark.parametrize("interruption", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_what_was_there_stays_when_writing_stops_half_way(tmp_path, monkeypatch, interruption):
    target = tmp_path / "白石.html"
    target.write_text("去年的", encoding="utf-8")

    def stop(report, path):
        path.write_bytes(b"<html>")
        raise interruption

    monkeypatch.setattr(html, "write", stop)
    with pytest.raises(Refused if isinstance(interruption, OSError) else KeyboardInterrupt):
        rendering.write(liuhe.report(), target)

    assert target.read_text(encoding="utf-8") == "去年的"
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_to_a_file_goes_on_pointing_at_it(tmp_path):
    (tmp_path / "真.json").write_text("{}", encoding="utf-8")
    (tmp_path / "链接.json").symlink_to(tmp_path / "真.json")

    rendering.write(liuhe.report(), tmp_path / "链接.json")

    assert (tmp_path / "链接.json").is_symlink()
    assert exchange.decode((tmp_path / "真.json").read_bytes()) == liuhe.report()


def test_others_may_read_what_was_written_as_far_as_the_system_allows(tmp_path):
    (tmp_path / "普通.txt").touch()
    rendering.write(liuhe.report(), tmp_path / "白石.json")

    assert (tmp_path / "白石.json").stat().st_mode == (tmp_path / "普通.txt").stat().st_mode
