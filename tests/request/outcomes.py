"""What an outcome of the register rests on, put into a case: for every one of them the least that bears it out."""

from datetime import date, timedelta
from typing import Any

from gongkai.disclosure import files
from gongkai.law.outcomes import Outcome
from gongkai.request.models import (
    CaseFile,
    Consultation,
    Delivery,
    Fee,
    InfoRequest,
    Letter,
    SearchRecord,
    Step,
)
from tests.cast import Cast
from tests.disclosure.passage import TODAY
from tests.request import cases

WORDS = {
    "provided": "以纸质形式邮寄补贴发放明细表一份。",
    "published_where": "https://www.example.gov.cn/qingshui/2023/0601.html",
    "withheld_parts": "身份证号、银行账号依据条例第十六条不公开。",
    "classification_basis": "由县保密局依据保守国家秘密法确定。",
    "prohibiting_law": "《中华人民共和国统计法》第二十五条",
    "inquiry_law": "《不动产登记暂行条例》（国务院令第656号）第二十七条",
}
REASON = "经审查，所申请信息公开会损害第三方合法权益。"


def established(info_request: InfoRequest, outcome: Outcome, cast: Cast, *, today: date = TODAY) -> dict[str, Any]:
    """The records made in the case, and the words, for everything the outcome asks for."""
    told: dict[str, Any] = {}
    for required in outcome.establishes:
        if required.kind == "choice":
            told[required.key] = required.choices[-1][0]
        elif required.kind == "record":
            told[required.key] = RECORDS[required.key](info_request, cast, today).pk
        else:
            told[required.key] = WORDS.get(required.key, "已经查明，理由如下。")
    if outcome.code == "partly_granted":
        told["no_copy_reason"] = "信息写在答复书里，没有提供文件。"
    return told


def consultation(info_request: InfoRequest, cast: Cast, today: date, **fields: Any) -> Consultation:
    given = {"party": "third_party", "answer": "objected", "is_reasonable": True, "asked_on": today, **fields}
    return Consultation.objects.create(info_request=info_request, by=cast.chen, **given)


def search(info_request: InfoRequest, cast: Cast, today: date, **fields: Any) -> SearchRecord:
    given = {
        "place": "镇档案室",
        "method": "按年度和题名检索",
        "keywords": "耕地 补贴",
        "searched_on": today,
        "searched_by": "陈静",
        "is_found": False,
        "result": "没有找到",
        **fields,
    }
    return SearchRecord.objects.create(info_request=info_request, by=cast.chen, on=today, **given)


def step(info_request: InfoRequest, kind: Step.Kind, cast: Cast, on: date, **details: Any) -> Step:
    return Step.objects.create(info_request=info_request, kind=kind, by=cast.chen, on=on, details=details)


def letter(
    info_request: InfoRequest, kind: str, cast: Cast, on: date, *, proof: str = "EMS 1024", **about: Any
) -> Letter:
    """An issued letter that was delivered; without a proof where none is given."""
    sent = Letter.objects.create(
        agency=info_request.agency,
        info_request=info_request,
        kind=kind,
        state=Letter.State.ISSUED,
        number=f"清水公开〔{on.year}〕{Letter.objects.count() + 90}号",
        by=cast.chen,
        made_on=on,
        issued_on=on,
        **about,
    )
    Delivery.objects.create(letter=sent, way="post", sent_on=on, delivered_on=on, proof=proof, by=cast.chen)
    return sent


def amendment_round(info_request: InfoRequest, cast: Cast, today: date) -> Step:
    step(info_request, Step.Kind.AMENDMENT_ASKED, cast, today, until=today.isoformat())
    return step(info_request, Step.Kind.AMENDED, cast, today)


def amendment_overdue(info_request: InfoRequest, cast: Cast, today: date) -> Step:
    asked = step(
        info_request,
        Step.Kind.AMENDMENT_ASKED,
        cast,
        today - timedelta(days=20),
        until=(today - timedelta(days=1)).isoformat(),
    )
    letter(info_request, "amendment_notice", cast, asked.on)
    wait(info_request, InfoRequest.State.TO_AMEND)
    return asked


def fee_overdue(info_request: InfoRequest, cast: Cast, today: date) -> Fee:
    fee = Fee.objects.create(
        info_request=info_request,
        method="items",
        count=12,
        amount=200,
        reason="本月第12件",
        state=Fee.State.NOTICED,
        noticed_on=today - timedelta(days=40),
        due_on=today - timedelta(days=1),
        by=cast.chen,
    )
    letter(info_request, "fee_notice", cast, today - timedelta(days=40), fee=fee)
    wait(info_request, InfoRequest.State.FEE_DUE)
    return fee


def former_reply(info_request: InfoRequest, cast: Cast, today: date) -> InfoRequest:
    former = cases.case(info_request.agency, handler=cast.chen)
    InfoRequest.objects.filter(pk=former.pk).update(state="delivered", replied_on=today, outcome="granted.provided")
    return former


def wait(info_request: InfoRequest, state: InfoRequest.State) -> None:
    InfoRequest.objects.filter(pk=info_request.pk).update(state=state)


RECORDS: dict[str, Any] = {
    "third_party_record": consultation,
    "search_record": search,
    "amendment_round": amendment_round,
    "explanation_round": lambda info_request, cast, today: step(info_request, Step.Kind.EXPLAINED, cast, today),
    "amendment_overdue": amendment_overdue,
    "fee_overdue": fee_overdue,
    "former_reply": former_reply,
}


def found_file(info_request: InfoRequest, cast: Cast, **fields: Any) -> CaseFile:
    """A file that may be provided."""
    kept = files.keep([b"%PDF-1.7 original"], "cases")
    copy = files.keep([b"%PDF-1.7 copy"], "case_released")
    given = {
        "name": "发放明细.pdf",
        "kind": "pdf",
        "released_hash": copy.hash,
        "released_size": copy.size,
        "released_name": "发放明细.pdf",
        **fields,
    }
    return CaseFile.objects.create(
        info_request=info_request, role="found", hash=kept.hash, size=kept.size, by=cast.chen, on=TODAY, **given
    )
