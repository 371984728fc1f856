"""An entry of every register."""

from datetime import date

from django.db import models

from gongkai.agency.models import Agency, Officer
from gongkai.filing.models import Decided, NormativeDocument
from gongkai.supervision.models import (
    Accountability,
    Appraisal,
    Assessment,
    Inspection,
    Meeting,
    Problem,
    Training,
)

DAY = date(2024, 3, 5)


def of_every_kind(agency: Agency, by: Officer) -> dict[str, models.Model]:
    """Argument name → an entry of the agency."""
    inspection = Inspection.objects.create(agency=agency, by=by, on=DAY, entered_on=DAY, title="第一季度自查")
    return {
        "meeting_id": Meeting.objects.create(agency=agency, by=by, on=DAY, entered_on=DAY, title="专题会议"),
        "training_id": Training.objects.create(agency=agency, by=by, on=DAY, entered_on=DAY, title="业务培训"),
        "inspection_id": inspection,
        "problem_id": Problem.objects.create(
            agency=agency, by=by, on=DAY, entered_on=DAY, title="栏目更新不及时", inspection=inspection
        ),
        "assessment_id": Assessment.objects.create(
            agency=agency, by=by, on=DAY, entered_on=DAY, title="年度考核", year=2023
        ),
        "appraisal_id": Appraisal.objects.create(
            agency=agency, by=by, on=DAY, entered_on=DAY, title="问卷调查", year=2023
        ),
        "accountability_id": Accountability.objects.create(
            agency=agency, by=by, on=DAY, entered_on=DAY, title="迟报信息"
        ),
        "document_id": NormativeDocument.objects.create(
            agency=agency,
            by=by,
            on=DAY,
            entered_on=DAY,
            title="耕地补贴实施办法",
            document_number="清政规〔2024〕1号",
        ),
        "decided_id": Decided.objects.create(
            agency=agency,
            by=by,
            on=DAY,
            from_on=date(2024, 1, 1),
            entered_on=DAY,
            kind="penalties",
            number=3,
            source="执法台账",
        ),
    }
