"""有效性与解读: whether a document still holds, and the interpretation beside it, each leading to the other."""

from datetime import date

from django.db import IntegrityError, transaction

from gongkai.agency.models import Officer
from gongkai.disclosure import access, overview
from gongkai.disclosure.models import Interpretation, Item
from gongkai.disclosure.refusals import not_now, written
from gongkai.errors import NotYours, Refused
from gongkai.journal import recording as journal
from gongkai.law.calendar import long_words

_Validity = Item.Validity
_ENDED = (_Validity.EXPIRED, _Validity.REPEALED)
_NO_LINK = (Item.State.DISCARDED, Item.State.KEPT)


@transaction.atomic
def set_validity(
    item_id: int,
    *,
    by: Officer,
    today: date,
    validity: str,
    effective_on: date | None = None,
    expires_on: date | None = None,
    note: str = "",
) -> Item:
    """标明有效性: of a public document; the public page shows it at once, no text changes.

    What ended it is written in `note`: the document that repealed or amended it.
    """
    item = access.for_act(item_id, "item.draft", by=by)
    if item.state != Item.State.RELEASED:
        raise not_now(item, "标明有效性")
    given = _Validity(validity)
    if effective_on and expires_on and expires_on < effective_on:
        raise Refused("有效期截止日早于生效日期。请核对这两个日期。")
    if given == _Validity.VALID and expires_on is not None and expires_on < today:
        raise Refused(f"有效期到{long_words(expires_on)}为止，已经过了，不能标为有效。请标为失效，或核对日期。")
    if given in (_Validity.REPEALED, _Validity.AMENDED):
        written(note, "废止或修改它的文件名称和文号")
    before = item.get_validity_display()
    item.validity, item.effective_on, item.expires_on, item.validity_note = (
        given,
        effective_on,
        expires_on,
        note.strip(),
    )
    item.save()
    journal.record(
        "item.validity_set",
        item,
        by=by,
        on=today,
        before=before,
        after=item.get_validity_display(),
        expires_on=expires_on,
        note=note,
    )
    overview.count_after(item.agency_id, today)
    return item


@transaction.atomic
def expire(item_id: int, *, today: date) -> bool:
    """届满失效: a valid document whose last day is past; done by the timer. Whether it was."""
    held = Item.objects.select_for_update(of=("self",), no_key=True).select_related("agency")
    item = held.filter(pk=item_id, validity=_Validity.VALID, state=Item.State.RELEASED, expires_on__lt=today).first()
    if item is None:
        return False
    item.validity = _Validity.EXPIRED
    item.save()
    journal.record("item.expired", item, by=None, on=today, expires_on=item.expires_on)
    overview.count_after(item.agency_id, today)
    return True


@transaction.atomic
def link_interpretation(document_id: int, interpretation_id: int, *, by: Officer, today: date) -> Interpretation:
    """关联解读: the page of the document leads to the interpretation, and back. Both belong to the officer's agency."""
    if document_id == interpretation_id:
        raise Refused("解读不能关联到它自己。请选它所解读的文件。")
    wanted = sorted((document_id, interpretation_id))  # the same order for everybody, so that nobody waits in a ring
    held = {item_id: access.for_act(item_id, "item.draft", by=by) for item_id in wanted}
    document, interpretation = held[document_id], held[interpretation_id]
    for item in (document, interpretation):
        if item.state in _NO_LINK:
            raise not_now(item, "关联")
    if interpretation.kind != Item.Kind.INTERPRETATION:
        raise Refused(f"“{interpretation.title}”的种类是“{interpretation.get_kind_display()}”，不是政策解读。请改选。")
    if document.kind == Item.Kind.INTERPRETATION:
        raise Refused(f"“{document.title}”本身是政策解读。请选它所解读的文件。")
    try:
        with transaction.atomic():
            link = Interpretation.objects.create(
                document=document, interpretation=interpretation, linked_on=today, by=by
            )
    except IntegrityError as error:
        raise Refused(f"“{interpretation.title}”已经关联到“{document.title}”，不用再关联。") from error
    journal.record("interpretation.linked", document, by=by, on=today, interpretation=interpretation.pk)
    return link


@transaction.atomic
def unlink(link_id: int, *, by: Officer, today: date, reason: str) -> None:
    """取消关联: the two pages no longer lead to each other."""
    reason = written(reason, "取消关联的原因")
    found = Interpretation.objects.filter(pk=link_id, document__in=access.visible_to(by)).first()
    if found is None:
        raise NotYours("没有这个关联，或者您不能查看它。")
    document = access.for_act(found.document_id, "item.draft", by=by)
    if Interpretation.objects.filter(pk=link_id).delete()[0]:
        journal.record(
            "interpretation.unlinked", document, by=by, on=today, interpretation=found.interpretation_id, reason=reason
        )
