"""A letter of every kind, with what its act gives it, in a case that bears it out."""

from datetime import date
from typing import Any

from gongkai.law.outcomes import OUTCOMES
from gongkai.request import sealing
from gongkai.request.letters import kinds, making
from gongkai.request.models import (
    Complaint,
    Consultation,
    Correction,
    Decision,
    Dispute,
    Fee,
    InfoRequest,
    Letter,
)
from tests.cast import Cast
from tests.disclosure.passage import TODAY
from tests.request import cases
from tests.request.outcomes import established

GIVEN: dict[str, dict[str, Any]] = {
    "amendment_notice": {
        "what": "所需信息的年度和发放批次",
        "why": "申请没有写明年度，无法确定是哪一份信息。",
        "until": date(2024, 5, 27),
    },
    "explanation_notice": {"reason": "本月已经提出32件申请，内容相近。", "until": date(2024, 5, 20)},
    "delay_notice": {"reason": "32件申请需要逐件查档。", "until": date(2024, 7, 8)},
    "extension_notice": {"reason": "所申请的信息分散在八个村，需要逐村查找", "days": 20},
    "third_party_inquiry": {"question": "柳树村种植合作社2023年补贴申报材料中的经营数据。"},
    "third_party_confirmation": {"question": "2023年补贴申报材料中的经营数据"},
    "applicant_consulting_notice": {"party": "第三方"},
    "third_party_disclosure_notice": {"what": "补贴金额和面积。", "reason": "补贴来自公共财政，关系全镇农户。"},
    "co_author_inquiry": {"question": "2023年耕地地力保护补贴实施方案。"},
    "agency_inquiry": {"question": "请核对2023年补贴发放明细。"},
    "fee_notice": {"how": "到镇财政所窗口缴纳，凭本通知书开具财政票据。"},
    "evidence_list": {
        "evidence": [["申请登记表", "2024-04-08", "收到申请的日期"], ["答复书", "2024-05-06", "已经答复"]]
    },
}
"""What the act of a kind gives."""

STEPS = [{"text": "第11件至第12件", "count": 2, "price": 100, "amount": 200}]


def made(kind: str, cast: Cast, *, today: date = TODAY, words: dict[str, Any] | None = None) -> Letter:
    """A letter of a kind, unsaved, with the records it is about."""
    about = about_of(kind, cast, today)
    info_request = about.pop("info_request")
    return making.letter(
        info_request, kind, by=cast.chen, today=today, words={**GIVEN.get(kind, {}), **(words or {})}, **about
    )


def about_of(kind: str, cast: Cast, today: date = TODAY) -> dict[str, Any]:
    """The case and the records that a letter of a kind is about."""
    if kind == "correction_reply":
        return {"info_request": None, "correction": correction(cast)}
    if kind == "complaint_reply":
        return {"info_request": None, "complaint": complaint(cast)}
    info_request = cases.case(cast.town, handler=cast.chen)
    about: dict[str, Any] = {"info_request": info_request}
    to = kinds.by_code(kind).to
    if to in Consultation.Party.values:
        about["consultation"] = Consultation.objects.create(
            info_request=info_request,
            party=to,
            sealed=sealing.seal({"name": "柳树村种植合作社", "address": "柳树村1号"}),
            asked_on=today,
            by=cast.chen,
        )
    if kind == "fee_notice":
        about["fee"] = Fee.objects.create(
            info_request=info_request,
            method="items",
            count=2,
            before=10,
            amount=200,
            steps=STEPS,
            reason="本月已有10件。",
            by=cast.chen,
        )
    if kind.startswith("reply.") or kind == "closing_notice":
        code = kind.removeprefix("reply.") if kind != "closing_notice" else "otherwise_closed.amendment_overdue"
        about["decision"] = decided(info_request, code, cast, today)
    if kind in ("dispute_answer", "evidence_list"):
        about["dispute"] = Dispute.objects.create(
            agency=cast.town,
            info_request=info_request,
            kind="reconsideration",
            subject="不服清水镇人民政府政府信息公开答复",
            body="柳河县人民政府",
            case_number="柳政复〔2024〕3号",
            received_on=today,
            handler=cast.chen,
        )
    return about


def decided(info_request: InfoRequest, code: str, cast: Cast, today: date = TODAY) -> Decision:
    told = established(info_request, OUTCOMES[code], cast, today=today)
    return Decision.objects.create(
        info_request=info_request,
        number=1,
        outcome=code,
        established=told,
        reason="经核对，情况属实。",
        by=cast.chen,
        made_on=today,
    )


def correction(cast: Cast) -> Correction:
    return Correction.objects.create(
        agency=cast.town,
        number="〔2024〕1号",
        received_on=TODAY,
        sealed=sealing.seal({"name": "王秀英"}),
        record="2023年低保档案中的家庭人口数",
        says="登记为二人，实为三人",
        evidence="户口簿",
        handler=cast.chen,
        result="corrected",
        result_words="经核对户口簿，家庭人口数已更正为三人。",
    )


def complaint(cast: Cast) -> Complaint:
    return Complaint.objects.create(
        agency=cast.county,
        against=cast.town,
        number="〔2024〕1号",
        received_on=TODAY,
        sealed=sealing.seal({"name": "王秀英"}),
        says="逾期没有答复",
        handler=cast.he,
        result="founded",
        result_words="经查，逾期三个工作日，已督促整改。",
    )
