"""交换: files to the platform above and from there; a file taken over twice makes nothing double.

export(agency, …) -> (Exchange, file)    read(agency, …) -> Exchange    take_over(id)    drop(id)
"""

from collections.abc import Collection
from dataclasses import asdict
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from gongkai.agency import access as agencies
from gongkai.agency.models import Agency, Officer
from gongkai.errors import NotYours, Refused
from gongkai.journal import recording as journal
from gongkai.journal.chain import digest
from gongkai.request import access, exchange, sealing
from gongkai.request.actions import arriving, registering
from gongkai.request.exchange import MOST, Row
from gongkai.request.models import Applicant, Exchange, InfoRequest

CONFIRMED_THERE = "上级平台已与申请人确认"
"""Why the day of receipt may differ from what the channel makes of it here."""


def not_exported(agency: Agency) -> QuerySet[InfoRequest]:
    """The registered cases whose file never went up, the oldest first."""
    cases = InfoRequest.objects.filter(agency=agency, exported_on=None, external_number="")
    return cases.exclude(number="").exclude(state=InfoRequest.State.VOID).order_by("pk")


@transaction.atomic
def export(
    agency_id: int,
    *,
    by: Officer,
    today: date,
    form: str,
    has_identity: bool,
    chosen: Collection[int] | None = None,
) -> tuple[Exchange, bytes]:
    """导出上报: the cases chosen, or all that never went up, as a file for the platform above.

    Who applied is in it only if the officer says so and may see it; that it was is in the journal.
    """
    agency = agencies.for_act(agency_id, "request.exchange", by=by)
    cases = not_exported(agency)
    if chosen is not None:
        cases = access.visible_to(by).filter(agency=agency, pk__in=chosen).exclude(number="").order_by("pk")
    found = list(cases.select_related("applicant")[:MOST])
    if not found:
        raise Refused("没有可以导出的申请：只导出已经登记、还没有导出过的。要再导出，请在列表里勾选。")
    if has_identity:
        for case in found:
            if not access.may_see_applicant(case, by):
                raise Refused(f"{case}的申请人您不能查看，不能连同身份信息导出。请去掉这一件，或者不含身份信息。")
    data = exchange.write(found, form, agency=agency, has_identity=has_identity, today=today)
    record = Exchange.objects.create(
        agency=agency,
        way=Exchange.Way.OUT,
        state=Exchange.State.DONE,
        file_name=f"{agency.name}依申请公开{today:%Y%m%d}.{form}",
        rows=len(found),
        has_identity=has_identity,
        by=by,
        on=today,
    )
    InfoRequest.objects.filter(pk__in=[case.pk for case in found]).update(exported_on=today)
    journal.record("exchange.exported", record, by=by, on=today, rows=len(found), has_identity=has_identity)
    return record, data


def read(agency_id: int, file_name: str, data: bytes, *, by: Officer, today: date) -> Exchange:
    """读入: the rows of a file from above, sealed, to be looked at; nothing is taken over yet."""
    rows = exchange.read(data, file_name, today=today)  # before the transaction: others' acts do not wait for it
    with transaction.atomic():
        agency = agencies.for_act(agency_id, "request.exchange", by=by)
        hash = digest("sm3", data)
        waiting = Exchange.objects.filter(agency=agency, hash=hash, state=Exchange.State.READ).first()
        if waiting is not None:
            return waiting
        record = Exchange.objects.create(
            agency=agency,
            way=Exchange.Way.IN,
            file_name=file_name[-200:],
            hash=hash,
            sealed=sealing.seal({"rows": [asdict(row) for row in rows]}),
            rows=len(rows),
            has_identity=any(row.values.get("name") for row in rows),
            by=by,
            on=today,
        )
        journal.record("exchange.read", record, by=by, on=today, rows=len(rows))
    return record


def rows_of(record: Exchange) -> list[Row]:
    """The rows of a file that waits to be taken over; none once it was."""
    return [Row(**row) for row in sealing.unseal(record.sealed).get("rows", [])]


@transaction.atomic
def take_over(exchange_id: int, *, by: Officer, today: date, leave_out: bool = False) -> Exchange:
    """确认导入: new cases arrive, ours get their number there, receipt confirmed there is registered here.

    Refuses while rows are wrong, unless they are left out. A second click changes nothing.
    """
    record = _held(exchange_id, by)
    if record.state == Exchange.State.DONE:
        return record
    if record.state == Exchange.State.DROPPED:
        raise Refused("这个文件已经放弃导入。要导入，请重新上传。")
    rows = rows_of(record)
    agency = record.agency
    wrong: list[str] = []
    for row in rows:
        plan = exchange.check(row, agency)
        match plan.what:
            case "wrong":
                wrong += [f"第 {row.number} 行：{words}" for words in row.errors]
            case "new":
                _arrive(agency, row, by, today)
                record.made += 1
            case "link":
                assert plan.case is not None
                held = access.lock(plan.case.pk)
                held.external_number = row.values["external_number"]
                held.save(update_fields=["external_number"])
                record.changed += 1
            case "receive":
                assert plan.case is not None
                _register(plan.case, row, by, today)
                record.changed += 1
    if wrong and not leave_out:
        raise Refused(
            f"有 {len(wrong)} 处有错，一件也没有导入。请让上级平台改正后重新导出；或勾选“不导入有错的行”。",
            details=wrong[:20],
        )
    record.state, record.sealed = Exchange.State.DONE, b""
    record.save()
    journal.record("exchange.imported", record, by=by, on=today, made=record.made, changed=record.changed)
    return record


@transaction.atomic
def drop(exchange_id: int, *, by: Officer, today: date) -> Exchange:
    """放弃导入: what was read is deleted."""
    record = _held(exchange_id, by)
    if record.state != Exchange.State.READ:
        raise Refused(f"这个文件{record.get_state_display()}，不用放弃。")
    record.state, record.sealed = Exchange.State.DROPPED, b""
    record.save()
    journal.record("exchange.dropped", record, by=by, on=today)
    return record


@transaction.atomic
def drop_left(exchange_id: int, *, today: date) -> bool:
    """A file that was read and left lying goes by itself. Whether it did."""
    record = Exchange.objects.select_for_update(of=("self",), no_key=True).select_related("agency").get(pk=exchange_id)
    if record.state != Exchange.State.READ:
        return False
    record.state, record.sealed = Exchange.State.DROPPED, b""
    record.save()
    journal.record("exchange.dropped", record, by=None, on=today)
    return True


def _held(exchange_id: int, by: Officer) -> Exchange:
    """A file that came from above, held until the transaction ends. Raises NotYours, NotYourRole."""
    found = access.exchanges_visible_to(by).filter(pk=exchange_id, way=Exchange.Way.IN).first()
    if found is None:
        raise NotYours("没有这个文件，或者您不能查看它。")
    agencies.for_act(found.agency_id, "request.exchange", by=by)
    return Exchange.objects.select_for_update(of=("self",), no_key=True).select_related("agency").get(pk=found.pk)


def _arrive(agency: Agency, row: Row, by: Officer, today: date) -> None:
    values = row.values
    arrived_on = _day(values, "arrived_on") or _day(values, "received_on") or today
    submitted_on = _day(values, "submitted_on") or arrived_on
    case = arriving.arrive(
        agency,
        channel=values["channel"],
        submitted_at=timezone.make_aware(datetime.combine(submitted_on, time(12))),
        arrived_on=arrived_on,
        applicant={name: values[name] for name in Applicant.FIELDS if values.get(name)},
        kind=values["kind"],
        description=values.get("description", ""),
        title=values.get("title", ""),
        document_number=values.get("document_number", "")[:100],
        form=values.get("form") or InfoRequest.Form.PAPER,
        way=values.get("way") or InfoRequest.Way.POST,
        purpose=values.get("purpose", ""),
        external_number=values.get("external_number", ""),
        by=by,
        today=today,
    )
    if values.get("received_on"):
        _register(case, row, by, today)


def _register(case: InfoRequest, row: Row, by: Officer, today: date) -> None:
    on = _day(row.values, "received_on")
    registering.register(case.pk, by=by, today=today, received_on=on, received_reason=CONFIRMED_THERE)


def _day(values: dict[str, str], code: str) -> date | None:
    return date.fromisoformat(values[code]) if values.get(code) else None
