"""台账: what lists of requests show; the year's tables three and four are counted in `counting`.

of_agency(agency, officer)    in_states(cases)    same_applicant(case)    in_month(case)    alike(case)    missing(case)
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from unicodedata import normalize

from django.db.models import Count, QuerySet
from django.db.models.functions import Substr
from rapidfuzz import fuzz, process

from gongkai.agency import credit_codes
from gongkai.agency.models import Agency, Officer
from gongkai.request import access, naming, sealing
from gongkai.request.counting import (  # noqa: F401  # the year's tables three and four, counted there
    challenges_cell,
    challenges_table,
    complaints,
    of_province,
    requests_cell,
    requests_table,
)
from gongkai.request.models import Applicant, InfoRequest
from gongkai.vetting import identifiers

_State = InfoRequest.State

ALIKE = 80
"""How alike two descriptions must be, of 100, to ask for the same."""
COMPARED = 300
"""The most recent cases that one is compared with."""
COMPARED_DAYS = 730
_COMPARED_LENGTH = 300
MANY = 3
"""Applicants asking for the same, from which publishing it is proposed (条例第四十四条); the law gives no number."""

NOT_LISTED = ("description", "purpose", "rating_words")


def of_agency(agency: Agency, officer: Officer) -> QuerySet[InfoRequest]:
    """The cases of an agency that the officer may see, with what a row shows: never the applicant."""
    found = access.visible_to(officer).filter(agency=agency)
    return found.select_related("handler", "unit").defer(*NOT_LISTED)


def by_state(cases: QuerySet[InfoRequest]) -> Counter[str]:
    """How many cases are in each state: one query."""
    return Counter(dict(cases.order_by().values_list("state").annotate(count=Count("pk"))))


def by_name(cases: QuerySet[InfoRequest], name: str, officer: Officer, agency: Agency) -> QuerySet[InfoRequest]:
    """The cases of an applicant of exactly this name, among those whose applicants the officer may see."""
    return cases.filter(access.applicants_seen(officer, agency), applicant__name_key=sealing.blind("name", name))


def same_applicant(info_request: InfoRequest) -> QuerySet[InfoRequest]:
    """The other cases of the same applicant at the same agency, the latest first; none where nobody is named."""
    who = info_request.applicant
    same = Applicant.objects.filter(identity_key=who.identity_key)
    if not who.identity_key:
        if not who.name_key:
            return InfoRequest.objects.none()
        same = same.filter(name_key=who.name_key, contact_key=who.contact_key)
    others = InfoRequest.objects.filter(applicant__in=same, agency=info_request.agency_id)
    return others.exclude(pk=info_request.pk).exclude(state=_State.VOID).order_by("-pk")


def in_month(info_request: InfoRequest) -> int:
    """How many requests of this applicant the agency received in the same calendar month, this one included."""
    on = info_request.received_on
    if on is None:
        return 0
    first = on.replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    return 1 + same_applicant(info_request).filter(received_on__gte=first, received_on__lt=following).count()


@dataclass(frozen=True, slots=True)
class Alike:
    """A case in nearly the same words: how alike, of 100, whether the same applicant asks, and for the same matter.

    The register of 2022 is another matter than that of 2023: the same matter has the same numbers in it.
    """

    info_request_id: int
    percent: int
    is_same_applicant: bool
    is_same_matter: bool


def alike(info_request: InfoRequest) -> tuple[list[Alike], int]:
    """Recent cases of the agency in nearly the same words, and how many applicants ask for the same matter."""
    since = info_request.arrived_on - timedelta(days=COMPARED_DAYS)
    others = InfoRequest.objects.filter(agency=info_request.agency_id, arrived_on__gte=since)
    others = others.exclude(pk=info_request.pk).exclude(state=_State.VOID).order_by("-pk")
    rows = others.annotate(beginning=Substr("description", 1, _COMPARED_LENGTH)).values_list(
        "pk", "beginning", "applicant__identity_key", "applicant__name_key"
    )[:COMPARED]
    known = {pk: (words, identity or name or str(pk)) for pk, words, identity, name in rows}
    who = info_request.applicant
    mine = who.identity_key or who.name_key or ""
    found = process.extract(
        _plain(info_request.description[:_COMPARED_LENGTH]),
        {pk: _plain(words) for pk, (words, _) in known.items()},
        scorer=fuzz.ratio,
        score_cutoff=ALIKE,
        limit=COMPARED,
    )
    numbers = _numbers(info_request.description)
    alike = [Alike(pk, int(score), known[pk][1] == mine, _numbers(known[pk][0]) == numbers) for _, score, pk in found]
    people = {known[each.info_request_id][1] for each in alike if each.is_same_matter} | {mine}
    return sorted(alike, key=lambda each: (not each.is_same_matter, -each.percent)), len(people)


def missing(info_request: InfoRequest, words: Mapping[str, str], *, on: date) -> list[str]:
    """What of the three groups of 条例第二十九条第二款 the application lacks: reasons to ask for an amendment.

    Nothing of it keeps a request from being registered. `words` are the applicant's.
    """
    return [*_missing_of_applicant(info_request.applicant.kind, words, on), *_missing_of_wish(info_request)]


def _missing_of_applicant(kind: str, words: Mapping[str, str], on: date) -> Iterable[str]:
    is_person = kind == Applicant.Kind.NATURAL_PERSON
    if not words.get("name"):
        yield "没有申请人的姓名或名称"
    if is_person and not words.get("id_number"):
        yield "没有申请人的身份证明（证件号码）"
    elif is_person and words.get("id_kind", "居民身份证") == "居民身份证":
        number = words.get("id_number", "").upper()
        if not (identifiers.is_identity_number(number, on) or identifiers.is_old_identity_number(number, on)):
            yield "居民身份证号码不对（位数或校验位），请核对原件"
    elif not is_person and not words.get("credit_code"):
        yield "没有统一社会信用代码或其他身份证明"
    elif not is_person and (fault := credit_codes.fault(words.get("credit_code", ""))):
        yield fault
    if not any(words.get(name) for name in ("mobile", "email", "fax", "address")):
        yield "没有联系方式"


def _missing_of_wish(info_request: InfoRequest) -> Iterable[str]:
    if not info_request.description and info_request.title == naming.UNWRITTEN:
        yield "没有写明所需信息的名称、文号或便于查询的其他特征"


def _numbers(words: str) -> set[str]:
    """The years and other numbers of a text."""
    return set(re.findall(r"\d+", normalize("NFKC", words[:_COMPARED_LENGTH])))


def _plain(words: str) -> str:
    return "".join(words.split())
