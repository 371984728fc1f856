"""Records of every kind that a report counts, made directly, with their days as a test wants them."""

from datetime import date
from decimal import Decimal
from typing import Any

from gongkai.agency.models import Agency, LeadingGroup, Membership, Officer
from gongkai.catalogue.models import Catalogue, CatalogueEntry
from gongkai.disclosure.models import Channel, DraftConsultation, Item, Publication
from gongkai.filing.models import Decided, NormativeDocument
from gongkai.request.models import Complaint, Dispute, Fee, InfoRequest
from gongkai.screening.models import Examination
from gongkai.supervision.models import Registered
from tests.request.cases import case

LAST, FIRST = date(2024, 12, 31), date(2024, 1, 1)
BEFORE, AFTER = date(2023, 12, 31), date(2025, 1, 1)
"""The days on both sides of the ends of 2024."""


class Ledger:
    """The records of one agency."""

    def __init__(self, agency: Agency, by: Officer) -> None:
        self.agency, self.by = agency, by

    def item(self, on: date | None, *, state: str = "released", **fields: Any) -> Item:
        given = {"kind": "notice", "root": "20.11", "title": "关于耕地地力保护补贴的公示", **fields}
        return Item.objects.create(agency=self.agency, handler=self.by, released_on=on, state=state, **given)

    def channel(self, name: str = "政务公开栏", kind: str = "bulletin_board", **fields: Any) -> Channel:
        return Channel.objects.create(agency=self.agency, name=name, kind=kind, **fields)

    def shown(self, item: Item, channel: Channel, on: date | None, *, state: str = "done") -> Publication:
        return Publication.objects.create(item=item, channel=channel, agency=self.agency, state=state, on=on)

    def case(self, received_on: date, replied_on: date | None = None, outcome: str = "", **fields: Any) -> InfoRequest:
        made = case(self.agency, received_on=received_on, handler=self.by, **fields)
        if replied_on is not None:
            InfoRequest.objects.filter(pk=made.pk).update(replied_on=replied_on, outcome=outcome, state="delivered")
        return made

    def fee(self, info_request: InfoRequest, paid_on: date, amount: int, **fields: Any) -> Fee:
        given = {"state": "paid", "method": "pages", "count": 31, "reason": "超出合理数量", **fields}
        return Fee.objects.create(info_request=info_request, amount=amount, paid_on=paid_on, by=self.by, **given)

    def dispute(self, kind: str, received_on: date, **fields: Any) -> Dispute:
        given = {"subject": "不服部分公开", "body": "柳河县人民政府", **fields}
        return Dispute.objects.create(agency=self.agency, kind=kind, received_on=received_on, handler=self.by, **given)

    def complaint(self, received_on: date, **fields: Any) -> Complaint:
        number = f"〔{received_on.year}〕{Complaint.objects.count() + 1}号"
        return Complaint.objects.create(
            agency=self.agency, against=self.agency, number=number, received_on=received_on, says="逾期不答复", **fields
        )

    def document(self, on: date, **fields: Any) -> NormativeDocument:
        given = {"title": "清水镇宅基地管理办法", **fields}
        return NormativeDocument.objects.create(agency=self.agency, on=on, entered_on=on, by=self.by, **given)

    def decided(self, kind: str, on: date, number: str, **fields: Any) -> Decided:
        given = {"from_on": on, "source": "执法台账", **fields}
        return Decided.objects.create(
            agency=self.agency, kind=kind, on=on, number=Decimal(number), entered_on=on, by=self.by, **given
        )

    def entry(self, register: type[Registered], on: date, **fields: Any) -> Registered:
        """An entry of a register of supervision."""
        given = {"title": "政务公开", **fields}
        return register._default_manager.create(agency=self.agency, on=on, entered_on=on, by=self.by, **given)

    def member(self, from_on: date, until_on: date | None = None) -> Membership:
        group, _ = LeadingGroup.objects.get_or_create(
            agency=self.agency, name="政务公开领导小组", defaults={"set_up_on": date(2020, 1, 1)}
        )
        return Membership.objects.create(
            group=group, name="赵敏", position="member", from_on=from_on, until_on=until_on
        )

    def examination(self, on: date, *, state: str = "passed") -> Examination:
        number = f"〔{on.year}〕{Examination.objects.count() + 1}"
        return Examination.objects.create(
            agency=self.agency,
            number=number,
            title="公示",
            fingerprint="0",
            opened_by=self.by,
            opened_on=on,
            state=state,
        )

    def entries(self, *counts: int, state: str = "in_force", **fields: Any) -> None:
        """A catalogue with an entry for each of `counts`, the items public under it."""
        number = Catalogue.objects.filter(agency=self.agency).count() + 1
        catalogue = Catalogue.objects.create(agency=self.agency, number=number, name="目录", made_on=FIRST, state=state)
        for order, item_count in enumerate(counts, start=1):
            CatalogueEntry.objects.create(
                catalogue=catalogue,
                agency=self.agency,
                code=f"T-{number}-{order}",
                order=order,
                root="20.15",
                level1="概况",
                item_count=item_count,
                **fields,
            )

    def consultation(self, opens_on: date, *, state: str = "released") -> DraftConsultation:
        item = self.item(opens_on if state == "released" else None, state=state, title="草案", kind="other")
        return DraftConsultation.objects.create(item=item, opens_on=opens_on, closes_on=date(2026, 1, 1))
