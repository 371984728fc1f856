"""归档: a case is archived once its five links are complete; handed to an archive by a list; erased at its time.

《政府信息公开条例》第四十五条: 「建立健全政府信息公开申请登记、审核、办理、答复、归档的工作制度」.
"""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from gongkai.agency import access as agencies
from gongkai.agency.models import Agency, Officer
from gongkai.disclosure import files
from gongkai.disclosure.refusals import written
from gongkai.errors import NotYours, Refused
from gongkai.journal import recording as journal
from gongkai.law.calendar import long_words
from gongkai.law.statutes import ORDER_711
from gongkai.request import access, naming, numbering, retention, states, steps, waiting
from gongkai.request.models import (
    ArchiveList,
    CaseFile,
    Consultation,
    Delivery,
    IdentityFile,
    InfoRequest,
    Letter,
    Message,
    SignOff,
    Step,
)

LIST = "archive_list"
ERASED = "（到期已删除）"
"""The name of a file whose term is over."""

MOST = 200
"""Dossiers of one list."""

_CITES = (ORDER_711.article(45),)
_WAITING = (Letter.State.REVIEWING, Letter.State.SIGNING)


@transaction.atomic
def archive(info_request_id: int, *, by: Officer, today: date, revision: int | None = None) -> InfoRequest:
    """归档: refuses a case that lacks a link, naming which, and one that is disputed."""
    info_request = access.for_act(info_request_id, "request.archive", by=by, revision=revision)
    states.refuse_unless_allowed(info_request, Step.Kind.ARCHIVED)
    if missing := lacks(info_request):
        raise Refused(f"{info_request}还不能归档，缺 {len(missing)} 项。请补上再归档。", details=missing, cites=_CITES)
    if info_request.disputes.filter(waiting.DISPUTE_OPEN).exists():
        raise Refused(f"{info_request}有没有结束的复议或诉讼，不能归档。请等结果登记以后再归档。")
    info_request.archived_on = today
    info_request.keep_until = retention.keep_until(today)
    _date_identity_files(info_request, today=today)
    steps.take(
        info_request,
        Step.Kind.ARCHIVED,
        by=by,
        on=today,
        recorded={"keep_until": info_request.keep_until, "is_kept_for_good": info_request.keep_until is None},
    )
    return info_request


def lacks(info_request: InfoRequest) -> list[str]:
    """What is missing of 登记、审核、办理、答复 and of the delivery, each in a sentence."""
    kinds = {step.kind for step in info_request.steps.all()}
    missing = []
    if not info_request.number or info_request.received_on is None:
        missing.append("登记：没有登记编号或收到申请的日期。")
    is_withdrawn = Step.Kind.WITHDRAWN in kinds
    letter = reply_of(info_request)
    if not is_withdrawn:
        if letter is None or not SignOff.objects.filter(letter=letter, is_passed=True).exists():
            missing.append("审核：没有答复书的审核、签发记录。")
        if not info_request.decisions.exclude(effective_on=None).filter(undone_on=None).exists():
            missing.append("办理：没有生效的办理结果。")
        if letter is None:
            missing.append("答复：没有发出的答复书或者终止办理告知书。")
        elif not letter.deliveries.exclude(delivered_on=None).exists():
            missing.append("答复：答复书没有送达的记录。")
    if info_request.letters.filter(state__in=_WAITING).exists():
        missing.append("办理：还有文书在等审签。")
    return missing


def reply_of(info_request: InfoRequest) -> Letter | None:
    """The letter that answered a case, its own or that of the case it was merged into; the latest that stands."""
    replied = info_request.steps.filter(kind__in=(Step.Kind.REPLIED, Step.Kind.CLOSED)).order_by("-pk").first()
    if replied is None:
        return None
    return Letter.objects.filter(pk=replied.details.get("letter"), state=Letter.State.ISSUED).first()


@transaction.atomic
def hand_over(
    agency_id: int, *, by: Officer, today: date, numbers: Collection[int], receiver: str, received_by: str = ""
) -> ArchiveList:
    """移交档案馆: archived dossiers, by a numbered list; which of them stays with the agency is marked nowhere else."""
    agency = agencies.for_act(agency_id, "request.archive", by=by)
    receiver = written(receiver, "接收单位")
    wanted = sorted(set(numbers))
    if not wanted:
        raise Refused("没有选案卷。请勾选要移交的案卷。")
    if len(wanted) > MOST:
        raise Refused(f"一份清单最多{MOST}卷。请分几份移交。")
    cases = [access.lock(number) for number in _of_agency(agency, wanted)]
    if len(cases) != len(wanted):
        raise NotYours("选的案卷里有的不在这个机关。")
    refused = [f"{each}：{why}" for each in cases if (why := _why_not(each))]
    if refused:
        raise Refused(f"有 {len(refused)} 卷不能移交，清单没有生成。", details=refused)
    made = ArchiveList.objects.create(
        agency=agency,
        number=numbering.numbered(agency, today.year, LIST),
        receiver=receiver,
        received_by=received_by.strip(),
        by=by,
        on=today,
    )
    for info_request in cases:
        info_request.handed_to_archive_on, info_request.archive_list = today, made
        info_request.save(update_fields=["handed_to_archive_on", "archive_list"])
        journal.record("request.handed_over", info_request, by=by, on=today, receiver=receiver, number=made.number)
    return made


def _of_agency(agency: Agency, numbers: Collection[int]) -> list[int]:
    held = InfoRequest.objects.filter(agency=agency, pk__in=numbers).order_by("pk")
    return list(held.values_list("pk", flat=True))


def _why_not(info_request: InfoRequest) -> str:
    if info_request.state != InfoRequest.State.ARCHIVED:
        return f"现在是“{info_request.get_state_display()}”，还没有归档。"
    if info_request.handed_to_archive_on is not None:
        return f"已于{long_words(info_request.handed_to_archive_on)}移交。"
    if info_request.disputes.filter(waiting.DISPUTE_OPEN).exists():
        return "有没有结束的复议或诉讼。"
    return ""


# What goes at its time


@transaction.atomic
def delete_identity_files(info_request_id: int, *, today: date) -> int:
    """删除身份证明: of a closed case whose day has come, unless it is or may still be disputed. How many."""
    info_request = access.lock(info_request_id)
    if info_request.state not in retention.CLOSED:
        return 0
    _date_identity_files(info_request, today=today)
    due = info_request.applicant.identity_files.filter(deleted_on=None, delete_on__lt=today)
    held = list(due)
    if not held or not retention.is_free(info_request, today=today):
        return 0
    due.update(deleted_on=today)
    journal.record("request.identity_deleted", info_request, by=None, on=today, count=len(held))
    hashes = [each.hash for each in held]
    transaction.on_commit(lambda: _remove(hashes))
    return len(held)


@transaction.atomic
def erase_applicant(info_request_id: int, *, today: date) -> bool:
    """删除申请人信息: at the end of its term everything sealed of a case goes, and its files; what was written in plain
    words stays without what names the applicant; numbers, kinds and days remain."""
    info_request = access.lock(info_request_id)
    applicant = info_request.applicant
    if (
        not retention.is_over(info_request, today=today)
        or applicant.erased_on is not None
        or not retention.is_free(info_request, today=today)
    ):
        return False
    words = applicant.words
    for name in ("description", "purpose"):
        setattr(info_request, name, naming.covered(getattr(info_request, name), words, on=today))
    info_request.save(update_fields=["description", "purpose"])
    applicant.tell({})
    applicant.sealed, applicant.erased_on = b"", today
    applicant.save()
    Letter.objects.filter(info_request=info_request).update(content=b"", words={})
    Consultation.objects.filter(info_request=info_request).update(sealed=b"", opinion="")
    CaseFile.objects.filter(info_request=info_request).update(
        name=ERASED, hash="", shown_hash="", released_hash="", released_name="", scan={}, covers=b""
    )
    Delivery.objects.filter(letter__info_request=info_request).update(proof="", failed_reason="")
    info_request.decisions.update(words={})
    Message.objects.filter(info_request=info_request).update(sealed=b"")
    journal.record("request.applicant_erased", info_request, by=None, on=today)
    return True


def _date_identity_files(info_request: InfoRequest, *, today: date) -> None:
    """Say from which day the identity files of a closed case are deleted; anew where it was opened again."""
    day = retention.delete_identity_on(info_request, today=today)
    held = info_request.applicant.identity_files.filter(deleted_on=None)
    if info_request.delivered_on is None and info_request.replied_on is None:
        held = held.filter(delete_on=None)  # made void: counted from the day it was first looked at
    held.update(delete_on=day)


def _remove(hashes: list[str]) -> None:
    """The files themselves, where no other record names the same."""
    for hash in hashes:
        if not IdentityFile.objects.filter(hash=hash, deleted_on=None).exists():
            files.path("identity", hash).unlink(missing_ok=True)
