"""How the town answers what it is asked: by the acts of the desk, on the days on which they would be done."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from django.core.files import File

from gongkai.agency.calendars import national_calendar
from gongkai.agency.models import Agency, Officer
from gongkai.request import disputes
from gongkai.request.actions import (
    amending,
    archiving,
    arriving,
    charging,
    complaining,
    consulting,
    correcting,
    deciding,
    delivering,
    disputing,
    extending,
    filing,
    issuing,
    merging,
    registering,
    searching,
    withdrawing,
)
from gongkai.request.models import Dispute, InfoRequest, Letter
from gongkai.site.demonstration import reporting, requests
from gongkai.site.demonstration.requests import Told

HOW = "电话与申请人确认"


class Answering:
    """The requests of a town until a day: each method is a part of them."""

    def __init__(self, town: Agency, county: Agency, people: Mapping[str, Officer], today: date) -> None:
        self.town, self.county, self.today = town, county, today
        self.chen, self.zhou, self.zhao, self.he = (people[name] for name in ("chen", "zhou", "zhao", "he"))
        self.calendar = national_calendar()
        self.waybill = 0

    def past(self) -> None:
        """What is in the archive."""
        for told in requests.PAST:
            self.answered(told)

    def in_hand(self) -> None:
        for told in requests.NOW:
            self.answered(told)

    def answered(self, told: Told) -> InfoRequest:
        """One request, as far as it has come."""
        day = self._working(self.today - timedelta(days=told.days_ago))
        info_request = self._received(told, day)
        if told.stage == "arrived":
            return info_request
        for turn in told.way:
            day = getattr(self, f"_{turn}")(info_request, day)
        if not told.outcome:
            if told.stage == "archived":
                archiving.archive(info_request.pk, by=self.chen, today=self._after(day, 2))
            return info_request
        return self._replied(info_request, told, self._after(day, 6))

    def _received(self, told: Told, day: date) -> InfoRequest:
        kind, words = requests.applicant(told.who)
        given: dict[str, Any] = {
            "channel": told.channel,
            "submitted_at": datetime.combine(day, time(2, 30), UTC),
            "arrived_on": day,
            "applicant": words,
            "kind": kind,
            "title": told.title,
            "description": told.says,
            "form": told.form,
            "way": "email" if told.form == "email" else "post",
        }
        if told.channel == "registered_post":
            given |= {"signed_for_on": day, "signed_for_by": "镇政府收发室", "waybill": self._waybill()}
        if told.channel == "oral":
            given["is_written_down"] = True
        if told.channel not in ("internet", "ordinary_post"):
            return registering.take_in(self.town, by=self.chen, today=day, **given)
        arrived = arriving.arrive(self.town, by=None if told.channel == "internet" else self.chen, today=day, **given)
        if told.stage == "arrived":
            return arrived
        return registering.register(arrived.pk, by=self.chen, today=day, confirmed_on=day, confirmed_how=HOW)

    # On the way

    def _amended(self, info_request: InfoRequest, day: date) -> date:
        asked_on = self._to_amend(info_request, day)
        came_on = self._after(asked_on, 4)
        says = "补充：请公开本年度的资金安排文件及项目清单。"
        amending.amended(info_request.pk, by=self.chen, today=came_on, says=says, received_on=came_on)
        return came_on

    def _to_amend(self, info_request: InfoRequest, day: date) -> date:
        asked_on = self._after(day, 3)
        amending.ask_to_amend(
            info_request.pk,
            by=self.chen,
            today=asked_on,
            what="所需信息的年度、批次或者文件名称",
            why="申请没有写明年度和批次，无法确定是哪一份信息",
            until=self.calendar.after(asked_on, 15),
        )
        self._send(self._latest(info_request, "amendment_notice"), asked_on)
        return asked_on

    def _asked(self, info_request: InfoRequest, day: date) -> date:
        asked_on = self._after(day, 4)
        consultation = consulting.begin_consultation(
            info_request.pk,
            by=self.chen,
            today=asked_on,
            party="third_party",
            name="柳河县石门种植合作社",
            address="柳河县白石镇石门村",
            question="申请人申请公开的材料涉及贵社的经营信息，请就是否同意公开提出意见。",
        )
        self._send(consultation.letters.get(kind="third_party_inquiry"), asked_on)
        return asked_on

    def _consulted(self, info_request: InfoRequest, day: date) -> date:
        answered_on = self._after(self._asked(info_request, day), 6)
        consulting.end_consultation(
            info_request.consultations.get().pk,
            by=self.chen,
            today=answered_on,
            answer="objected",
            opinion="合同写有流转价格和付款办法，属于商业秘密，不同意公开。",
            answered_on=answered_on,
            is_reasonable=True,
        )
        return answered_on

    def _extended(self, info_request: InfoRequest, day: date) -> date:
        on = self._proposed(info_request, day)
        issuing.sign(self._latest(info_request, "extension_notice").pk, by=self.zhou, today=on)
        self._send(self._latest(info_request, "extension_notice"), on)
        return self._after(on, 8)

    def _proposed(self, info_request: InfoRequest, day: date) -> date:
        on = self._after(day, 10)
        reason = "所申请的信息形成时间较早，需要到县档案馆查找核对"
        extending.propose_extension(info_request.pk, by=self.chen, today=on, reason=reason, days=20)
        return on

    def _searched(self, info_request: InfoRequest, day: date) -> date:
        on = self._after(day, 2)
        searching.record(
            info_request.pk,
            by=self.chen,
            today=on,
            place="镇档案室、镇自然资源所、电子公文系统",
            method="按年度、户主姓名和地块逐卷查找，并作全文检索",
            keywords="宅基地 审批 登记表 1998",
            searched_on=on,
            searched_by="陈静",
            is_found=False,
            result="档案目录和案卷中没有这份登记表，电子公文系统没有1998年的文件。",
        )
        return on

    def _overdue(self, info_request: InfoRequest, day: date) -> date:
        return day

    def _withdrawn(self, info_request: InfoRequest, day: date) -> date:
        on = self._after(day, 3)
        withdrawing.withdraw(info_request.pk, by=self.chen, today=on, reason="申请人书面撤回")
        return on

    # The reply

    def _replied(self, info_request: InfoRequest, told: Told, day: date) -> InfoRequest:
        established: dict[str, str | int] = dict(told.established)
        if told.outcome == "unavailable.not_found":
            established["search_record"] = info_request.searches.get().pk
        if told.outcome == "refused.third_party_rights":
            established["third_party_record"] = info_request.consultations.get().pk
        files = [self._file(info_request, told.file, day)] if told.file else []
        deciding.decide(
            info_request.pk,
            by=self.chen,
            today=day,
            outcome=told.outcome,
            established=established,
            reason=told.reason,
            files=files,
        )
        letter = deciding.submit(info_request.pk, by=self.chen, today=day)
        if told.stage == "signing":
            return info_request
        signed_on = self._after(day, 1)
        for who in (self.zhou, self.zhao):
            issuing.sign(letter.pk, by=who, today=signed_on)
        if told.stage == "replied":
            return info_request
        delivered_on = self._send(letter, signed_on)
        if told.stage == "archived":
            archiving.archive(info_request.pk, by=self.chen, today=self._after(delivered_on, 5))
        return info_request

    def _file(self, info_request: InfoRequest, title: str, day: date) -> int:
        document = File(BytesIO(reporting.document(title, self.town.name, day)), f"{title}.pdf")
        admitted = filing.admit(document, document.name or "", goes_out=True)
        return int(filing.add(info_request.pk, by=self.chen, today=day, admitted=admitted, role="found").pk)

    def _send(self, letter: Letter, on: date) -> date:
        """By post, there three days later."""
        delivered_on = min(on + timedelta(days=3), self.today)
        delivering.send(
            letter.pk,
            by=self.chen,
            today=delivered_on,
            way="post",
            sent_on=on,
            proof=f"EMS {self._waybill()}",
            delivered_on=delivered_on,
        )
        return delivered_on

    def _latest(self, info_request: InfoRequest, kind: str) -> Letter:
        return info_request.letters.filter(kind=kind).latest("pk")

    # What else there is

    def flood(self) -> None:
        """郑: 45 requests within last month; ten are free and answered together, each of the others is charged."""
        day = self._working((self.today.replace(day=1) - timedelta(days=1)).replace(day=16))
        kind, words = requests.applicant("zheng")
        made = []
        for number in range(requests.FLOOD):
            title, says = requests.wanted(number)
            made.append(
                registering.take_in(
                    self.town,
                    by=self.chen,
                    today=day,
                    channel="in_person",
                    submitted_at=datetime.combine(day, time(2), UTC),
                    arrived_on=day,
                    applicant=words,
                    kind=kind,
                    title=title,
                    description=says,
                )
            )
        first, *others = made[:10]
        for other in others:
            merging.merge(other.pk, into=first.pk, by=self.chen, today=self._after(day, 2))
        self._replied(first, requests.FREE, self._after(day, 4))
        noticed_on = self._after(day, 5)
        for info_request in made[10:]:
            charging.propose_fee(
                info_request.pk,
                by=self.chen,
                today=noticed_on,
                method="items",
                count=1,
                reason="申请人本月申请的件数明显超过合理范围",
                how="到镇便民服务中心缴费窗口缴纳，开具财政票据。",
            )
            letter = self._latest(info_request, charging.LETTER)
            issuing.sign(letter.pk, by=self.zhou, today=noticed_on)
            self._send(letter, noticed_on)

    def disputes(self) -> None:
        """A reconsideration that corrects a refusal, which is then replied to anew; a lawsuit that goes on."""
        refused = self.answered(requests.DISPUTED)
        on = self._after(self._delivered_on(refused), 10)
        dispute = self._disputed(refused, on, kind="reconsideration", body=self.county.name)
        decided_on = self._after(on, 20)
        disputing.conclude(
            dispute.pk,
            by=self.chen,
            today=decided_on,
            result="corrected",
            decided_on=decided_on,
            detail="施工合同不属于内部事务信息，撤销原答复，责令重新答复。",
            redo_due_on=self.calendar.after(decided_on, 20),
        )
        refused.refresh_from_db()
        self._replied(refused, requests.REDONE, self._after(decided_on, 8))
        answered = self.answered(requests.SUED)
        self._disputed(
            answered,
            self._after(self.today - timedelta(days=40), 1),
            kind="lawsuit_direct",
            body="柳河县人民法院",
            hearing_on=self.calendar.after(self.today, 4),
        )

    def _disputed(
        self, info_request: InfoRequest, on: date, *, kind: str, body: str, hearing_on: date | None = None
    ) -> Dispute:
        word = "复" if kind == "reconsideration" else "行初"
        dispute = disputing.register(
            self.town.pk,
            by=self.chen,
            today=on,
            kind=kind,
            subject=f"不服对“{info_request.title}”的答复",
            body=body,
            received_on=on,
            case_number=f"（{on.year}）柳{word}{info_request.pk % 90 + 10}号",
            info_request_id=info_request.pk,
        )
        answered_on = self._after(on, 4)
        disputing.answer(
            dispute.pk,
            by=self.chen,
            today=answered_on,
            replied_on=answered_on,
            evidence=[proof.key for proof in disputes.evidence(info_request) if proof.is_offered],
            words={"answer": "本机关收到申请后依法登记、审查，在规定期限内作出答复并送达，请予维持。"},
        )
        if hearing_on is not None:
            disputing.set_hearing(dispute.pk, by=self.chen, today=self.today, hearing_on=hearing_on)
        return dispute

    def _delivered_on(self, info_request: InfoRequest) -> date:
        info_request.refresh_from_db()
        assert info_request.delivered_on is not None
        return info_request.delivered_on

    def corrections_and_complaints(self) -> None:
        """更正自己的记录; 投诉举报 that the county looks into."""
        on = self._working(self.today - timedelta(days=15))
        _, words = requests.applicant("wang")
        correcting.register(
            self.town.pk,
            by=self.chen,
            today=on,
            received_on=on,
            person=words,
            record="农村低保申请审核表",
            says="家庭人口记为3人，实际为4人。",
            evidence="户口簿复印件",
        )
        _, words = requests.applicant("qian")
        complaining.register(
            self.county.pk,
            by=self.he,
            today=on,
            received_on=on,
            against_id=self.town.pk,
            says="申请公开敬老院改造工程结算，超过期限没有答复。",
            person=words,
        )

    # Days

    def _working(self, day: date) -> date:
        """That day, or the next working one."""
        return self.calendar.after(day - timedelta(days=1), 1)

    def _after(self, day: date, days: int) -> date:
        return min(self.calendar.after(day, days), self.today)

    def _waybill(self) -> str:
        self.waybill += 1
        return f"10990{self.waybill:06d}"
