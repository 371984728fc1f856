"""事实: what the {places} of the templates stand for; each comes from a record of the case, or is not there.

of(letter, today) -> {place: words or Table}     addressee(letter)     enclosures(letter)
word(agency), signature(agency), reconsideration_agency(agency, …): what an agency's letters say of itself
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings

from gongkai.agency.models import Agency
from gongkai.law import outcomes, remedies
from gongkai.law.calendar import long_words
from gongkai.law.remedies import Level
from gongkai.request.letters import kinds
from gongkai.request.letters.content import Table
from gongkai.request.models import (
    Applicant,
    Consultation,
    Decision,
    Dispute,
    Fee,
    InfoRequest,
    Letter,
    LetterSetting,
    SearchRecord,
    Step,
)

LABELS = {
    "you": "称呼（您、贵单位）",
    "case_number": "登记编号",
    "query_code": "查询码",
    "site": "门户网址",
    "channel": "申请渠道",
    "received_on": "收到日期",
    "due_on": "答复期限",
    "description": "申请的内容",
    "form": "提供方式",
    "way": "获取方式",
    "course": "办理经过",
    "redone": "重新答复的缘由",
    "what": "内容",
    "why": "理由",
    "reason": "理由",
    "until": "期限",
    "days": "延长的工作日数",
    "question": "征求意见的内容",
    "party": "征求谁的意见",
    "asked_on": "征求意见的日期",
    "fee_reason": "收费理由",
    "article": "收费办法的条款",
    "method": "计费方式",
    "amount": "金额",
    "fee_table": "计算过程",
    "how": "缴纳方式",
    "outcome": "办理结果",
    "cites": "法律依据",
    "remedies": "救济途径",
    "notice": "通知书的文号和送达日期",
    "closing_reason": "结束办理的原因",
    "provided": "公开的内容和方式",
    "published_where": "已公开的位置",
    "withheld_parts": "不公开的部分",
    "third_party_record": "征求第三方意见的情况",
    "classification_basis": "定密依据",
    "prohibiting_law": "禁止公开的法律、行政法规",
    "security_kind": "危及哪一项",
    "security_reason": "危及的理由",
    "internal_kind": "内部事务的种类",
    "process_kind": "过程性信息的种类",
    "discretion_reason": "不公开的理由",
    "enforcement_case": "执法案卷",
    "inquiry_law": "查询所依的法律、行政法规",
    "inquiry_place": "查询的地点和方式",
    "search_record": "检索情况",
    "not_ours_reason": "不由本机关负责的理由",
    "responsible_agency": "负责公开的机关",
    "creation_explained": "加工、分析的说明",
    "petition_channel": "信访、投诉、举报渠道",
    "former_reply": "前次答复",
    "publication_place": "出版物的获取途径",
    "evidence_held": "已获取信息的证据",
    "evidence": "证据",
    "dispute_case": "谁不服什么",
    "reviewer": "称呼复议机关、法院",
    "answers": "答复、答辩",
    "dispute_number": "案号",
    "notified_on": "收到通知的日期",
    "replied": "作出答复的情况",
    "record": "要更正的记录",
    "result": "处理结果",
    "result_words": "处理说明",
    "against": "被投诉的机关",
    "agency": "机关名称",
    "office": "工作机构名称",
    "telephone": "电话",
    "address": "地址",
    "postal_address": "邮寄地址",
    "contact": "联系方式",
    "today": "制发日期",
}
"""Every place of a template, as it is called where it is missing or may be used."""

ALWAYS = frozenset({"agency", "office", "telephone", "address", "postal_address", "contact", "today"})
"""Places that every letter can fill in."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d$")
_PERSON, _ORGANISATION, _APPLICANT = "您", "贵单位", "申请人"
_COURT = "有管辖权的人民法院"
_MUNICIPAL = ("镇", "乡", "县", "区", "市", "街道")


def label(place: str) -> str:
    """The Chinese name of a place, for who must fill it in."""
    return LABELS[place]


def of(letter: Letter, *, today: date) -> dict[str, Any]:
    """Every place that the records of a letter can fill in."""
    places: dict[str, Any] = {"today": long_words(today), **_of_agency(letter.agency)}
    if letter.info_request is not None:
        places |= _of_case(letter.info_request, third_person=letter.dispute is not None)
    if letter.consultation is not None:
        places |= _of_consultation(letter.consultation)
    if letter.fee is not None:
        places |= _of_fee(letter.fee)
    if letter.decision is not None and letter.info_request is not None:
        places |= _of_decision(letter.decision, letter.info_request, today)
    if letter.dispute is not None:
        places |= _of_dispute(letter.dispute, today)
    if letter.correction is not None:
        correction = letter.correction
        places |= {
            "case_number": correction.number,
            "received_on": long_words(correction.received_on),
            "record": correction.record,
            "says": correction.says,
            "result": correction.get_result_display() if correction.result else "",
            "result_words": correction.result_words,
            "you": _PERSON,
        }
    if letter.complaint is not None:
        complaint = letter.complaint
        places |= {
            "case_number": complaint.number,
            "received_on": long_words(complaint.received_on),
            "against": complaint.against.name,
            "says": complaint.says,
            "result": complaint.get_result_display() if complaint.result else "",
            "result_words": complaint.result_words,
            "you": _PERSON,
        }
    return places


def given(value: Any) -> Any:
    """What an act gave, as a letter writes it: days in words, rows as a table."""
    if isinstance(value, str) and _DAY.match(value):
        return long_words(date.fromisoformat(value))
    if isinstance(value, list):
        rows = tuple((str(number), *map(str, row)) for number, row in enumerate(value, 1))
        return Table(("序号", "证据名称", "日期", "证明什么"), rows)
    return value


def addressee(letter: Letter) -> str:
    """Whom a letter speaks to, from what is sealed."""
    if letter.consultation is not None and letter.to != "applicant":
        return str(letter.consultation.words.get("name", ""))
    if letter.dispute is not None:
        return letter.dispute.body
    if letter.correction is not None:
        return str(letter.correction.words.get("name", ""))
    if letter.complaint is not None:
        return str(letter.complaint.words.get("name", ""))
    return str(letter.info_request.applicant.words.get("name", "")) if letter.info_request else ""


def enclosures(letter: Letter) -> list[str]:
    """The form that goes with a letter, or the released copies that go out with a reply."""
    kind = kinds.by_code(letter.kind)
    if kind.encloses:
        return [kinds.by_code(kind.encloses).title]
    if letter.decision is None or letter.decision.pk is None:
        return []
    return [each.released_name or each.name for each in letter.decision.files.all() if not each.is_withheld]


def word(agency: Agency) -> str:
    """What the numbers of an agency's letters begin with: 清水公开."""
    kept = _setting(agency).word
    if kept:
        return kept
    short = (agency.short_name or agency.name).removesuffix("人民政府").removesuffix("办事处")
    for end in _MUNICIPAL:
        if len(short) > len(end) + 1 and short.endswith(end):
            short = short.removesuffix(end)
            break
    return f"{short[:10]}公开"


def signature(agency: Agency) -> str:
    """The name under a letter."""
    return _setting(agency).signature or agency.name


def court(agency: Agency) -> str:
    """Where an action against the agency is brought, as far as the agency said."""
    return _setting(agency).court or _COURT


def reconsideration_agency(agency: Agency, heard_by: str = "上一级人民政府") -> str:
    """Who reconsiders what the agency does: the government above it in the tree, unless the agency said otherwise.

    行政复议法第二十四条: a township's and a county department's is the county's government.
    """
    named = _setting(agency).reconsideration_agency
    if named:
        return named
    above = Agency.objects.filter(path__in=agency.parent_paths, kind=Agency.Kind.GOVERNMENT).order_by("-path").first()
    if above is None and agency.level == Agency.Level.PROVINCE:
        return agency.name
    return above.name if above else heard_by


def level(agency: Agency) -> Level:
    """Where an agency stands, as far as it decides who reconsiders."""
    if agency.level == Agency.Level.TOWNSHIP:
        return Level.TOWNSHIP
    if agency.kind == Agency.Kind.GOVERNMENT:
        return Level(agency.level)
    return Level(f"{agency.level}_department")


def remedy(agency: Agency, outcome: str, on: date) -> remedies.Remedies:
    """The remedies against a reply of the agency, with the blanks still open."""
    inquiry_first = settings.GONGKAI.inquiry_reconsideration_first
    return remedies.remedies(outcome, on, level=level(agency), inquiry_first=inquiry_first)


def _setting(agency: Agency) -> LetterSetting:
    kept: LetterSetting | None = agency.__dict__.get("_letter_setting")
    if kept is None:
        kept = LetterSetting.objects.filter(agency=agency).first() or LetterSetting(agency=agency)
        agency.__dict__["_letter_setting"] = kept
    return kept


def _of_agency(agency: Agency) -> dict[str, Any]:
    office = getattr(agency, "office", None)
    telephone = (office.telephone if office else "") or agency.telephone
    address = (office.address if office else "") or agency.address
    postal = (office.postal_address if office else "") or address
    contact = [office.name if office and office.name else agency.name]
    contact += [f"电话{telephone}"] if telephone else []
    contact += [f"地址{address}"] if address else []
    return {
        "agency": signature(agency),
        "office": office.name if office and office.name else agency.name,
        "telephone": telephone,
        "address": address,
        "postal_address": postal,
        "contact": "，".join(contact),
    }


def _of_case(info_request: InfoRequest, *, third_person: bool) -> dict[str, Any]:
    is_person = info_request.applicant.kind == Applicant.Kind.NATURAL_PERSON
    you = _APPLICANT if third_person else _PERSON if is_person else _ORGANISATION
    return {
        "you": you,
        "case_number": info_request.number,
        "query_code": info_request.query_code,
        "site": settings.GONGKAI.public_address,
        "channel": info_request.get_channel_display(),
        "received_on": _day(info_request.received_on),
        "due_on": _day(info_request.due_on),
        "description": info_request.description.strip().rstrip("。") or info_request.title,
        "title": info_request.title,
        "document_number": info_request.document_number,
        "form": info_request.get_form_display(),
        "way": info_request.get_way_display(),
        "course": "\n".join(course(info_request, you)),
    }


def course(info_request: InfoRequest, you: str) -> Iterator[str]:
    """经过: what was done between receipt and reply, each from its step; `you` is what the applicant is called."""
    begun: dict[str, Step] = {}
    for step in info_request.steps.all():
        told, on = step.details, long_words(step.on)
        came = _day(told.get("happened_on")) or on
        if step.kind == Step.Kind.AMENDMENT_ASKED:
            yield f"本机关于{on}书面告知{you}补正。"
        elif step.kind == Step.Kind.AMENDED:
            yield f"{you}于{came}提交了补正材料，答复期限自收到补正之日起重新计算。"
        elif step.kind == Step.Kind.CONSULTATION_BEGAN:
            begun[str(told.get("key", ""))] = step
        elif step.kind == Step.Kind.CONSULTATION_ENDED and str(told.get("key", "")) in begun:
            first = begun.pop(str(told.get("key", "")))
            party = Consultation.Party(first.details["party"]).label
            yield f"本机关于{long_words(first.on)}起依法征求{party}的意见，至{came}结束，所需时间不计入答复期限。"
        elif step.kind == Step.Kind.EXTENDED:
            yield f"经本机关政府信息公开工作机构负责人同意，本机关于{on}告知{you}延长答复期限。"
        elif step.kind == Step.Kind.EXPLANATION_ASKED:
            yield f"本机关于{on}要求{you}说明理由。"
        elif step.kind == Step.Kind.EXPLAINED and told.get("says"):
            yield f"{you}于{came}说明了理由。"
        elif step.kind == Step.Kind.FEE_PAID:
            yield f"{you}于{came}缴纳了信息处理费。"


def _of_consultation(consultation: Consultation) -> dict[str, Any]:
    return {
        "asked_on": long_words(consultation.asked_on),
        "party": consultation.get_party_display(),
        "opinion_on": _day(consultation.answered_on),
    }


def _of_fee(fee: Fee) -> dict[str, Any]:
    rows = tuple(
        (str(step.get("text") or step.get("says", "")), str(step["count"]), str(step["price"]), str(step["amount"]))
        for step in fee.steps
    )
    return {
        "method": fee.get_method_display(),
        "amount": f"{fee.amount}",
        "count": f"{fee.count}",
        "unit": "件" if fee.method == Fee.Method.ITEMS else "页",
        "fee_reason": fee.reason,
        "fee_until": _day(fee.due_on),
        "fee_table": Table(
            ("计费档次", "数量", "单价（元）", "金额（元）"), (*rows, ("合计", "", "", str(fee.amount)))
        ),
        "article": "第五条" if fee.method == Fee.Method.PAGES else "第四条",
    }


def _of_decision(decision: Decision, info_request: InfoRequest, today: date) -> dict[str, Any]:
    outcome = outcomes.by_code(decision.outcome)
    told: dict[str, Any] = {}
    for required in outcome.establishes:
        value = decision.established.get(required.key, "")
        if isinstance(value, str):
            told[required.key] = dict(required.choices).get(value, value) if required.choices else value
    if isinstance(decision.established.get("third_party_record"), int):
        told["third_party_record"] = _third_party(info_request, decision.established["third_party_record"])
    if isinstance(decision.established.get("search_record"), int):
        told["search_record"] = "\n".join(_searched(info_request))
    if isinstance(decision.established.get("former_reply"), int):
        told["former_reply"] = _former(info_request, decision.established["former_reply"])
    for key in ("amendment_round", "explanation_round"):
        told.pop(key, None)
    told |= _overdue(info_request, decision)
    says = remedy(info_request.agency, outcome.code, today)
    return {
        **told,
        "outcome": outcome.name,
        "reason": decision.reason.strip(),
        "cites": "、".join(outcome.cites),
        "remedies": says.says.format(
            reconsideration_agency=reconsideration_agency(info_request.agency, says.heard_by),
            court=court(info_request.agency),
        ),
        "redone": _redone(info_request, decision),
    }


def _redone(info_request: InfoRequest, decision: Decision) -> str:
    """That this is the reply made anew, and on which order."""
    undone = [each for each in info_request.decisions.all() if each.undone_on and each.pk != decision.pk]
    if not undone:
        return ""
    letter = Letter.objects.filter(decision=undone[-1], state=Letter.State.ISSUED).first()
    dispute = undone[-1].undone_by
    by = f"根据{dispute.body}的{dispute.get_kind_display()}结果，" if dispute else ""
    return f"{by}本机关原答复{f'（{letter.number}）' if letter else ''}不再有效，现重新答复如下。"


def _third_party(info_request: InfoRequest, number: int) -> str:
    """How a third party was asked and answered, nobody named."""
    for each in info_request.consultations.all():
        if each.pk == number:
            asked = f"本机关于{long_words(each.asked_on)}书面征求第三方意见"
            if each.answer == Consultation.Answer.SILENT:
                return f"{asked}，第三方在15个工作日内未提出意见，由本机关依法决定。"
            judged = "，本机关认为其理由合理" if each.is_reasonable else ""
            return f"{asked}，第三方答复{each.get_answer_display()}{judged}。"
    return ""


def _searched(info_request: InfoRequest) -> Iterator[str]:
    """Every search of the case that found nothing."""
    found: SearchRecord
    for found in info_request.searches.all():
        if not found.is_found:
            yield (
                f"本机关于{long_words(found.searched_on)}在{found.place}，以{found.method}的方式，"
                f"用“{found.keywords}”检索，结果为：{found.result.rstrip('。')}。"
            )


def _former(info_request: InfoRequest, number: int) -> str:
    """The number and day of the reply that answered the same before."""
    letters = Letter.objects.filter(
        info_request=number, info_request__agency=info_request.agency_id, kind__startswith="reply."
    )
    letter = letters.filter(state=Letter.State.ISSUED).order_by("pk").last()
    former = InfoRequest.objects.filter(pk=number, agency=info_request.agency_id).first()
    if letter is not None and letter.issued_on:
        return f"{long_words(letter.issued_on)}作出的答复（{letter.number}）"
    return (
        f"{long_words(former.replied_on)}对登记编号{former.number}的申请作出的答复"
        if former and former.replied_on
        else ""
    )


def _overdue(info_request: InfoRequest, decision: Decision) -> dict[str, Any]:
    """When a notice came and when its term was over, for a closing."""
    told: dict[str, Any] = {}
    if decision.outcome == "otherwise_closed.amendment_overdue":
        asked = next((each for each in info_request.steps.all() if each.kind == Step.Kind.AMENDMENT_ASKED), None)
        if asked is not None:
            told["until"] = _day(asked.details.get("until"))
        told["notice"] = _notice(info_request.letters.filter(kind="amendment_notice"))
    elif decision.outcome == "otherwise_closed.fee_overdue":
        fee = info_request.fees.exclude(state=Fee.State.CANCELLED).order_by("pk").last()
        if fee is not None:
            told |= {"until": _day(fee.due_on), "amount": str(fee.amount)}
            told["notice"] = _notice(info_request.letters.filter(fee=fee))
    return told


def _notice(letters: Any) -> str:
    """An issued letter with its number and the day it was delivered."""
    letter = letters.filter(state=Letter.State.ISSUED).order_by("pk").last()
    if letter is None:
        return ""
    days = letter.deliveries.exclude(delivered_on=None).order_by("delivered_on").values_list("delivered_on", flat=True)
    return f"（{letter.number}）" + (f"于{long_words(days[0])}送达" if days else "")


def _of_dispute(dispute: Dispute, today: date) -> dict[str, Any]:
    letter, decided = None, {}
    if dispute.decision is not None and dispute.info_request is not None:
        decided = _of_decision(dispute.decision, dispute.info_request, today)
    if dispute.decision_id:
        replies = Letter.objects.filter(decision=dispute.decision_id, state=Letter.State.ISSUED)
        letter = replies.exclude(issued_on=None).first()
    return {
        **{name: decided[name] for name in ("outcome", "cites", "reason") if name in decided},
        "dispute_kind": dispute.get_kind_display(),
        "body": dispute.body,
        "dispute_number": dispute.case_number,
        **_parties(dispute),
        "notified_on": long_words(dispute.received_on),
        "replied": f"本机关于{_day(letter.issued_on)}作出答复（{letter.number}）。" if letter else "",
    }


def _parties(dispute: Dispute) -> dict[str, str]:
    """Who complains of what to whom: never the agency that answers."""
    is_reconsideration = dispute.kind == Dispute.Kind.RECONSIDERATION
    who, does = ("申请人", "申请行政复议") if is_reconsideration else ("原告", "提起行政诉讼")
    says = dispute.subject.strip()
    return {
        "dispute_case": f"{who}{says}" if says.startswith("不服") else f"{who}就“{says}”{does}",
        "reviewer": "你机关" if is_reconsideration else "贵院",
        "answers": "答复" if is_reconsideration else "答辩",
    }


def _day(value: date | str | None) -> str:
    if not value:
        return ""
    return long_words(date.fromisoformat(value) if isinstance(value, str) else value)
