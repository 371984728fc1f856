"""What names the applicant is taken out of every line that others read."""

from datetime import date

import pytest

from gongkai.request import exchange, naming
from gongkai.request.actions import amending, arriving
from tests.cast import Cast
from tests.request.arrivals import arrived, registered
from tests.request.cases import WANG

TODAY = date(2024, 5, 6)
SAID = f"本人{WANG['name']}，身份证{WANG['id_number']}，电话{WANG['mobile']}，申请公开2023年补贴发放表"


@pytest.mark.parametrize(
    "written", ["王秀英", "王 秀 英", "王\u200b秀\u3000英", "13900000000", "139-0000 0000", "１３９００００００００"]
)
def test_a_name_or_number_is_found_however_it_is_written(written: str) -> None:
    assert naming.unnamed(f"{written}的补贴", WANG) == "申请人的补贴"


def test_what_is_no_word_of_the_applicant_stays() -> None:
    assert (
        naming.covered("2023年12月王家村的补贴，每亩13.90元", WANG, on=TODAY) == "2023年12月王家村的补贴，每亩13.90元"
    )


def test_a_title_that_grows_by_covering_still_fits() -> None:
    assert len(naming.titled("李军" * 100, "", {"name": "李军"}, on=TODAY)) == naming.LONGEST


def test_a_document_number_names_nobody(cast: Cast) -> None:
    made = arrived(cast.town, None, document_number=f"给{WANG['name']}的批复〔2023〕5号")
    assert made.document_number == "给申请人的批复〔2023〕5号"


def test_a_file_for_the_platform_above_without_identity_has_none_in_the_description_either(cast: Cast) -> None:
    made = registered(cast.town, cast.chen, description=SAID, purpose=f"{WANG['name']}自用")
    told = exchange.facts(made, has_identity=False)
    assert not any(word in str(told) for word in (WANG["name"], WANG["id_number"], WANG["mobile"]))
    assert "2023年补贴发放表" in told["description"]
    assert exchange.facts(made, has_identity=True)["description"] == SAID


def test_what_was_to_be_amended_and_was_said_stand_in_the_steps_without_the_applicant(cast: Cast) -> None:
    made = registered(cast.town, cast.chen)
    arriving.InfoRequest.objects.filter(pk=made.pk).update(handler=cast.chen)
    amending.ask_to_amend(
        made.pk, by=cast.chen, today=TODAY, what=f"请{WANG['name']}写明年度", why="没有年度", until=date(2024, 5, 20)
    )
    amending.amended(made.pk, by=cast.chen, today=TODAY, says=SAID)
    details = str([step.details for step in made.steps.all()])
    assert "请申请人写明年度" in details and "2023年补贴发放表" in details
    assert WANG["name"] not in details and WANG["mobile"] not in details
