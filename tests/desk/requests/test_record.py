"""The page of one case."""

from tests.desk.desk import Desk
from tests.request.cases import case


def test_the_page_of_a_case_shows_what_is_wanted(desk: Desk) -> None:
    made = case(desk.cast.town, handler=desk.cast.chen)
    page = desk.look(desk.cast.chen, "info_request", made.pk)
    assert "2023年低保资金发放明细" in page and "〔2024〕1号" in page
