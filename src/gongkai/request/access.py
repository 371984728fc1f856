"""The only ways to reach a case: by whom, for what; and who may see who applied.

Everybody of the agency, and who supervises it, sees the case without the applicant. The applicant is seen by those who
handle the case: the agency's own officers who handle, review or sign. Where cases are assigned to units, a member of a
unit sees the applicants of the cases of that unit and of those in the member's own hands; handlers of no unit are the
disclosure office itself (政府信息公开工作机构) and see all.
"""

from collections.abc import Iterable

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast

from gongkai.agency import access
from gongkai.agency.models import Agency, Officer
from gongkai.agency.roles import Role
from gongkai.errors import NotYours, Refused
from gongkai.journal.models import Entry
from gongkai.journal.words import label
from gongkai.request.models import Complaint, Correction, Dispute, Exchange, InfoRequest, Letter

_HANDLING = frozenset({Role.HANDLER, Role.REVIEWER, Role.SIGNER})
_LOOKS = ("request.applicant_seen", "request.identity_seen", "request.dossier_asked")
"""What the journal keeps of a case although nothing of it changed."""
_WITH_DISPUTE = ("agency", "handler", "info_request", "decision", "after")
_WITH_COMPLAINT = ("agency", "against", "handler", "info_request")


class ChangedMeanwhile(Refused):
    """Somebody acted on the case since its page was opened."""


def visible_to(officer: Officer) -> QuerySet[InfoRequest]:
    """The cases of the agencies that the officer may see; never with the applicant's words."""
    return InfoRequest.objects.filter(access.scope(officer, prefix="agency__"))


def disputes_visible_to(officer: Officer) -> QuerySet[Dispute]:
    return Dispute.objects.filter(access.scope(officer, prefix="agency__"))


def corrections_visible_to(officer: Officer) -> QuerySet[Correction]:
    return Correction.objects.filter(access.scope(officer, prefix="agency__"))


def complaints_visible_to(officer: Officer) -> QuerySet[Complaint]:
    """The complaints that the officer's agencies deal with; not those against them."""
    return Complaint.objects.filter(access.scope(officer, prefix="agency__"))


def letters_visible_to(officer: Officer) -> QuerySet[Letter]:
    return Letter.objects.filter(access.scope(officer, prefix="agency__"))


def exchanges_visible_to(officer: Officer) -> QuerySet[Exchange]:
    """The files exchanged with the platform above, of the agencies whose cases the officer exports."""
    return Exchange.objects.filter(access.scope_for("request.exchange", officer, prefix="agency__"))


def for_reading(info_request_id: int, *, by: Officer) -> InfoRequest:
    """A case that the officer may see. Raises NotYours."""
    found = visible_to(by).select_related("agency", "handler", "unit", "applicant").filter(pk=info_request_id).first()
    if found is None:
        raise NotYours("没有这件申请，或者您不能查看它。")
    return found


def for_act(info_request_id: int, act: str, *, by: Officer, revision: int | None = None) -> InfoRequest:
    """A case locked for an act that the officer's role allows; other acts on it wait.

    `revision` is that of the page the act was decided on. Raises NotYours, NotYourRole, ChangedMeanwhile.
    """
    info_request = for_reading(info_request_id, by=by)
    access.require(act, by, info_request.agency)
    locked = lock(info_request.pk)
    if revision is not None and locked.revision != revision:
        raise ChangedMeanwhile(
            f"这件申请在您打开页面以后变了：{_latest(locked)}，您的操作没有执行。请看过现在的情况，再决定要不要办。"
        )
    return locked


def _latest(info_request: InfoRequest) -> str:
    """Who did what to the case or its letters last, as the journal has it: one query."""
    letters = info_request.letters.annotate(key=Cast("pk", CharField())).values("key")
    about = Q(subject_kind=InfoRequest._meta.label_lower, subject_id=str(info_request.pk))
    about |= Q(subject_kind=Letter._meta.label_lower, subject_id__in=letters)
    latest = Entry.objects.filter(about).exclude(act__in=_LOOKS).order_by("-pk").first()
    if latest is None:
        return "刚刚有变化"
    return f"{latest.by_name if latest.by_id else '申请人或系统'}刚刚办了“{label(latest.act)}”"


def dispute_for_reading(dispute_id: int, *, by: Officer) -> Dispute:
    """A dispute that the officer may see. Raises NotYours."""
    found = disputes_visible_to(by).select_related(*_WITH_DISPUTE).filter(pk=dispute_id).first()
    if found is None:
        raise NotYours("没有这件复议或诉讼，或者您不能查看它。")
    return found


def dispute_for_act(dispute_id: int, *, by: Officer, revision: int | None = None) -> Dispute:
    """A dispute locked with its case, the case first, for an act of who handles disputes.

    Raises NotYours, NotYourRole, ChangedMeanwhile.
    """
    dispute = dispute_for_reading(dispute_id, by=by)
    access.require("dispute.handle", by, dispute.agency)
    if dispute.info_request_id is not None:
        lock(dispute.info_request_id)
    Dispute.objects.select_for_update(no_key=True).only("pk").get(pk=dispute_id)
    locked = Dispute.objects.select_related(*_WITH_DISPUTE).get(pk=dispute_id)
    if revision is not None and locked.revision != revision:
        raise ChangedMeanwhile(
            "这件复议或诉讼在您打开页面以后有人办过，您的操作没有执行。请看过现在的情况，再决定要不要办。"
        )
    return locked


def correction_for_reading(correction_id: int, *, by: Officer) -> Correction:
    """A correction that the officer may see. Raises NotYours, NotYourRole."""
    found = corrections_visible_to(by).select_related("agency", "handler").filter(pk=correction_id).first()
    if found is None:
        raise NotYours("没有这件更正申请，或者您不能查看它。")
    access.require("correction.see", by, found.agency)
    return found


def correction_for_act(correction_id: int, *, by: Officer) -> Correction:
    """A correction locked for an act of who handles it. Raises NotYours, NotYourRole."""
    access.require("correction.handle", by, correction_for_reading(correction_id, by=by).agency)
    Correction.objects.select_for_update(no_key=True).only("pk").get(pk=correction_id)
    return Correction.objects.select_related("agency", "handler").get(pk=correction_id)


def complaint_for_reading(complaint_id: int, *, by: Officer) -> Complaint:
    """A complaint that the officer's agency deals with. Raises NotYours, NotYourRole."""
    found = complaints_visible_to(by).select_related(*_WITH_COMPLAINT).filter(pk=complaint_id).first()
    if found is None:
        raise NotYours("没有这件投诉举报，或者您不能查看它。")
    access.require("complaint.see", by, found.agency)
    return found


def complaint_for_act(complaint_id: int, *, by: Officer) -> Complaint:
    """A complaint locked for an act of who handles it. Raises NotYours, NotYourRole."""
    access.require("complaint.handle", by, complaint_for_reading(complaint_id, by=by).agency)
    Complaint.objects.select_for_update(no_key=True).only("pk").get(pk=complaint_id)
    return Complaint.objects.select_related(*_WITH_COMPLAINT).get(pk=complaint_id)


def may_see_corrector(correction: Correction, officer: Officer) -> bool:
    """Whether the officer handles, reviews or signs in the agency, and so may see who asks for the correction."""
    return bool(access.standing(officer).roles_in(correction.agency) & _HANDLING)


def may_see_complainant(complaint: Complaint, officer: Officer) -> bool:
    """Whether the officer works on complaints in the very agency that deals with this one, not above it."""
    roles = _HANDLING | {Role.SUPERVISOR}
    held = access.standing(officer).held
    return any(agency_id == complaint.agency_id and role in roles for agency_id, _, role in held)


def lock(info_request_id: int) -> InfoRequest:
    """A case held until the transaction ends; for acts of the applicant and the site, which reached it otherwise.

    What it leads to is read once it is held: PostgreSQL gives who waited the case anew, but its joined rows as before.
    """
    InfoRequest.objects.select_for_update(no_key=True).only("pk").get(pk=info_request_id)
    return InfoRequest.objects.select_related("agency", "handler", "unit", "applicant").get(pk=info_request_id)


def for_either(info_request_id: int, act: str, *, by: Officer | None, revision: int | None = None) -> InfoRequest:
    """A case locked for what an officer records of the applicant, or the applicant does himself: `by` is then nobody,
    and the portal has reached the case by its code and a second factor."""
    return lock(info_request_id) if by is None else for_act(info_request_id, act, by=by, revision=revision)


def may_see_applicant(info_request: InfoRequest, officer: Officer) -> bool:
    """Whether the officer handles the case, and so may see who applied. One query for a member of units."""
    if not access.standing(officer).roles_in(info_request.agency) & _HANDLING:
        return False
    if info_request.handler_id == officer.pk:
        return True
    if access.standing(officer).roles_in(info_request.agency) & {Role.REVIEWER, Role.SIGNER}:
        return True
    units = units_of(officer, info_request.agency)
    return not units or info_request.unit_id in units


def may_see_letter(letter: Letter, officer: Officer) -> bool:
    """Whether the officer may read a letter: it names whom it goes to, and what it is about has those who handle it."""
    if letter.info_request is not None:
        return may_see_applicant(letter.info_request, officer)
    if letter.complaint is not None:
        return may_see_complainant(letter.complaint, officer)
    return bool(access.standing(officer).roles_in(letter.agency) & _HANDLING)


def applicants_seen(officer: Officer, agency: Agency) -> Q:
    """What keeps a query of the agency's cases within those whose applicants the officer may see."""
    roles = access.standing(officer).roles_in(agency)
    if not roles & _HANDLING:
        return Q(pk__in=[])
    units = units_of(officer, agency)
    if not units or roles & {Role.REVIEWER, Role.SIGNER}:
        return Q()
    return Q(unit__in=units) | Q(handler=officer)


def units_of(officer: Officer, agency: Agency) -> frozenset[int]:
    """The open units of the agency that the officer is a member of; kept on the officer for the length of a request."""
    kept: dict[int, frozenset[int]] = officer.__dict__.setdefault("_units", {})
    if agency.pk not in kept:
        units = officer.units.filter(agency=agency, closed_on=None)
        kept[agency.pk] = frozenset(units.values_list("pk", flat=True))
    return kept[agency.pk]


def require_applicant(info_request: InfoRequest, officer: Officer) -> None:
    """Refuse to show who applied to who does not handle the case. Raises NotYours."""
    if not may_see_applicant(info_request, officer):
        raise NotYours("申请人的身份信息只给办理这件申请的人看。")


def handlers(agency: Agency) -> Iterable[Officer]:
    """The officers whose role lets them handle cases of the agency."""
    from django.utils import timezone

    held = agency.appointments.held_on(timezone.localdate()).as_one_of([Role.HANDLER])
    return Officer.objects.filter(pk__in=held.values("officer"), is_active=True).order_by("name")
