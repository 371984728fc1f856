"""附件: let in by content, looked through, and given a copy that may be released; the original is never public.

The file is stored and read before the transaction begins, so that nobody waits for it; what the transaction then
does not take up is swept away by the nightly job.
"""

import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import msgspec
from django.conf import settings
from django.db import transaction

from gongkai.agency import access as agencies
from gongkai.agency.models import Officer
from gongkai.disclosure import access, content, files, overview
from gongkai.disclosure.actions import deciding, submitting
from gongkai.disclosure.actions.drafting import draft_of
from gongkai.disclosure.models import Attachment, Edition, Item
from gongkai.disclosure.refusals import written
from gongkai.errors import NotYours, Refused, Unreadable
from gongkai.journal import recording as journal
from gongkai.law.statutes import SECRECY
from gongkai.screening.models import Confirmation
from gongkai.vetting import files as vetting
from gongkai.vetting import virus

MOST = 50
"""Attachments of one edition."""

MEGABYTE = 1_000_000


class Upload(Protocol):
    """A file as it comes in, piece by piece."""

    def chunks(self) -> Iterator[bytes]: ...


def attach(item_id: int, *, by: Officer, today: date, file: Upload, name: str) -> Attachment:
    """上传附件: refuses by size, by content, by what the virus scanner says, and under a name that is there already."""
    item = access.for_reading(item_id, by=by)
    agencies.require("item.draft", by, item.agency)
    name = name.replace("\\", "/").rpartition("/")[2].strip()
    _refuse_attachment(item, name)
    most = settings.GONGKAI.attachment_mb * MEGABYTE
    kept = files.keep(file.chunks(), "originals", most=most)
    original = files.path("originals", kept.hash)
    kind = vetting.admit(original, name, largest=most)
    _ask_the_virus_scanner(original)
    try:
        scan = vetting.scan(original, kind=kind)
    except Unreadable as error:
        raise Refused(f"附件“{name}”打不开：{error} 请检查后重新上传。") from error
    released = _copy(original, scan, ())
    return _take_up(item_id, by=by, today=today, name=name, kept=kept, scan=scan, released=released)


@transaction.atomic
def detach(attachment_id: int, *, by: Officer, today: date) -> Item:
    """删去附件: of a draft; editions that were examined or released keep theirs.

    The file goes with the nightly job: the same one may just be coming in elsewhere.
    """
    item, attachment = _held(attachment_id, by, "删去附件")
    hash, name = attachment.original_hash, attachment.name
    edition = attachment.edition
    attachment.delete()
    _changed(item, edition, by)
    journal.record("attachment.removed", item, by=by, on=today, hash=hash, kind=Path(name).suffix)
    return item


@transaction.atomic
def accept_hidden_data(attachment_id: int, *, by: Officer, today: date, reason: str) -> Attachment:
    """确认隐藏内容可以公开: a named person looked at it; the copy for the public is made with it.

    What has to be mended in the original is refused all the same.
    """
    reason = written(reason, "为什么隐藏的内容可以公开")
    item, attachment = _held(attachment_id, by, "确认隐藏内容")
    attached = submitting.attached(attachment)
    codes = [trace.code for trace in attached.traces if trace.treatment == "confirm"]
    if not codes:
        raise Refused(f"附件“{attachment.name}”里没有需要确认的隐藏内容。")
    original = files.path("originals", attachment.original_hash)
    kind = vetting.FileKind(attachment.kind)
    released = _copy(original, vetting.Scan(kind, attachment.original_size, traces=attached.traces), codes)
    if released is None:
        mend = "、".join(trace.what for trace in attached.traces if trace.treatment == "mend")
        raise Refused(f"附件“{attachment.name}”里还有{mend}，须在原稿里改好再上传，不能确认了事。")
    attachment.released_hash, attachment.released_size = released.hash, released.size
    attachment.scan |= {"accepted": codes}
    attachment.save(update_fields=["released_hash", "released_size", "scan"])
    _changed(item, attachment.edition, by)
    for finding in submitting.check(item, today=today):
        if finding.rule == submitting.HIDDEN and finding.place == f"attachment:{attachment.name}":
            Confirmation.objects.update_or_create(
                subject_kind=submitting.SUBJECT,
                subject_id=str(item.pk),
                rule=finding.rule,
                words=submitting.words_of(item, finding),
                defaults={"place": finding.place[:120], "reason": reason, "by": by, "on": today},
            )
    journal.record("hidden_data.accepted", item, by=by, on=today, hash=attachment.original_hash, reason=reason)
    return attachment


def _ask_the_virus_scanner(path: Path) -> None:
    address = settings.GONGKAI.clamav
    if address:
        with path.open("rb") as file:
            virus.scan_stream(address if address.startswith("unix:") else f"tcp://{address}", file)


def _copy(original: Path, scan: vetting.Scan, confirmed: list[str] | tuple[()]) -> files.Kept | None:
    """The copy for the public in the store; None where a person has to mend or confirm something first."""
    with tempfile.TemporaryDirectory() as folder:
        to = Path(folder) / "copy"
        try:
            vetting.cleaned(original, to, confirmed=confirmed, scan=scan)
        except Refused:
            return None
        except Unreadable as error:
            raise Refused(f"附件生成不了公开的副本：{error} 请另存一份再上传。") from error
        return files.keep_path(to, "released")


def _refuse_attachment(item: Item, name: str) -> None:
    edition = draft_of(item, "上传附件")
    if deciding.is_secret(content.as_drafted(item, edition)):
        raise Refused("国家秘密不得存入本系统，没有收下附件。", cites=[SECRECY.article(31)])
    if not name:
        raise Refused("附件没有文件名。请重新选择文件。")
    names = set(edition.attachments.values_list("name", flat=True))
    if name in names:
        raise Refused(f"已有同名的附件“{name}”。要换成新的，请先删去原来的；内容不同的，请改名。")
    if len(names) >= MOST:
        raise Refused(f"一条信息最多{MOST}个附件。请合并后再上传。")


@transaction.atomic
def _take_up(
    item_id: int,
    *,
    by: Officer,
    today: date,
    name: str,
    kept: files.Kept,
    scan: vetting.Scan,
    released: files.Kept | None,
) -> Attachment:
    item = access.for_act(item_id, "item.draft", by=by)
    _refuse_attachment(item, name)
    edition = draft_of(item, "上传附件")
    attachment = Attachment.objects.create(
        edition=edition,
        name=name,
        kind=str(scan.kind),
        original_hash=kept.hash,
        original_size=kept.size,
        released_hash=released.hash if released else "",
        released_size=released.size if released else 0,
        scan=_as_data(scan),
        text=scan.text.replace("\0", ""),
        order=edition.attachments.count() + 1,
        by=by,
    )
    _changed(item, edition, by)
    journal.record("attachment.added", item, by=by, on=today, hash=kept.hash, kind=str(scan.kind), size=kept.size)
    overview.count_after(item.agency_id, today)
    return attachment


def _changed(item: Item, edition: Edition, by: Officer) -> None:
    """Whoever changes what goes out with the text counts as a writer of it."""
    content.note_writer(edition, by)
    edition.save(update_fields=["writers"])
    item.save(update_fields=["changed_at"])


def _as_data(scan: vetting.Scan) -> dict[str, Any]:
    return {
        "pages": scan.pages,
        "unread": scan.unread,
        "is_fixed": scan.is_fixed,
        "traces": msgspec.to_builtins(scan.traces),
    }


def _held(attachment_id: int, by: Officer, what: str) -> tuple[Item, Attachment]:
    found = Attachment.objects.filter(pk=attachment_id, edition__item__in=access.visible_to(by)).first()
    if found is None:
        raise NotYours("没有这个附件，或者您不能查看它。")
    item = access.for_act(found.edition.item_id, "item.draft", by=by)
    edition = draft_of(item, what)
    attachment = edition.attachments.filter(pk=attachment_id).first()
    if attachment is None:
        raise Refused(f"附件“{found.name}”属于已经送审或公开的版本，不能改动。")
    return item, attachment
