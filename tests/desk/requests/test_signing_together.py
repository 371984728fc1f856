"""一并同意: notices of one kind ticked in the queue, a summary, each signed by itself; replies are read one by one."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongkai.agency.models import Appointment, Officer
from gongkai.agency.roles import Role
from gongkai.errors import NotYours, Refused
from gongkai.request.actions import charging, deciding, extending, issuing
from gongkai.request.models import InfoRequest, Letter
from tests.desk.desk import Desk
from tests.request.cases import case

SIGNING, ISSUED = Letter.State.SIGNING, Letter.State.ISSUED


@pytest.fixture
def notices(desk: Desk) -> list[Letter]:
    """The fee notices of the 11th to the 14th request of a month, waiting for 周."""
    chen, today = desk.cast.chen, timezone.localdate()
    cases = [case(desk.cast.town, received_on=today, handler=chen) for _ in range(14)]
    charging.propose_fees([each.pk for each in cases], by=chen, today=today, reason="明显超过合理范围")
    return list(Letter.objects.filter(kind="fee_notice").select_related("info_request").order_by("pk"))


def where(desk: Desk, letters: list[Letter], kind: str = "fee_notice") -> str:
    return desk.address("letters_sign_several") + f"?act={kind}&" + "&".join(f"letter={each.pk}" for each in letters)


def sign(desk: Desk, officer: Officer, letters: list[Letter], kind: str = "fee_notice") -> str:
    """The form of the page as it was opened, sent; the page it leads to."""
    given = {f"revision_{each.pk}": each.info_request.revision for each in letters if each.info_request}
    answer = desk.client(officer).post(where(desk, letters, kind), {**given, "form_token": "once"}, follow=True)
    assert answer.redirect_chain
    return str(answer.content.decode())


def states(letters: list[Letter]) -> list[str]:
    return [Letter.objects.get(pk=each.pk).state for each in letters]


def test_ticked_notices_are_shown_with_their_sum_and_signed_once(desk: Desk, notices: list[Letter]) -> None:
    queue = desk.look(desk.cast.zhou, "letters_to_sign")
    assert queue.count('name="letter"') == 4 and "一并同意收费通知书</button>" in queue
    assert "答复书要一份一份看过再办" in queue
    page = desk.client(desk.cast.zhou).get(where(desk, notices[:3])).content.decode()
    assert "一并同意收费通知书：3 份，合计 300 元" in page and "本月第 11 件" in page
    assert "已同意 3 份" in sign(desk, desk.cast.zhou, notices[:3])
    assert states(notices) == [ISSUED] * 3 + [SIGNING]
    assert "没有办成" not in sign(desk, desk.cast.zhou, notices[:3])  # a double click
    assert InfoRequest.objects.filter(state=InfoRequest.State.FEE_DUE).count() == 3
    assert len({each.number for each in Letter.objects.filter(state=ISSUED)}) == 3


def test_one_that_is_refused_is_named_and_the_others_go_on(desk: Desk, notices: list[Letter]) -> None:
    cast = desk.cast
    seen = notices[1].info_request
    assert seen is not None
    issuing.send_back(notices[1].pk, by=cast.zhao, today=timezone.localdate(), reason="不必收")
    page = sign(desk, cast.zhou, notices)
    assert "已同意 3 份" in page and "有 1 份没有办成，其余不受影响" in page
    assert f"{seen}：" in page and "赵敏" in page
    assert states(notices) == [ISSUED, Letter.State.RETURNED, ISSUED, ISSUED]


def test_what_changed_since_the_page_was_opened_is_not_signed(desk: Desk, notices: list[Letter]) -> None:
    InfoRequest.objects.filter(letters=notices[0]).update(revision=99)
    assert "有 1 份没有办成" in sign(desk, desk.cast.zhou, notices[:2])
    assert states(notices[:2]) == [SIGNING, ISSUED]


def test_extensions_too_and_the_kinds_apart(desk: Desk, notices: list[Letter]) -> None:
    chen, today = desk.cast.chen, timezone.localdate()
    cases = [case(desk.cast.town, received_on=today, handler=chen, words={"id_number": ""}) for _ in range(2)]
    longer = [extending.propose_extension(each.pk, by=chen, today=today, reason="查档案") for each in cases]
    for each in longer:
        each.refresh_from_db()
    queue = desk.look(desk.cast.zhou, "letters_to_sign")
    assert "一并同意收费通知书</button>" in queue and "一并同意延期告知书</button>" in queue
    page = desk.client(desk.cast.zhou).get(where(desk, [*notices, *longer], "extension_notice")).content.decode()
    assert "一并同意延期告知书：2 份" in page and "20 个工作日" in page and "查档案" in page
    sign(desk, desk.cast.zhou, longer, "extension_notice")
    assert states(longer) == [ISSUED, ISSUED] and states(notices) == [SIGNING] * 4


def test_a_reply_is_never_among_them(desk: Desk, notices: list[Letter]) -> None:
    cast, today = desk.cast, timezone.localdate()
    made = case(cast.town, received_on=today, handler=cast.chen)
    told = {"published_where": "柳河县人民政府网站"}
    deciding.decide(made.pk, by=cast.chen, today=today, outcome="granted.published", established=told)
    reply = deciding.submit(made.pk, by=cast.chen, today=today)
    queue = desk.look(cast.zhou, "letters_to_sign")
    assert f'name="letter" value="{reply.pk}"' not in queue
    page = desk.client(cast.zhou).get(where(desk, [reply], reply.kind)).content.decode()
    assert "没有可以一并同意的文书" in page
    with pytest.raises(Refused, match="一份一份看过再办"):
        issuing.sign_each({reply.pk: None}, by=cast.zhou, today=today)
    with pytest.raises(Refused, match="同一种"):
        issuing.sign_each({reply.pk: None, notices[0].pk: None}, by=cast.zhou, today=today)


def test_who_wrote_them_signs_none_and_others_are_not_let_in(desk: Desk, notices: list[Letter]) -> None:
    cast, today = desk.cast, timezone.localdate()
    desk.look(cast.chen, "letters_sign_several", status=403)
    assert 'name="letter"' not in desk.look(cast.chen, "letters_to_sign")
    Appointment.objects.create(officer=cast.chen, agency=cast.town, role=Role.REVIEWER, from_on=today)
    assert 'name="letter"' not in desk.look(cast.chen, "letters_to_sign")
    assert "没有可以一并同意的文书" in desk.client(cast.chen).get(where(desk, notices)).content.decode()
    chen = Officer.objects.get(pk=cast.chen.pk)
    refused = issuing.sign_each({each.pk: None for each in notices}, by=chen, today=today)
    assert len(refused) == 4 and all("您拟的" in why for why in refused.values())
    with pytest.raises(NotYours):
        issuing.sign_each({notices[0].pk: None}, by=cast.li, today=today)


def test_the_summary_takes_as_many_queries_however_many_there_are(desk: Desk, notices: list[Letter]) -> None:
    def asked(letters: list[Letter]) -> int:
        with CaptureQueriesContext(connection) as queries:
            answer: Any = desk.client(desk.cast.zhou).get(where(desk, letters))
        assert answer.status_code == 200
        return len(queries)

    asked(notices)
    assert asked(notices[:1]) == asked(notices)
