"""送审: what the checks find in a draft, findings confirmed by a named person, and the draft frozen and handed in."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
from django.db import transaction

from gongkai.agency.models import Officer
from gongkai.catalogue.roots import ROOTS
from gongkai.disclosure import access, content, overview, public
from gongkai.disclosure.actions import deciding
from gongkai.disclosure.actions.drafting import UNTITLED, draft_of
from gongkai.disclosure.models import Attachment, Edition, Interpretation, Item
from gongkai.disclosure.refusals import written
from gongkai.errors import Refused
from gongkai.journal import recording as journal
from gongkai.journal.chain import digest
from gongkai.law.statutes import ORDER_711
from gongkai.report.report import Finding
from gongkai.screening import actions as screening
from gongkai.screening import stages
from gongkai.screening.models import Confirmation, Examination
from gongkai.vetting import Attached, Draft, vet
from gongkai.vetting.files import Trace

SUBJECT = "disclosure.item"

HIDDEN = "hidden_data"
_NEVER: Mapping[str, str] = {
    "personal_identity": "校验码相符的身份证号一律不得公开，只能删去或遮盖",
    "active_content": "会自己动作的内容不能随附件公开，只能在原稿里去掉",
    "title_missing": "没有标题的信息不能公开，只能补填",
}
"""Errors that no reason lets stand, and what to do."""

_NOT_PERSONAL = frozenset({"bank_card"})
"""Errors that stand only if what was found is not personal data at all."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A finding as it stands: confirmed by whom, whether it can be confirmed, and if not why."""

    finding: Finding
    confirmation: Confirmation | None
    why_not: str = ""
    only_if_not_personal: bool = False

    @property
    def must_be_settled(self) -> bool:
        """Whether the item cannot be handed in as long as it stands unconfirmed."""
        return self.finding.severity == "error" or (self.finding.rule == HIDDEN and self.finding.severity == "warning")

    @property
    def blocks(self) -> bool:
        return self.must_be_settled and self.confirmation is None


def check(item: Item, *, today: date) -> tuple[Finding, ...]:
    """What the checks find in the edition under way, or in the one that is public."""
    edition = access.under_way(item) or item.current
    if edition is None:
        return ()
    return check_text(
        content.as_drafted(item, edition), today=today, title=edition.title, body=edition.body, edition=edition
    )


def check_text(
    item: Item,
    *,
    today: date,
    title: str,
    body: str,
    fields: Mapping[str, Any] | None = None,
    edition: Edition | None = None,
) -> tuple[Finding, ...]:
    """The same of words not saved yet, over the item and the attachments as they are.

    Only what goes out is checked: information that is not disclosed of the agency's own motion has no findings.
    """
    edition = edition or access.under_way(item)
    drafted = content.as_drafted(item, edition)
    for name, value in (fields or {}).items():
        setattr(drafted, name, value)
    if drafted.attribute != Item.Attribute.ACTIVE:
        return ()
    entry = content.entry_of(drafted)
    attachments = edition.attachments.all() if edition is not None and edition.pk else ()
    is_linked = (
        item.pk is not None
        and drafted.kind == Item.Kind.INTERPRETATION
        and Interpretation.objects.filter(interpretation_id=item.pk).exists()
    )
    return vet(
        Draft(
            title="" if title == UNTITLED else title,
            body_html=body,
            today=today,
            summary=drafted.summary,
            kind=drafted.kind,
            formed_on=drafted.formed_on,
            released_on=item.released_on,
            document_number=drafted.document_number,
            validity=drafted.validity,
            effective_on=drafted.effective_on,
            expires_on=drafted.expires_on,
            elements=tuple(entry.elements) if entry is not None else (),
            elements_present=tuple(drafted.elements_present),
            is_linked=is_linked,
            attachments=tuple(attached(each) for each in attachments),
        )
    )


def attached(attachment: Attachment) -> Attached:
    """An attachment as the checks read it."""
    traces = msgspec.convert(attachment.scan.get("traces", []), tuple[Trace, ...])
    return Attached(attachment.name, attachment.kind, attachment.text, traces, attachment.scan.get("unread", ""))


def weigh(item: Item, findings: Iterable[Finding]) -> list[Weighed]:
    """The findings with who confirmed them; one query."""
    kept = Confirmation.objects.filter(subject_kind=SUBJECT, subject_id=str(item.pk)).select_related("by")
    confirmed = {(each.rule, each.words): each for each in kept}
    return [
        Weighed(
            finding,
            None if (why := why_not(finding)) else confirmed.get((finding.rule, words_of(item, finding))),
            why,
            finding.rule in _NOT_PERSONAL and finding.severity == "error",
        )
        for finding in findings
    ]


def why_not(finding: Finding) -> str:
    """Why a finding cannot be confirmed, "" if it can."""
    if finding.severity != "error":
        return ""
    if finding.rule == HIDDEN:
        return "这些内容会随附件公开，只能在原稿里去掉再上传"
    if finding.rule == "metadata_missing" and finding.place == "formed_on":
        return "生成日期是公开目录的法定要素，公开期限也从它起算，只能补填"
    return _NEVER.get(finding.rule, "")


def words_of(item: Item, finding: Finding) -> str:
    """SM3 of the words found, bound to the item; of a finding without words, of its place and facts."""
    words = finding.quote or f"{finding.place}\n{finding.message}"
    return digest("sm3", f"{item.pk}\n{finding.rule}\n{words}".encode())


@transaction.atomic
def confirm(
    item_id: int,
    *,
    by: Officer,
    today: date,
    rule: str,
    place: str,
    quote: str,
    reason: str,
    is_not_personal: bool = False,
) -> Confirmation:
    """确认一处提示: it was looked at and may stand, with the reason; it holds until the words found change.

    An identity number whose check digit is right can never be confirmed; a bank card only if it is not one.
    """
    reason = written(reason, "为什么可以保留")
    item = access.for_act(item_id, "item.draft", by=by)
    draft_of(item, "确认提示")
    finding = _found(check(item, today=today), rule, place, quote)
    if why := why_not(finding):
        raise Refused(f"这一处不能确认保留：{why}。", cites=finding.cites)
    if finding.rule in _NOT_PERSONAL and finding.severity == "error" and not is_not_personal:
        raise Refused(
            "银行卡号不得公开，请删去。如果这串数字不是银行卡号，请勾选“不是个人信息”并写明是什么。",
            cites=finding.cites,
        )
    confirmation, _ = Confirmation.objects.update_or_create(
        subject_kind=SUBJECT,
        subject_id=str(item.pk),
        rule=finding.rule,
        words=words_of(item, finding),
        defaults={"place": finding.place[:120], "reason": reason, "by": by, "on": today},
    )
    journal.record("finding.confirmed", item, by=by, on=today, rule=finding.rule, place=finding.place, reason=reason)
    return confirmation


@transaction.atomic
def submit(item_id: int, *, by: Officer, today: date, opinion: str = "") -> Examination:
    """提交审查: freeze the draft with its metadata and fingerprint, and begin its examination with the first reading.

    Refuses while anything that must be settled is not, naming each.
    """
    item = access.for_act(item_id, "item.submit", by=by)
    edition = draft_of(item, "提交审查")
    drafted = content.as_drafted(item, edition)
    _refuse_incomplete(drafted)
    weighed = weigh(item, check(item, today=today))
    _refuse_unsettled(weighed)
    freeze(edition, drafted)
    examination = screening.open_examination(
        item.agency,
        title=edition.title,
        fingerprint=edition.fingerprint,
        findings=[_as_data(item, each) for each in weighed],
        by=by,
        today=today,
    )
    screening.pass_stage(examination, stages.first(), opinion, by=by, today=today)
    hand_in(item, edition, examination)
    item.save()
    journal.record(
        "item.submitted",
        item,
        by=by,
        on=today,
        examination=examination.number,
        edition=edition.number,
        fingerprint=edition.fingerprint,
        opinion=opinion,
    )
    overview.count_after(item.agency_id, today)
    return examination


def freeze(edition: Edition, drafted: Item) -> None:
    """Fix what the edition consists of, unsaved."""
    edition.metadata = public.facts(drafted)
    edition.fingerprint = content.fingerprint(edition)


def hand_in(item: Item, edition: Edition, examination: Examination) -> None:
    """The edition is in its examination; the item's own state follows unless the public has a page of it."""
    edition.state, edition.examination = Edition.State.IN_SCREENING, examination
    edition.save()
    if item.state not in content.PUBLIC_STATES:
        item.state = Item.State.IN_SCREENING
    Confirmation.objects.filter(subject_kind=SUBJECT, subject_id=str(item.pk)).update(examination=examination)


def refuse_personal_data(item: Item, *, today: date) -> None:
    """Refuse what no reason lets stand, even in an emergency."""
    weighed = weigh(item, check(item, today=today))
    _refuse_unsettled([each for each in weighed if each.why_not])


def findings_on_record(item: Item, *, today: date) -> list[dict[str, Any]]:
    """What the checks find now, as an examination keeps it."""
    return [_as_data(item, each) for each in weigh(item, check(item, today=today))]


def refuse_without_copies(edition_attachments: Collection[Attachment]) -> None:
    """Refuse attachments of which no copy for the public could be made."""
    lacking = [each.name for each in edition_attachments if not each.released_hash]
    if lacking:
        raise Refused(
            "有附件还没有可以公开的副本。请按提示在原稿里改好再上传，或逐项确认隐藏内容可以公开：",
            details=lacking,
            cites=[ORDER_711.article(17)],
        )


def _refuse_incomplete(item: Item) -> None:
    deciding.refuse_unless_decided(item)
    if item.title == UNTITLED:
        raise Refused("还没有填写标题，不能提交审查。请填写政府信息的名称，文件用全称。")
    if item.attribute != Item.Attribute.ACTIVE:
        return
    deciding.refuse_unless_responsible(item)
    if item.root not in ROOTS:
        raise Refused(
            "还没有选“法定内容”。每条信息须归入条例第二十条、第二十一条的一项，年报按它计数。请选定目录条目或法定内容。",
            cites=[ORDER_711.article(20), ORDER_711.article(21)],
        )
    edition = access.under_way(item)
    if edition is not None:
        refuse_without_copies(edition.attachments.all())


def _refuse_unsettled(weighed: Collection[Weighed]) -> None:
    standing = [each.finding for each in weighed if each.blocks]
    if standing:
        raise Refused(
            f"还有{len(standing)}处必须改正或确认，没有提交：",
            details=[finding.message for finding in standing],
            cites=dict.fromkeys(cite for finding in standing for cite in finding.cites),
        )


def _found(findings: Iterable[Finding], rule: str, place: str, quote: str) -> Finding:
    """The finding meant: the same rule and words; of several the one at the place."""
    same = [finding for finding in findings if finding.rule == rule and finding.quote == quote]
    found = next((finding for finding in same if finding.place == place), same[0] if same else None)
    if found is None:
        raise Refused("这一处提示已经没有了，可能内容刚改过。请刷新页面看最新的提示。")
    return found


def _as_data(item: Item, weighed: Weighed) -> dict[str, Any]:
    """A finding for the record: where and what, never the words themselves."""
    finding = weighed.finding
    data: dict[str, Any] = {
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "place": finding.place,
        "words": words_of(item, finding),
        "cites": list(finding.cites),
    }
    if weighed.confirmation is not None:
        data |= {"confirmed_by": weighed.confirmation.by.name, "reason": weighed.confirmation.reason}
    return data
