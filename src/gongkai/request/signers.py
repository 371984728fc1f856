"""审签的人: who may give the next sign-off of a letter that waits, and whom it waits for.

next_sign_off(letter) -> the act     may_sign(letter, officer)     awaited(letter) -> the names of who may
is_last_signer(letter, officer): whether nobody could sign any more once this officer has reviewed
"""

from collections.abc import Iterable

from django.conf import settings
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.agency.models import Agency, Officer
from gongkai.agency.roles import MAY, Role
from gongkai.request.letters import kinds
from gongkai.request.models import Letter, SignOff

REVIEW, SIGN = "request.review", "request.sign"


def next_sign_off(letter: Letter) -> str:
    """The act that a waiting letter waits for; "" for any other."""
    if letter.state not in (Letter.State.REVIEWING, Letter.State.SIGNING):
        return ""
    return kinds.by_code(letter.kind).signs[len(_passed(letter))]


def may_sign(letter: Letter, officer: Officer) -> bool:
    """Whether it is this officer's turn: of the role, not who wrote it, and no review by who alone could sign then."""
    act = next_sign_off(letter)
    if not act or letter.by_id == officer.pk or not agencies.may(act, officer, letter.agency):
        return False
    if not are_enough(letter, _passed(letter), officer):
        return False
    return not (is_last_signer(letter, officer) and _others(letter, REVIEW, officer))


def is_last_signer(letter: Letter, officer: Officer) -> bool:
    """Whether a letter that waits for its review could be signed by nobody once this officer has reviewed it."""
    if settings.GONGKAI.letter_people < 3 or next_sign_off(letter) != REVIEW:
        return False
    if SIGN not in kinds.by_code(letter.kind).signs or not agencies.may(SIGN, officer, letter.agency):
        return False
    return letter.by_id != officer.pk and not _others(letter, SIGN, officer)


def are_enough(letter: Letter, passed: Iterable[SignOff], officer: Officer) -> bool:
    """Whether as many different people have a hand in a letter as the site asks, this sign-off counted."""
    passed = list(passed)
    people = {each.by_id for each in passed} | {letter.by_id, officer.pk}
    return bool(len(people) >= min(settings.GONGKAI.letter_people, len(passed) + 2))


def awaited(letter: Letter) -> list[str]:
    """The names of who may give the next sign-off, so that it can be signed after it."""
    act = next_sign_off(letter)
    if not act:
        return []
    passed = {each.by_id for each in _passed(letter)} if settings.GONGKAI.letter_people > 2 else set()
    able = {pk: name for pk, name in able_to(letter.agency, act).items() if pk not in passed | {letter.by_id}}
    signers = {pk for pk in able_to(letter.agency, SIGN) if pk != letter.by_id}
    if act == REVIEW and settings.GONGKAI.letter_people > 2 and len(signers) == 1 and set(able) - signers:
        able = {pk: name for pk, name in able.items() if pk not in signers}
    return list(able.values())


def able_to(agency: Agency, act: str) -> dict[int, str]:
    """The officers whose role in the agency allows an act today, by number; kept with the agency."""
    held: list[tuple[int, str, str]] | None = agency.__dict__.get("_examiners")
    if held is None:
        rows = agency.appointments.held_on(timezone.localdate()).as_one_of(MAY[REVIEW])
        rows = rows.filter(officer__is_active=True).order_by("officer_id")
        held = list(rows.values_list("officer_id", "officer__name", "role"))
        agency.__dict__["_examiners"] = held
    return {pk: name for pk, name, role in held if Role(role) in MAY[act]}


def _others(letter: Letter, act: str, officer: Officer) -> set[int]:
    return {*able_to(letter.agency, act)} - {officer.pk, letter.by_id}


def _passed(letter: Letter) -> list[SignOff]:
    return [each for each in letter.sign_offs.all() if each.is_passed]
