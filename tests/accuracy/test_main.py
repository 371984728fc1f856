import pytest

from tests.accuracy.__main__ import main


def test_a_folder_without_reports_or_truth_is_named_in_a_sentence(tmp_path):
    (tmp_path / "reports").mkdir()
    with pytest.raises(SystemExit, match=rf"{tmp_path} has no truth: give a folder"):
        main([str(tmp_path)])
