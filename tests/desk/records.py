"""One record of every kind for an agency: what the arguments of the desk's addresses name."""

import io
from datetime import UTC, date, datetime, timedelta

from django.db import models
from PIL import Image

from gongkai.agency.models import Agency, Appointment, HandOver, LeadingGroup, Membership, Officer
from gongkai.catalogue.models import Catalogue, CatalogueEntry, CatalogueFile, Guide, GuideEdition, Regulation
from gongkai.disclosure import files
from gongkai.disclosure.models import (
    AgencyConsultation,
    Attachment,
    Batch,
    BatchRow,
    Channel,
    DraftConsultation,
    Edition,
    Interpretation,
    Item,
    Opinion,
    Publication,
    Reexamination,
)
from gongkai.filing.actions import beginning
from gongkai.filing.models import Filing, Mark, Plan, Version
from gongkai.request import sealing
from gongkai.request.actions import issuing
from gongkai.request.models import (
    ArchiveList,
    CaseFile,
    Complaint,
    Consultation,
    Correction,
    Delivery,
    Dispute,
    Exchange,
    Fee,
    IdentityFile,
    InfoRequest,
    Letter,
    Message,
    Unit,
)
from gongkai.screening.models import Examination, Reading, StaffingException, Stage
from gongkai.task.models import Work
from tests.request.arrivals import registered
from tests.supervision import entries

DAY = date(2024, 5, 6)
NOON = datetime(2024, 5, 6, 4, tzinfo=UTC)


def item(agency: Agency, handler: Officer, title: str = "关于2024年耕地地力保护补贴的公示", **fields: object) -> Item:
    """A draft with its first edition."""
    made = Item.objects.create(agency=agency, handler=handler, kind="notice", title=title, **fields)
    Edition.objects.create(item=made, number=1, title=title, body="<p>按程序公示。</p>", made_by=handler)
    return made


def case_file(info_request: InfoRequest, by: Officer) -> CaseFile:
    """A page found for a request, with its covered copy."""
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(picture, "PDF")
    kept = files.keep([picture.getvalue()], "cases")
    copy = files.keep([picture.getvalue()], "case_released")
    return CaseFile.objects.create(
        info_request=info_request,
        role="found",
        name="发放明细.pdf",
        kind="pdf",
        hash=kept.hash,
        size=kept.size,
        released_hash=copy.hash,
        released_size=copy.size,
        released_name="发放明细.pdf",
        is_redacted=True,
        by=by,
        on=DAY,
    )


def identity_file(info_request: InfoRequest) -> IdentityFile:
    """The copy of an identity document, encrypted."""
    kept = sealing.keep_sealed([b"%PDF-1.7"])
    return IdentityFile.objects.create(applicant=info_request.applicant, kind="pdf", hash=kept.hash, size=kept.size)


def letter(info_request: InfoRequest, by: Officer) -> Letter:
    """A letter to the applicant, issued."""
    words = {"what": "年度", "why": "没有写明年度", "until": DAY}
    return issuing.issue(info_request, "amendment_notice", by=by, today=DAY, words=words)


def archive_list(agency: Agency, by: Officer) -> ArchiveList:
    """A list of one dossier."""
    made = ArchiveList.objects.create(agency=agency, number="〔2024〕1号", receiver="柳河县档案馆", by=by, on=DAY)
    handed = registered(agency, by)
    InfoRequest.objects.filter(pk=handed.pk).update(state="archived", archived_on=DAY, archive_list=made)
    return made


def report(agency: Agency, by: Officer, scope: str, state: str) -> Filing:
    """A report of another year in some state."""
    made = Filing.objects.create(agency=agency, year=2022, scope=scope, handler=by, began_on=DAY)
    checked = {"errors": 0, "warnings": 0, "blank": 0, "faults": []}
    made.latest = Version.objects.create(
        filing=made, number=1, state=state, edition="2021", began_on=DAY, checked=checked
    )
    made.save()
    return made


def of_every_kind(agency: Agency, by: Officer) -> dict[str, models.Model]:
    """Argument name → a record of the agency."""
    batch = Batch.objects.create(agency=agency, file_name="上月公开.xlsx", by=by, read_on=DAY)
    draft = item(agency, by)
    edition = draft.editions.get()
    catalogue = Catalogue.objects.create(
        agency=agency, number=1, name="政府信息公开目录", made_on=DAY, state="in_force"
    )
    channel = Channel.objects.create(agency=agency, kind="bulletin_board", name="政务公开栏")
    examination = Examination.objects.create(
        agency=agency,
        number="〔2024〕1",
        title=draft.title,
        fingerprint="0",
        next_stage=Stage.SECOND,
        opened_by=by,
        opened_on=DAY,
    )
    edition.examination = examination
    edition.save()
    consultation = DraftConsultation.objects.create(item=draft, opens_on=DAY, closes_on=DAY + timedelta(days=30))
    file = files.keep([b"%PDF-1.7"], "originals")
    files.keep([b"%PDF-1.7"], "released")
    group = LeadingGroup.objects.create(agency=agency, name="政务公开领导小组", set_up_on=DAY)
    info_request = registered(agency, by, today=DAY)
    filing = beginning.begin(agency.pk, year=2023, scope="own", by=by, today=DAY)
    made: dict[str, models.Model] = {
        "item_id": draft,
        "edition_id": edition,
        "attachment_id": Attachment.objects.create(
            edition=edition,
            name="名单.pdf",
            kind="pdf",
            original_hash=file.hash,
            original_size=file.size,
            released_hash=file.hash,
            released_size=file.size,
            by=by,
        ),
        "channel_id": channel,
        "publication_id": Publication.objects.create(item=draft, edition=edition, channel=channel, agency=agency),
        "batch_id": batch,
        "row_id": BatchRow.objects.create(batch=batch, number=2, cells={}),
        "catalogue_id": catalogue,
        "entry_id": CatalogueEntry.objects.create(
            catalogue=catalogue, agency=agency, code="T-1", order=1, root="20.15", level1="概况"
        ),
        "file_id": CatalogueFile.objects.create(agency=agency, name="目录.xlsx", by=by, read_on=DAY),
        "regulation_id": Regulation.objects.create(agency=agency, title="信息公开审查制度"),
        "guide_id": Guide.objects.create(agency=agency),
        "guide_edition_id": GuideEdition.objects.create(agency=agency, number=1, elements=[], published_on=DAY, by=by),
        "officer_id": by,
        "appointment_id": Appointment.objects.filter(officer=by, agency=agency)[0],
        "group_id": group,
        "member_id": Membership.objects.create(group=group, name="赵敏", position="head", from_on=DAY),
        "hand_over_id": HandOver.objects.create(agency=agency, giver=by, receiver=by, by=by, on=DAY, reason="岗位调整"),
        "examination_id": examination,
        "reading_id": Reading.objects.create(
            examination=examination, stage=Stage.FIRST, decision="passed", by=by, on=DAY
        ),
        "exception_id": StaffingException.objects.create(
            agency=agency,
            stages=["second", "secrecy"],
            reason="只有三人在岗",
            from_on=DAY,
            until_on=DAY,
            granted_by=by,
            granted_on=DAY,
        ),
        "agency_consultation_id": AgencyConsultation.objects.create(
            item=draft, consulted="县民政局", question="名单是否一致", asked_on=DAY, asked_by=by
        ),
        "consultation_id": consultation,
        "opinion_id": Opinion.objects.create(
            consultation=consultation, text="建议保留行道树", received_on=DAY, way="来信"
        ),
        "interpretation_id": Interpretation.objects.create(
            document=draft, interpretation=item(agency, by, "解读"), linked_on=DAY, by=by
        ),
        "reexamination_id": Reexamination.objects.create(item=draft, outcome="kept", reason="情形未变", by=by, on=DAY),
        "info_request_id": info_request,
        "inquiry_id": Consultation.objects.create(info_request=info_request, party="third_party", asked_on=DAY, by=by),
        "fee_id": Fee.objects.create(
            info_request=info_request,
            method="pages",
            count=31,
            amount=10,
            reason="超出合理数量",
            state="noticed",
            noticed_on=DAY,
            by=by,
        ),
        "case_file_id": case_file(info_request, by),
        "dossier_id": Work.objects.create(
            kind="request.dossier",
            title="案卷",
            agency=agency,
            by=by,
            arguments={"info_request_id": info_request.pk, "with_identity": False},
            state=Work.State.DONE,
            result={"files": {}, "sizes": {"pdf": 1, "zip": 1}, "without_pages": 0},
        ),
        "archive_list_id": archive_list(agency, by),
        "letter_id": (sent := letter(info_request, by)),
        "delivery_id": Delivery.objects.create(letter=sent, way="post", sent_on=DAY, proof="EMS 1024", by=by),
        "dispute_id": Dispute.objects.create(
            agency=agency,
            kind="reconsideration",
            subject="不服部分公开",
            body="柳河县人民政府",
            received_on=DAY,
            reply_due_on=DAY + timedelta(days=7),
            handler=by,
        ),
        "correction_id": Correction.objects.create(
            agency=agency,
            number="〔2024〕1号",
            received_on=DAY,
            record="低保登记表",
            says="住址不对",
            evidence="户口簿",
        ),
        "complaint_id": Complaint.objects.create(
            agency=agency, against=agency, number="〔2024〕1号", received_on=DAY, says="逾期不答复"
        ),
        "exchange_id": Exchange.objects.create(agency=agency, way="in", file_name="平台.xlsx", by=by, on=DAY),
        "identity_file_id": identity_file(info_request),
        "filing_id": filing,
        "total_id": report(agency, by, Filing.Scope.WHOLE, "drafting"),
        "part_id": report(agency, by, Filing.Scope.OWN, "recorded").latest or filing,
        "plan_id": Plan.objects.create(agency=agency, year=2023, measure="按月核对栏目", source="", by=by, on=DAY),
        "mark_id": Mark.objects.create(
            version=filing.latest, cell="requests.new.total", says="与登记簿不一致", is_sent=True, by=by, on=DAY
        ),
        "unit_id": Unit.objects.create(agency=agency, name="农业农村办公室"),
        "message_id": Message.objects.create(
            agency=agency, officer=by, way=Message.Way.DESK, state=Message.State.SENT, subject="交办给您", send_at=NOON
        ),
        "work_id": Work.objects.create(kind="test", title="导出", agency=agency, by=by),
        **entries.of_every_kind(agency, by),
    }
    return made
