"""What people wrote fits into sentences of ours."""

import pytest

from gongkai.report.wording import smooth


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("理由：已核对。。请核对", "理由：已核对。请核对"),
        ("意见：请改。；批注 2 处", "意见：请改；批注 2 处"),
        ("一句。两句。", "一句。两句。"),
        ("“写作“没有”的”", "“写作‘没有’的”"),
        ("“甲“乙“丙”””", "“甲‘乙“丙”’”"),
        ("“甲”“乙”", "“甲”“乙”"),
        ("“甲“乙……”", "“甲“乙……”"),
        ("甲”乙“", "甲”乙“"),
    ],
)
def test_stops_and_quotation_marks_are_smoothed(written: str, told: str) -> None:
    assert smooth(written) == told
