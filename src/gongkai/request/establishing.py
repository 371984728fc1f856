"""依据: what must be established before an outcome may be chosen, and what of it the case lacks.

    asked(outcome) -> what the form asks for       options(case, key) -> the records of the case that could be named
    lacks(case, outcome, …) -> what is missing     warnings(case, decision) -> what people should look at once more

In `established` a number is that of a record, words are what was written or chosen.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.disclosure import personal_data
from gongkai.disclosure.grounds import GROUNDS
from gongkai.law.outcomes import Outcome, Required, why_not_law
from gongkai.law.statutes import LEGISLATION, ORDER_711
from gongkai.request import queries
from gongkai.request.models import (
    CaseFile,
    Consultation,
    Decision,
    Delivery,
    Fee,
    InfoRequest,
    Letter,
    Step,
)
from gongkai.vetting.redaction import Cover, words_in

Established = Mapping[str, str | int]
_State = InfoRequest.State

MOST_FORMER = 20
"""Former replies to the same applicant that are offered, the latest first."""

PROVIDING = ("granted.provided", "partly_granted")
"""Outcomes with which files go out."""

_REASONED = ("refused.prohibited_by_law", "refused.third_party_rights", "otherwise_closed.other")
"""Outcomes of which nothing else that is asked for is a reason."""

_ONLY = {
    _State.TO_AMEND: ("otherwise_closed.amendment_overdue",),
    _State.FEE_DUE: ("otherwise_closed.fee_overdue",),
}
"""Outcomes open to a case that waits for the applicant."""

_OF_THIRD_PARTY = Required(
    "third_party_record",
    "征求第三方意见的记录（不公开的部分依据第十五条的，须有）",
    "record",
    optional=True,
    instead="没有征求第三方意见的理由",
)
_NO_COPY = Required("no_copy_reason", "没有遮盖件、也没有不提供的文件的，说明怎样区分处理", "text", optional=True)
_MORE = {"partly_granted": (_OF_THIRD_PARTY, _NO_COPY)}

_ARTICLES = re.compile(r"第?\s*(十四|十五|十六|14|15|16)\s*条")
_IS_LAW = {"prohibiting_law", "inquiry_law"}


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that is missing: which key, in a sentence, under which article, and which act makes it."""

    key: str
    says: str
    cites: tuple[str, ...] = ()
    act: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """A record of the case that could be named; `why_not` where it does not do."""

    number: int
    says: str
    why_not: str = ""


def open_outcomes(info_request: InfoRequest, found: Iterable[Outcome]) -> list[Outcome]:
    """The outcomes that the state of a case allows."""
    only = _ONLY.get(_State(info_request.state))
    return [outcome for outcome in found if only is None or outcome.code in only]


def asked(outcome: Outcome) -> tuple[Required, ...]:
    """Everything that the form of an outcome asks for."""
    return (*outcome.establishes, *_MORE.get(outcome.code, ()))


def options(info_request: InfoRequest, key: str, *, today: date) -> list[Option]:
    """The records of a case, or former cases, that a key could name."""
    return list(_SOURCES[key](info_request, today))


def grounds_of(files: Iterable[CaseFile], withheld_parts: str) -> set[str]:
    """The articles on which parts are withheld: of what was covered, of files kept back, of what was written."""
    written = {"十四": "14", "十五": "15", "十六": "16"}
    found = {written.get(article, article) for article in _ARTICLES.findall(withheld_parts)}
    for each in files:
        codes = [covered["ground"] for covered in each.redactions]
        codes += [each.withheld_ground] if each.is_withheld else []
        found |= {code.partition("-")[0] for code in codes if code in GROUNDS}
    return found


def lacks(
    info_request: InfoRequest,
    outcome: Outcome,
    *,
    established: Established,
    reason: str,
    files: Iterable[CaseFile],
    today: date,
) -> list[Lack]:
    """All that is missing before the outcome may be chosen; nothing where it may."""
    files = list(files)
    found = [*_of_state(info_request, outcome, today), *_of_keys(info_request, outcome, established, today)]
    if outcome.code in _REASONED and not reason.strip():
        found.append(Lack("reason", "没有写事实和理由：不予公开、终止办理都要说明理由。", outcome.cites))
    if outcome.code in PROVIDING:
        found += _of_objections(info_request, outcome)
        found += [
            Lack("files", f"文件“{each.name}”还没有可以提供的副本，或者已标为不提供，不能列入。", act="redact")
            for each in files
            if each.is_withheld or not each.released_hash
        ]
    elif files:
        found.append(Lack("files", f"“{outcome}”不提供文件。请取消选择文件，或者改选提供信息的办理结果。"))
    if outcome.code == "partly_granted":
        found += _of_parts(info_request, established, files)
    return found


def warnings(info_request: InfoRequest, decision: Decision, outcome: Outcome, *, today: date) -> list[str]:
    """What people should look at once more before the reply goes to be signed."""
    files = list(decision.files.all())
    told: list[str] = []
    if outcome.code == "granted.provided" and not files:
        told.append("没有选要提供的文件。信息写在答复书里，或者安排查阅、抄录的，可以不选。")
    if outcome.code == "granted.provided" and any(each.is_redacted for each in files):
        told.append(
            "附件里有遮盖的文件：不公开一部分的，应选部分公开。遮盖的只是与所申请的信息无关的内容的，可以不改。"
        )
    if outcome.code == "unavailable.not_found" and info_request.searches.filter(is_found=True).exists():
        told.append("这件申请有一条检索记录写着“找到了”。请核对是不是所申请的信息。")
    for each in files:
        told += _of_copy(each)
    words = "\n".join(_words_of(decision))
    told += [finding.message for finding in personal_data.found("", words, today=today)]
    who = info_request.applicant.words
    names = [Cover("", words=who[name]) for name in ("name", "id_number", "mobile") if len(who.get(name, "")) > 1]
    if words_in(words, names):
        told.append("办理结果的文字里有申请人的姓名或号码。本机关的人都看得到这些文字，请改成“申请人”。")
    return list(dict.fromkeys(told))


def exposed(files: Iterable[CaseFile]) -> list[tuple[CaseFile, list[str]]]:
    """The files that would go out with numbers that name a person uncovered, and the kinds of these."""
    found = (
        (each, [what for what in each.scan.get("personal", ()) if what != "电子邮箱"])
        for each in files
        if not _is_covered_here(each)
    )
    return [(each, kinds) for each, kinds in found if kinds]


def _is_covered_here(case_file: CaseFile) -> bool:
    return case_file.is_redacted and "copy_unread" not in case_file.scan


def _of_copy(case_file: CaseFile) -> Iterator[str]:
    """What a machine found in a copy that goes out, or could not look at."""
    name, scan = case_file.released_name, case_file.scan
    if scan.get("blind_pages"):
        yield f"“{name}”第 {'、'.join(map(str, scan['blind_pages']))} 页没有文字或者有大幅图片，请逐页看过。"
    if _is_covered_here(case_file):
        return
    if scan.get("personal"):
        yield f"“{name}”里有{'、'.join(scan['personal'])}，没有遮盖。"
    if unread := scan.get("copy_unread", scan.get("unread")):
        yield f"“{name}”{unread}，里面有没有个人信息请人看过。"


def _words_of(decision: Decision) -> Iterator[str]:
    yield from (value for value in decision.established.values() if isinstance(value, str))
    yield from (decision.reason, decision.note)
    yield from (str(value) for value in decision.words.values())


def _of_state(info_request: InfoRequest, outcome: Outcome, today: date) -> Iterator[Lack]:
    only = _ONLY.get(_State(info_request.state))
    if only is not None and outcome.code not in only:
        yield Lack(
            "outcome",
            f"{info_request}现在是“{info_request.get_state_display()}”，申请人还没有答复，不能选“{outcome}”。"
            "请先登记申请人的补正或者缴费；到期没有的，再终止办理。",
        )
    if info_request.due_on is not None and info_request.due_on < today and not info_request.overdue_reason:
        yield Lack(
            "overdue_reason",
            f"答复期限 {info_request.due_on.isoformat()} 已经过了，还没有说明超期的原因。",
            (ORDER_711.article(33, paragraph=2),),
            "overdue",
        )


def _of_keys(info_request: InfoRequest, outcome: Outcome, established: Established, today: date) -> Iterator[Lack]:
    for required in asked(outcome):
        value = established.get(required.key, "")
        if value == "":
            if not required.optional:
                yield Lack(required.key, f"缺少：{required.says}。", outcome.cites, _ACTS.get(required.key, ""))
        elif required.kind == "record":
            yield from _of_record(info_request, outcome, required, value, today)
        elif required.kind == "choice" and value not in dict(required.choices):
            words = "、".join(dict(required.choices).values())
            yield Lack(required.key, f"{required.says}：请从{words}中选一项。", outcome.cites)
        elif required.key in _IS_LAW and (why := why_not_law(str(value))):
            yield Lack(required.key, why, (*outcome.cites, str(LEGISLATION)))


def _of_record(
    info_request: InfoRequest, outcome: Outcome, required: Required, value: str | int, today: date
) -> Iterator[Lack]:
    act = _ACTS.get(required.key, "")
    if isinstance(value, str):
        if not required.instead:
            yield Lack(required.key, f"缺少记录：{required.says}。", outcome.cites, act)
        return
    named = next((each for each in options(info_request, required.key, today=today) if each.number == value), None)
    if named is None:
        yield Lack(required.key, f"这件申请没有所选的记录：{required.says}。", outcome.cites, act)
    elif named.why_not:
        yield Lack(required.key, f"{named.says}：{named.why_not}", outcome.cites, act)


def _of_objections(info_request: InfoRequest, outcome: Outcome) -> Iterator[Lack]:
    """An objection that stands keeps the whole from being given, unless the public interest asks for it."""
    for each in info_request.consultations.all():
        if each.party != Consultation.Party.THIRD_PARTY or each.answer != Consultation.Answer.OBJECTED:
            continue
        if each.is_reasonable is None:
            says = "第三方不同意公开，还没有判断它的理由是否成立。请先在征求意见记录里写明判断。"
        elif each.is_reasonable and not each.public_interest and outcome.code == "granted.provided":
            says = (
                "第三方不同意公开且理由成立，不能全部公开。请选部分公开或者不予公开；"
                "认为不公开可能对公共利益造成重大影响的，先写明理由。"
            )
        elif each.is_reasonable and outcome.code == "granted.provided" and _is_unsigned(each):
            says = "因公共利益公开的，要书面告知第三方：那份告知书还在等签发。请等签发以后再办。"
        else:
            continue
        yield Lack("consultation", says, (ORDER_711.article(15), ORDER_711.article(32)), "consultation")


def _is_unsigned(consultation: Consultation) -> bool:
    """Whether the letter that tells the third party still waits, and so the decision to disclose was not made."""
    return consultation.letters.filter(state__in=(Letter.State.REVIEWING, Letter.State.SIGNING)).exists()


def _of_parts(info_request: InfoRequest, established: Established, files: list[CaseFile]) -> Iterator[Lack]:
    """What is withheld in part stands under an article, and is seen in a covered copy or a file kept back."""
    kept_back = [each for each in info_request.files.all() if each.is_withheld]
    covered = [each for each in files if each.is_redacted]
    grounds = grounds_of([*covered, *kept_back], str(established.get("withheld_parts", "")))
    cites = (ORDER_711.article(37),)
    if not grounds:
        yield Lack("withheld_parts", "没有写不公开的部分依据哪一条（第十四条、第十五条或者第十六条）。", cites)
    if not covered and not kept_back and not str(established.get("no_copy_reason", "")).strip():
        yield Lack(
            "no_copy_reason",
            "没有遮盖过的副本，也没有标为不提供的文件。请先遮盖要提供的文件；不用遮盖件的，写明怎样区分处理。",
            cites,
            "redact",
        )
    if "15" in grounds and not established.get("third_party_record"):
        yield Lack(
            "third_party_record",
            "不公开的部分依据第十五条，没有征求第三方意见的记录，也没有写不征求的理由。",
            (ORDER_711.article(15), ORDER_711.article(32)),
            "consultation",
        )


# Where the records come from


def _third_parties(info_request: InfoRequest, today: date) -> Iterator[Option]:
    for each in info_request.consultations.all():
        if each.party != Consultation.Party.THIRD_PARTY:
            continue
        why_not = ""
        if not each.answer:
            why_not = "还没有登记意见。"
        elif each.answer == Consultation.Answer.AGREED:
            why_not = "第三方同意公开，不能以保护它的权益为由不公开。"
        elif each.answer == Consultation.Answer.OBJECTED and each.is_reasonable is None:
            why_not = "还没有判断第三方的理由是否成立。"
        elif each.answer == Consultation.Answer.OBJECTED and not each.is_reasonable:
            why_not = "已判断第三方的理由不成立。"
        yield Option(each.pk, f"{each.asked_on.isoformat()} {each}：{each.get_answer_display() or '未答复'}", why_not)


def _searches(info_request: InfoRequest, today: date) -> Iterator[Option]:
    for each in info_request.searches.all():
        yield Option(
            each.pk,
            f"{each.searched_on.isoformat()} {each}（{each.searched_by}）",
            "这次检索写着找到了。" if each.is_found else "",
        )


def _amendment_rounds(info_request: InfoRequest, today: date) -> Iterator[Option]:
    yield from (
        Option(each.pk, f"{each.on.isoformat()} 收到补正")
        for each in info_request.steps.all()
        if each.kind == Step.Kind.AMENDED
    )


def _explanation_rounds(info_request: InfoRequest, today: date) -> Iterator[Option]:
    explained = [each for each in info_request.steps.all() if each.kind == Step.Kind.EXPLAINED]
    yield from (Option(each.pk, f"{each.on.isoformat()} {each}") for each in explained)
    if explained:
        return
    for each in info_request.steps.all():
        if each.kind == Step.Kind.EXPLANATION_ASKED:
            until = str(each.details.get("until") or "")
            is_over = bool(until) and until < today.isoformat()
            yield Option(
                each.pk,
                f"{each.on.isoformat()} 要求说明理由" + ("，逾期没有说明" if is_over else ""),
                "" if is_over else "申请人还可以说明，请等期限过了，或者先登记申请人的说明。",
            )


def _amendments_overdue(info_request: InfoRequest, today: date) -> Iterator[Option]:
    if any(each.kind == Step.Kind.AMENDED for each in info_request.steps.all()):
        return
    for each in info_request.steps.all():
        if each.kind != Step.Kind.AMENDMENT_ASKED:
            continue
        until = str(each.details.get("until") or "")
        letters = info_request.letters.filter(kind="amendment_notice", state=Letter.State.ISSUED)
        why_not = ""
        if not until or until >= today.isoformat():
            why_not = f"补正期限{f'到 {until} ' if until else ''}还没有过。"
        elif not _is_proved(letters):
            why_not = "没有补正告知书送达的证明。请先登记送达和凭证。"
        yield Option(each.pk, f"{each.on.isoformat()} 要求补正，期限 {until or '没有写'}", why_not)


def _fees_overdue(info_request: InfoRequest, today: date) -> Iterator[Option]:
    for each in info_request.fees.all():
        if each.state not in (Fee.State.NOTICED, Fee.State.LAPSED):
            continue
        letters = info_request.letters.filter(fee=each, state=Letter.State.ISSUED)
        why_not = ""
        if each.due_on is None or each.due_on >= today:
            why_not = f"缴费期限{f'到 {each.due_on.isoformat()} ' if each.due_on else ''}还没有过。"
        elif not _is_proved(letters):
            why_not = "没有收费通知书送达的证明。请先登记送达和凭证。"
        yield Option(each.pk, f"收费通知 {each}，期限 {each.due_on.isoformat() if each.due_on else '没有定'}", why_not)


def _is_proved(letters: Any) -> bool:
    """Whether one of the letters reached its addressee, with something to show for it."""
    delivered = Delivery.objects.filter(letter__in=letters).exclude(delivered_on=None)
    return any(each.proof or each.file_id for each in delivered)


def _former_replies(info_request: InfoRequest, today: date) -> Iterator[Option]:
    replied = queries.same_applicant(info_request).exclude(replied_on=None)
    for each in replied[:MOST_FORMER]:
        yield Option(each.pk, f"{each.number} {each.title}（{each.replied_on:%Y-%m-%d} 答复）")


_SOURCES: dict[str, Callable[[InfoRequest, date], Iterator[Option]]] = {
    "third_party_record": _third_parties,
    "search_record": _searches,
    "amendment_round": _amendment_rounds,
    "explanation_round": _explanation_rounds,
    "amendment_overdue": _amendments_overdue,
    "fee_overdue": _fees_overdue,
    "former_reply": _former_replies,
}

_ACTS = {
    "third_party_record": "consultation",
    "search_record": "search",
    "amendment_round": "amendment",
    "explanation_round": "explanation",
    "amendment_overdue": "amendment",
    "fee_overdue": "fee",
}
"""The act that makes what a key asks for."""
