"""Acts on the guide: its parts written, an edition published."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from gongkai.agency.models import Officer
from gongkai.catalogue import access, guide
from gongkai.catalogue.models import Guide, GuideEdition
from gongkai.errors import Refused
from gongkai.journal.recording import record
from gongkai.law.statutes import ORDER_711


@transaction.atomic
def change(agency_id: int, *, by: Officer, texts: Mapping[str, str], today: date) -> Guide:
    """编写指南: the parts that the agency writes itself; what the office publishes is changed with the office."""
    agency = access.agency_for("guide.change", agency_id, by=by)
    written, _ = Guide.objects.get_or_create(agency=agency)
    changed = [code for code in guide.OWN if code in texts and getattr(written, code) != texts[code]]
    if changed:
        for code in changed:
            setattr(written, code, texts[code])
        written.changed_on = today
        written.save()
        record("guide.changed", written, by=by, on=today, parts=[guide.OWN[code] for code in changed])
    return written


@transaction.atomic
def publish(agency_id: int, *, by: Officer, today: date) -> GuideEdition:
    """发布指南: keep the guide as it is now as an edition, for the public (条例第十二条)."""
    agency = access.agency_for("guide.publish", agency_id, by=by)
    missing = [part.heading for part in guide.elements(agency) if part.is_statutory and part.is_missing]
    cites = [ORDER_711.article(12, paragraph=2)]
    if missing:
        raise Refused(f"指南缺{len(missing)}项法定要素，不能发布。请补齐后再发布。", details=missing, cites=cites)
    before, now = guide.latest(agency), [list(part) for part in guide.composed(agency)]
    if before and before.elements == now:
        raise Refused(f"指南与公布的{before}完全相同，不用再发布。有变化时再发布新的一版。")
    edition = GuideEdition.objects.create(
        agency=agency, number=before.number + 1 if before else 1, elements=now, published_on=today, by=by
    )
    record("guide.published", edition, by=by, on=today, edition=edition)
    return edition
