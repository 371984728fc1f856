"""Acts on the library of rules of procedure: national texts taken up, others added, changed, published, repealed."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from gongkai.agency.models import Officer
from gongkai.catalogue import access, library
from gongkai.catalogue.models import Regulation
from gongkai.errors import Refused
from gongkai.journal.recording import record
from gongkai.vetting.html import clean_with_report


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What a rule of procedure says of itself."""

    title: str
    document_number: str = ""
    source: str = Regulation.Source.OWN.value
    subject: str = ""
    body: str = ""
    link: str = ""
    issued_on: date | None = None


@transaction.atomic
def take_up(agency_id: int, *, by: Officer, codes: Collection[str], today: date) -> list[Regulation]:
    """采用国家规定: put national texts offered into the library, by title and number."""
    agency = access.agency_for("regulation.change", agency_id, by=by)
    chosen = [offer for offer in library.offered(agency) if offer.code in codes]
    if not chosen:
        raise Refused("没有选中要采用的文件，或者都已经在制度库里了。请勾选后再提交。")
    taken = [
        Regulation.objects.create(
            agency=agency,
            title=offer.statute.title,
            document_number=offer.statute.number,
            source=Regulation.Source.NATIONAL,
            subject=offer.subject,
        )
        for offer in chosen
    ]
    for regulation in taken:
        record("regulation.added", regulation, by=by, on=today, title=regulation.title)
    return taken


@transaction.atomic
def add(agency_id: int, *, by: Officer, text: Text, today: date) -> tuple[Regulation, tuple[str, ...]]:
    """增加制度. The rule of procedure, and what was left out of its text to make it clean."""
    agency = access.agency_for("regulation.change", agency_id, by=by)
    regulation = Regulation(agency=agency)
    dropped = _write(regulation, text)
    record("regulation.added", regulation, by=by, on=today, title=regulation.title)
    return regulation, dropped


@transaction.atomic
def change(regulation_id: int, *, by: Officer, text: Text, today: date) -> tuple[Regulation, tuple[str, ...]]:
    """修改制度. The rule of procedure, and what was left out of its text to make it clean.

    One that is published leaves the public library until the signer, who has read the change, publishes it again.
    """
    regulation = access.regulation_for_act(regulation_id, "regulation.change", by=by)
    _refuse_repealed(regulation)
    before = regulation.title
    regulation.published_on = None
    dropped = _write(regulation, text)
    was = before if before != regulation.title else ""
    record("regulation.changed", regulation, by=by, on=today, title=regulation.title, before=was)
    return regulation, dropped


@transaction.atomic
def publish(regulation_id: int, *, by: Officer, today: date) -> Regulation:
    """发布制度, by the signer: in the public library from now on; the agency's own need a text or a link to be read."""
    regulation = access.regulation_for_act(regulation_id, "regulation.publish", by=by)
    _refuse_repealed(regulation)
    if regulation.published_on:
        raise Refused(f"《{regulation.title}》已于{regulation.published_on}发布。")
    if regulation.source == Regulation.Source.OWN and not (regulation.body or regulation.link):
        raise Refused(f"《{regulation.title}》没有正文，也没有网址，公众看不到内容。请先补上其中一项。")
    regulation.published_on = today
    regulation.save(update_fields=["published_on"])
    record("regulation.published", regulation, by=by, on=today, title=regulation.title)
    return regulation


@transaction.atomic
def repeal(regulation_id: int, *, by: Officer, today: date) -> Regulation:
    """废止制度: it stays in the library, marked."""
    regulation = access.regulation_for_act(regulation_id, "regulation.change", by=by)
    _refuse_repealed(regulation)
    regulation.repealed_on = today
    regulation.save(update_fields=["repealed_on"])
    record("regulation.repealed", regulation, by=by, on=today, title=regulation.title)
    return regulation


def _write(regulation: Regulation, text: Text) -> tuple[str, ...]:
    cleaned = clean_with_report(text.body) if text.body.strip() else None
    for name, value in asdict(text).items():
        setattr(regulation, name, value)
    regulation.body = cleaned.html if cleaned else ""
    regulation.save()
    return cleaned.dropped if cleaned else ()


def _refuse_repealed(regulation: Regulation) -> None:
    if regulation.repealed_on:
        raise Refused(f"《{regulation.title}》已于{regulation.repealed_on}废止，不能再改。需要时请增加新的一项。")
