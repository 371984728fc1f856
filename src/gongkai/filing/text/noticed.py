"""台账里看到的问题: what the year's figures themselves say went short, offered to the register of problems.

A report tells only of problems that somebody registered: an offer leads there, and the report draws on the register.
"""

from collections.abc import Iterator

from gongkai.filing.text.links import Figures

_SHORTCOMINGS = {
    "disclosed.late": "{}条政府信息超过期限才公开",
    "requests.late": "{}件政府信息公开申请超过期限才答复",
    "requests.complaints_upheld": "{}件对政府信息公开工作的投诉举报查证属实",
    "catalogue.empty": "主动公开目录有{}个条目没有内容",
}
"""Figure → the problem that it is where it is not 0."""


def noticed(figures: Figures) -> Iterator[tuple[str, str]]:
    """The name of each figure that speaks of a shortcoming, and the problem in words."""
    for name, words in _SHORTCOMINGS.items():
        figure = figures.get(name)
        if figure is not None and figure.value:
            yield name, words.format(figure.value)
