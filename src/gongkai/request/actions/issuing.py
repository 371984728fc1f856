"""制发文书: a letter is made, signed off by those its kind asks for, numbered, sealed and issued; then it takes effect.

    issue(case, "amendment_notice", by=, today=, words={…})     one that nobody has to sign off
    submit(case, "extension_notice", by=, today=, words={…})    one that waits for its sign-offs
    sign(letter_id, …), send_back(letter_id, …, reason=)        of who may; never of who wrote it
    sign_each({letter_id: revision}, …)                         several of a kind that is not read one by one

What the letter is for happens when it is issued. The module of that act says what:

    @issuing.on_issue("extension_notice")
    def takes_effect(letter: Letter, *, by: Officer, today: date) -> None: …

`on_issue("reply")` stands for every reply.<outcome>. The case of the letter is locked meanwhile, and the same record.
`words` are what the act gives and the officer wrote, by the places and parts of the template; days may stand in them.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Protocol, TypeVar, Unpack

from django.db import transaction

from gongkai.agency import access as agencies
from gongkai.agency.models import Agency, Officer
from gongkai.errors import NotYours, Refused
from gongkai.journal import recording as journal
from gongkai.request import access, numbering, sealing, signers, steps, telling
from gongkai.request.access import ChangedMeanwhile
from gongkai.request.letters import content, facts, kinds, making
from gongkai.request.letters.kinds import Kind
from gongkai.request.letters.making import About
from gongkai.request.models import InfoRequest, Letter, SignOff

T = TypeVar("T")
_WAITING = (Letter.State.REVIEWING, Letter.State.SIGNING)
TOGETHER = ("fee_notice", "extension_notice")
"""Kinds of which several are signed at once; any other letter is read by itself."""


class Effect(Protocol):
    """What an issued letter brings about."""

    def __call__(self, letter: Letter, *, by: Officer, today: date) -> object: ...


class Undoing(Protocol):
    """What a letter sent back brings about."""

    def __call__(self, letter: Letter, *, by: Officer, today: date, reason: str) -> object: ...


_EFFECTS: dict[str, list[Effect]] = {}
_UNDOINGS: dict[str, list[Undoing]] = {}


def on_issue(*codes: str) -> Callable[[Effect], Effect]:
    """Register what happens when a letter of a kind is issued; "reply" for every reply."""

    def register(effect: Effect) -> Effect:
        for code in codes:
            _EFFECTS.setdefault(code, []).append(effect)
        return effect

    return register


def on_send_back(*codes: str) -> Callable[[Undoing], Undoing]:
    """Register what happens when a letter of a kind is sent back to who wrote it."""

    def register(undoing: Undoing) -> Undoing:
        for code in codes:
            _UNDOINGS.setdefault(code, []).append(undoing)
        return undoing

    return register


@transaction.atomic
def issue(
    info_request: InfoRequest | None,
    kind: str,
    *,
    by: Officer | None,
    today: date,
    words: Mapping[str, Any] | None = None,
    **about: Unpack[About],
) -> Letter:
    """制发: a letter that nobody has to sign off, numbered and sealed at once.

    The act that asks for it has locked the case and asked for the role. Refuses a letter that lacks something.
    """
    letter = making.letter(info_request, kind, by=by, today=today, words=words, **about)
    if kinds.by_code(kind).signs:
        raise ValueError(f"{kind} must be signed off: submit it")
    _issued(letter, by=by, today=today)
    return letter


@transaction.atomic
def submit(
    info_request: InfoRequest | None,
    kind: str,
    *,
    by: Officer,
    today: date,
    words: Mapping[str, Any] | None = None,
    **about: Unpack[About],
) -> Letter:
    """提交审签: a letter that waits for its sign-offs. Refuses one that lacks something, or a second of its kind."""
    letter = making.letter(info_request, kind, by=by, today=today, words=words, **about)
    letter.state = _waits_for(kinds.by_code(kind), 0)
    waiting = Letter.objects.filter(info_request=info_request, kind=kind, state__in=_WAITING)
    if info_request is not None and waiting.filter(consultation=letter.consultation).exists():
        raise Refused(f"{info_request}已有一份《{kinds.by_code(kind)}》在等审签，不能再提交一份。请等它签发或退回。")
    making.of(letter, today=today)
    letter.save()
    journal.record("letter.submitted", letter, by=by, on=today, title=making.named(letter))
    telling.to_sign(letter)
    return letter


@transaction.atomic
def sign(letter_id: int, *, by: Officer, today: date, revision: int | None = None) -> Letter:
    """审签: pass a letter that waits; the last sign-off issues it. `revision` is that of the case on the page."""
    letter = _waiting(letter_id, by=by, revision=revision)
    kind = kinds.by_code(letter.kind)
    passed = _passed(letter)
    act = kind.signs[len(passed)]
    _refuse_own(letter, by)
    if not signers.are_enough(letter, passed, by):
        raise Refused(
            f"您已经审核过这份《{kind}》，签发须由另一个人办理。请交分管领导签发；"
            "确实只有一个人可以审签的，由平台管理员把设置 letter_people 改为 2。"
        )
    SignOff.objects.create(letter=letter, act=act, is_passed=True, by=by, on=today)
    telling.signed(letter)
    if len(passed) + 1 < len(kind.signs):
        letter.state = _waits_for(kind, len(passed) + 1)
        letter.save()
        journal.record("letter.passed", letter, by=by, on=today, title=making.named(letter))
        telling.to_sign(letter)
        if letter.info_request is not None:
            steps.changed(letter.info_request, today=today)
    else:
        _issued(letter, by=by, today=today)
    return letter


def sign_each(seen: Mapping[int, int | None], *, by: Officer, today: date) -> dict[int, str]:
    """一并同意: letters of one kind, each in a transaction of its own; why one was not signed, by letter.

    `seen` holds the letters, each with the revision of its case on the page.
    """
    found = dict(access.letters_visible_to(by).filter(pk__in=seen).order_by("pk").values_list("pk", "kind"))
    if len(found) < len(seen):
        raise NotYours("有的文书不存在，或者您不能查看。")
    if len({*found.values()}) > 1 or not {*found.values()} <= {*TOGETHER}:
        names = "、".join(f"《{kinds.by_code(code)}》" for code in TOGETHER)
        raise Refused(f"只有同一种{names}可以一并同意；答复书等要一份一份看过再办。")
    refused = {}
    for number in found:
        try:
            sign(number, by=by, today=today, revision=seen[number])
        except Refused as refusal:
            refused[number] = refusal.message
    return refused


@transaction.atomic
def send_back(letter_id: int, *, by: Officer, today: date, reason: str, revision: int | None = None) -> Letter:
    """退回: a letter that waits goes back to who wrote it, with the reason; it never had a number."""
    letter = _waiting(letter_id, by=by, revision=revision)
    _refuse_own(letter, by)
    reason = reason.strip()
    if not reason:
        raise Refused("请写明退回的理由，好让拟稿人知道怎么改。")
    act = kinds.by_code(letter.kind).signs[len(_passed(letter))]
    SignOff.objects.create(letter=letter, act=act, is_passed=False, reason=reason, by=by, on=today)
    telling.signed(letter)
    letter.state = Letter.State.RETURNED
    letter.save()
    journal.record("letter.returned", letter, by=by, on=today, title=making.named(letter), reason=reason)
    for undoing in _of(_UNDOINGS, letter.kind):
        undoing(letter, by=by, today=today, reason=reason)
    if letter.decision_id is None:  # that a reply came back is told with its step
        telling.sent_back(letter, by=by, reason=reason)
    return letter


@transaction.atomic
def void(letter_id: int, *, by: Officer, today: date, reason: str) -> Letter:
    """作废: an issued letter keeps its number, marked with the reason; nothing that it brought about is undone here."""
    letter = _locked(letter_id, by)
    agencies.require("request.void", by, letter.agency)
    if letter.state != Letter.State.ISSUED:
        raise Refused(
            f"这份《{kinds.by_code(letter.kind)}》是“{letter.get_state_display()}”，只有已制发的文书可以作废。"
        )
    if not reason.strip():
        raise Refused("请写明作废的理由：文号保留，理由记在文书上。")
    letter.state, letter.void_reason = Letter.State.VOID, reason.strip()
    letter.save()
    journal.record("letter.voided", letter, by=by, on=today, title=making.named(letter), reason=reason.strip())
    return letter


def drop_waiting(info_request: InfoRequest, *, by: Officer | None, today: date, reason: str) -> int:
    """撤回待审签的文书: those of a locked case that ends otherwise. How many."""
    letters = list(info_request.letters.filter(state__in=_WAITING))
    for letter in letters:
        letter.state, letter.void_reason = Letter.State.VOID, reason
        letter.save()
        telling.signed(letter)
        journal.record("letter.voided", letter, by=by, on=today, title=making.named(letter), reason=reason)
    return len(letters)


def _issued(letter: Letter, *, by: Officer | None, today: date) -> None:
    """Number, seal and keep a letter, and do what it is for: all in the transaction of the act."""
    kind = kinds.by_code(letter.kind)
    letter.issued_on, letter.state = today, Letter.State.ISSUED
    making.of(letter, today=today)  # refuses what lacks something, before a number is taken
    letter.number = _number(letter.agency, kind, today)
    letter.content = sealing.seal(content.plain(making.of(letter, today=today)))
    letter.save()
    journal.record("letter.issued", letter, by=by, on=today, title=making.named(letter), number=letter.number)
    for effect in _of(_EFFECTS, letter.kind):
        assert by is not None
        effect(letter, by=by, today=today)


def _number(agency: Agency, kind: Kind, today: date) -> str:
    """The agency's word, the year, the number and the mark of the kind: counted apart for each mark."""
    word = facts.word(agency)
    return f"{word}〔{today.year}〕{numbering.next_number(agency, today.year, f'{word}-{kind.mark}')}号-{kind.mark}"


def _waiting(letter_id: int, *, by: Officer, revision: int | None) -> Letter:
    """A letter that waits for a sign-off the officer may give, locked with its case."""
    letter = _locked(letter_id, by)
    kind, info_request = kinds.by_code(letter.kind), letter.info_request
    is_old = revision is not None and info_request is not None and info_request.revision != revision
    if letter.state not in _WAITING or is_old:
        latest = letter.sign_offs.select_related("by").order_by("-pk").first()
        what = f"{latest.by}已经{latest}" if latest else f"它现在是“{letter.get_state_display()}”"
        raise ChangedMeanwhile(
            f"这份《{kind}》或它的申请在您打开页面以后变了：{what}，您的操作没有执行。请看过现在的情况再定。"
        )
    agencies.require(kind.signs[len(_passed(letter))], by, letter.agency)
    return letter


def _locked(letter_id: int, by: Officer) -> Letter:
    """A letter that the officer may see, held with its case: the case first, as every act does."""
    found = access.letters_visible_to(by).filter(pk=letter_id).first()
    if found is None:
        raise NotYours("没有这份文书，或者您不能查看它。")
    info_request = access.lock(found.info_request_id) if found.info_request_id else None
    letter = Letter.objects.select_for_update(of=("self",), no_key=True).get(pk=letter_id)
    if info_request is not None:
        letter.info_request = info_request
        letter.agency = info_request.agency
    return letter


def _refuse_own(letter: Letter, by: Officer) -> None:
    if letter.by_id == by.pk:
        raise Refused("这份文书是您拟的，须由别人审签。")


def _passed(letter: Letter) -> list[SignOff]:
    return [each for each in letter.sign_offs.all() if each.is_passed]


def _waits_for(kind: Kind, number: int) -> Letter.State:
    """The state of a letter that waits for its nth sign-off: the last of several is the signing, others review."""
    if not kind.signs:
        raise ValueError(f"{kind.code} needs no sign-off: issue it")
    return Letter.State.SIGNING if number == len(kind.signs) - 1 else Letter.State.REVIEWING


def _of(registered: dict[str, list[T]], code: str) -> list[T]:
    return [*registered.get(code, ()), *(registered.get(code.split(".")[0], ()) if "." in code else ())]
