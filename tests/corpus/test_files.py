import pytest

from gongkai.corpus.files import found
from gongkai.errors import Refused


def test_folders_are_walked_in_the_order_of_names_and_hidden_files_passed_over(tmp_path):
    for name in ("乙/2.docx", "甲/1.pdf", "甲/.cache/x.docx", "甲/~$1.docx", ".DS_Store", "3.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert [str(path.relative_to(tmp_path)) for path in found([tmp_path])] == ["3.txt", "乙/2.docx", "甲/1.pdf"]


def test_a_file_named_twice_is_found_once(tmp_path):
    (tmp_path / "1.txt").touch()
    assert found([tmp_path / "1.txt", tmp_path]) == [tmp_path / "1.txt"]


def test_what_is_not_there_is_refused_by_name(tmp_path):
    with pytest.raises(Refused, match=r"没有“.*年报”"):
        found([tmp_path / "年报"])


def test_a_link_to_an_outer_folder_is_not_walked_for_ever(tmp_path):
    (tmp_path / "1.txt").touch()
    (tmp_path / "up").symlink_to(tmp_path)
    assert found([tmp_path]) == [tmp_path / "1.txt"]
