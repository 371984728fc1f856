"""What the people of the made-up town do, by the acts of the desk."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from gongkai.agency.actions import leading_groups, offices
from gongkai.agency.calendars import national_calendar
from gongkai.agency.models import Agency, Officer
from gongkai.catalogue import guide, library
from gongkai.catalogue.actions import editions as catalogues
from gongkai.catalogue.actions import guide as guides
from gongkai.catalogue.actions import regulations
from gongkai.catalogue.models import Catalogue
from gongkai.disclosure import files, overview
from gongkai.disclosure.actions import (
    channels,
    drafting,
    examining,
    importing,
    publishing,
    releasing,
    submitting,
    validity,
)
from gongkai.disclosure.models import Batch, Channel, Item, Publication
from gongkai.request import standing
from gongkai.screening.models import Stage
from gongkai.site.demonstration import ledger, places, reporting
from gongkai.site.demonstration.answering import Answering
from gongkai.site.demonstration.filings import Filings
from gongkai.site.demonstration.recent import RECENT, Recent

OPINION = "已核对，同意。"


class Town:
    """白石镇 and its county on a day: each method is a part of the work, in order."""

    def __init__(
        self, agencies: dict[str, Agency], people: dict[str, Officer], today: date, say: Callable[[str], None]
    ) -> None:
        self.agencies = agencies
        self.town = agencies[places.TOWN]
        self.people = people
        self.today = today
        self.say = say
        self.began_on = date(today.year - 2, 1, 2)

    def set_up(self) -> None:
        """Office, guide, rules, leading group, catalogue, channels."""
        qian, zhao, chen = self.people["qian"], self.people["zhao"], self.people["chen"]
        offices.change(
            self.town.pk,
            by=qian,
            today=self.began_on,
            name="白石镇党政综合办公室",
            address="柳河县白石镇府前街1号政府大院203室",
            hours="工作日上午8:30至12:00，下午14:30至17:30",
            telephone="0990-12310001",
            fax="0990-12310009",
            internet_contact="baishi@liuhe.example",
            postal_address="柳河县白石镇府前街1号",
            postcode="990121",
            head_name="周明",
        )
        guides.change(self.town.pk, by=qian, texts=guide.proposed(self.town), today=self.began_on)
        guides.publish(self.town.pk, by=zhao, today=self.began_on)
        offered = [offer.code for offer in library.offered(self.town)]
        for taken in regulations.take_up(self.town.pk, by=qian, codes=offered, today=self.began_on):
            regulations.publish(taken.pk, by=zhao, today=self.began_on)
        group = leading_groups.set_up(
            self.town.pk,
            by=qian,
            today=self.began_on,
            name="白石镇政务公开工作领导小组",
            document_number=f"白政发〔{self.began_on.year}〕2号",
            set_up_on=self.began_on,
        )
        for name, title, position in (
            ("梁永安", "镇长", "head"),
            ("赵敏", "副镇长", "deputy"),
            ("周明", "党政办主任", "member"),
        ):
            leading_groups.join(
                group.pk, by=qian, today=self.began_on, name=name, title=title, position=position, from_on=self.began_on
            )
        self._catalogue(self.town, qian)
        for kind, name, place, days in places.CHANNELS:
            channels.open_channel(
                self.town,
                by=chen,
                today=self.began_on,
                kind=kind,
                name=name,
                place=place,
                update_days=days,
                person_in_charge="陈静",
                led_characters=24 if kind == "led" else None,
                opened_on=self.began_on,
            )

    def _catalogue(self, agency: Agency, by: Officer) -> Catalogue:
        drafted = catalogues.start(agency.pk, by=by, today=self.began_on)
        catalogues.choose_domains(drafted.pk, by=by, not_concerned=places.NOT_CONCERNED, today=self.began_on)
        return catalogues.adopt(drafted.pk, by=by, today=self.began_on)

    def past_years(self) -> None:
        """The releases of last year, and of this year until some weeks ago, brought in from spreadsheets."""
        until = self.today - timedelta(days=45)
        for year in (self.today.year - 1, self.today.year):
            rows = list(ledger.year(year, until=until))
            if not rows:
                continue
            chen = self.people["chen"]
            batch = importing.read(
                self.town, f"{year}年公开台账.xlsx", reporting.ledger(rows), by=chen, today=self.today
            )
            Batch.objects.filter(pk=batch.pk).update(state=Batch.State.IMPORTING)
            importing.carry_out(batch.pk, by=chen, today=self.today)
            self.say(f"  已装入{year}年的公开台账 {len(rows)} 条")

    def in_hand(self) -> None:
        """The items of these weeks, each as far as it has come."""
        made = {recent.title: self._item(recent) for recent in RECENT}
        document, explained = (made[recent.title] for recent in RECENT[:2])
        validity.link_interpretation(document.pk, explained.pk, by=self.people["chen"], today=self.today)

    def _item(self, recent: Recent) -> Item:
        formed_on = self.today - timedelta(days=recent.days_ago)
        days = self._days(formed_on)
        chen = self.people["chen"]
        fields = {name: value.format(year=formed_on.year) for name, value in recent.fields.items()}
        item = drafting.start(
            self.town,
            by=chen,
            today=formed_on,
            kind=recent.kind,
            title=recent.title,
            body=recent.body,
            root=recent.root,
            formed_on=formed_on,
            **fields,
        )
        if recent.stage == "draft":
            return item
        submitting.submit(item.pk, by=chen, today=next(days), opinion=OPINION)
        for stage, who in ((Stage.SECOND, "zhou"), (Stage.SECRECY, "sun"), (Stage.THIRD, "zhao")):
            if recent.stage == "returned" and stage == Stage.SECOND:
                examining.return_to_handler(
                    item.pk,
                    by=self.people[who],
                    today=next(days),
                    stage=stage,
                    reason="没有写批准面积和四至，请补全后再报。",
                )
                return item
            if recent.stage == {Stage.SECOND: "first", Stage.SECRECY: "second", Stage.THIRD: "secrecy"}[stage]:
                return item
            examining.pass_stage(item.pk, by=self.people[who], today=next(days), stage=stage, opinion=OPINION)
        if recent.stage in ("released", "withdrawn"):
            self._release(item, recent, next(days))
        return item

    def _release(self, item: Item, recent: Recent, day: date) -> None:
        chosen = Channel.objects.filter(agency=self.town, name__in=recent.channels)
        releasing.release(
            item.pk, by=self.people["chen"], today=day, channel_ids=list(chosen.values_list("pk", flat=True))
        )
        planned = Publication.objects.filter(item=item, state=Publication.State.PLANNED)
        for publication in planned.exclude(channel__kind="led").select_related("channel"):
            is_online = publication.channel.kind == "wechat"
            publishing.record(
                publication.pk,
                by=self.people["chen"],
                today=self.today,
                on=day,
                link=f"https://weixin.liuhe.example/{item.pk}" if is_online else "",
                photo="" if is_online else files.keep([reporting.photograph(item.title)], "photos").hash,
            )
        if recent.stage == "withdrawn":
            releasing.withdraw(
                item.pk,
                by=self.people["zhao"],
                today=self.today,
                reason="有一户的改造方式登记有误，核实更正后重新公示。",
            )

    def _days(self, formed_on: date) -> Iterator[date]:
        """The working days after an item was formed, none of them in the future."""
        day = formed_on
        while True:
            day = national_calendar().after(day, 1)
            yield min(day, self.today)

    def requests(self) -> None:
        """What the town is asked for, and what is disputed about it."""
        answering = Answering(self.town, self.agencies[places.COUNTY], self.people, self.today)
        answering.past()
        answering.disputes()
        answering.in_hand()
        answering.flood()
        answering.corrections_and_complaints()
        self.say("  已装入依申请公开的申请、争议和投诉")

    def reports(self) -> None:
        """The registers and the year's reports of the county's towns."""
        filings = Filings(self.agencies, self.people, self.today)
        filings.registers()
        filings.from_file()
        filings.neighbours()
        self.say("  已装入登记簿和年度报告")

    def count(self) -> None:
        """What the desk shows of every agency."""
        for agency in self.agencies.values():
            overview.refresh(agency.pk, self.today)
            standing.refresh(agency.pk, self.today)
