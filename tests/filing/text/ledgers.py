"""Any legal ledger as the figures of a report: tables whose equations hold, and the numbers that the prose needs."""

from collections.abc import Callable
from decimal import Decimal
from random import Random

from gongkai.agency.models import Agency
from gongkai.catalogue import roots
from gongkai.filing.figures.figure import Figure, Number
from gongkai.filing.models import Filing, Passage, Version
from gongkai.filing.text import proposing
from gongkai.filing.text.sentences import Known
from gongkai.report import forms

FORM = forms.form("2021")
CHANNELS = {
    "disclosed.channel.1": "柳河县人民政府门户网站",
    "disclosed.channel.2": "清水镇微信公众号",
    "disclosed.channel.3": "镇政务公开栏",
    "disclosed.channel.4": "便民服务中心查阅点",
    "disclosed.channel.5": "村村响广播",
    "disclosed.channel.6": "电子显示屏",
}
ROOTS = {
    f"disclosed.root.{code}": proposing.root_label(roots.ROOTS[code])
    for code in ("20.1", "20.5", "20.6", "20.7", "20.15", "21.3")
}
LABELS = {**CHANNELS, **ROOTS}
_APPLICANTS = ("natural_person", "business", "research", "public_welfare", "legal_service", "other_organisation")
_WAYS = ("in_person", "registered_post", "ordinary_post", "fax", "internet", "oral")
_OUTCOMES = [row.code for row in FORM.tables["requests"].block[0].rows if row.role == "outcome"]
_OTHERS = (
    "disclosed.interpretations",
    "disclosed.draft_consultations",
    "requests.converted",
    "requests.complaints",
    "screening.examined",
    "screening.returned",
    "catalogue.entries",
    "channels.open",
    "supervision.meetings",
    "supervision.trainings_held",
    "supervision.trainings_attended",
    "supervision.training_attendance",
    "supervision.group_changes",
    "supervision.inspections",
    "supervision.problems",
    "supervision.assessments",
    "supervision.appraisals",
    "supervision.accountability",
)
Figures = dict[str, Figure]


def figure(name: str, value: Number | None) -> Figure:
    return Figure(name, name, "件", "数一数", (), value)


def figures(**values: Number | None) -> Figures:
    """Figures by name, with `__` for a dot."""
    return {name.replace("__", "."): figure(name.replace("__", "."), value) for name, value in values.items()}


def ledger(seed: int, last_year: Figures | None = None) -> Figures:
    """A year's figures, the same for the same seed; those of the year before give what rolls on from them."""
    chance = Random(seed)

    def some(most: int = 3000) -> int:
        """Often none, often few."""
        return min(chance.choice((0, 0, 1, chance.randint(0, 12), chance.randint(0, 3000))), most)

    made: dict[str, Number | None] = dict.fromkeys(FORM.slots, 0)
    before = _number(last_year, "disclosure.normative_documents.in_force") if last_year else some()
    issued = some()
    repealed = some(before + issued)
    made["disclosure.normative_documents.made"] = issued
    made["disclosure.normative_documents.repealed"] = repealed
    made["disclosure.normative_documents.in_force"] = before + issued - repealed
    for name in ("licensing", "penalties", "coercion"):
        made[f"disclosure.{name}.decisions"] = some()
    made["disclosure.charges.amount"] = Decimal(some()) / 100
    _requests(chance, made, some, last_year)
    for row in ("reconsideration", "lawsuit_direct", "lawsuit_after_reconsideration"):
        results = {result: some(40) for result in ("upheld", "corrected", "other", "pending")}
        made |= {f"challenges.{row}.{result}": value for result, value in results.items()}
        made[f"challenges.{row}.total"] = sum(results.values())
    by_root = {name: some() for name in ROOTS}
    total = sum(by_root.values())
    made |= by_root | {"disclosed.total": total}
    made |= {name: some(total) for name in CHANNELS}
    earlier = _number(last_year, "disclosed.total") if last_year else chance.choice((None, total, some()))
    made["disclosed.last_year"] = earlier
    made["disclosed.increase"] = None if earlier is None else total - earlier
    made |= {name: some() for name in _OTHERS}
    for part, whole in (
        ("requests.complaints_upheld", "requests.complaints"),
        ("catalogue.empty", "catalogue.entries"),
        ("channels.reading_points", "channels.open"),
        ("supervision.problems_mended", "supervision.problems"),
        ("requests.late", "requests.handled.total"),
    ):
        made[part] = some(_sum(made, whole))
    made["supervision.trainings"] = _sum(made, "supervision.trainings_held", "supervision.trainings_attended")
    made["supervision.accountability_people"] = _sum(made, "supervision.accountability")
    made["requests.fees"] = Decimal(some()) / 10
    return {name: figure(name, value) for name, value in made.items()}


def _requests(
    chance: Random, made: dict[str, Number | None], some: Callable[..., int], last_year: Figures | None
) -> None:
    for applicant in _APPLICANTS:
        column = dict.fromkeys(_OUTCOMES, 0)
        column |= {row: some(300) for row in chance.sample(_OUTCOMES, chance.randint(0, 5))}
        carried_in = _number(last_year, f"requests.carried_out.{applicant}") if last_year else some(20)
        handled = sum(column.values())
        carried_out = some(20) + max(0, carried_in - handled)
        column |= {"new": handled + carried_out - carried_in, "carried_in": carried_in}
        column |= {"handled": handled, "carried_out": carried_out}
        for row, value in column.items():
            made[f"requests.{row}.{applicant}"] = value
            made[f"requests.{row}.total"] = _sum(made, f"requests.{row}.total") + value
    left = _sum(made, "requests.new.total")
    for way in _WAYS[:-1]:
        made[f"requests.received_by.{way}"] = some(left)
        left -= _sum(made, f"requests.received_by.{way}")
    made[f"requests.received_by.{_WAYS[-1]}"] = left


def _sum(made: dict[str, Number | None], *names: str) -> int:
    return sum(int(made[name] or 0) for name in names)


def _number(of: Figures, name: str) -> int:
    value = of[name].value
    assert value is not None
    return int(value)


RECORDS = {
    "assessments": [{"words": "柳河县人民政府办公室组织的“政务公开考核”，得分92.5分，考核结果为优秀"}],
    "appraisals": [{"words": "问卷调查“群众评议”，满意率96.3%，评议结果为满意"}],
    "problems": [{"problem": "有的栏目更新间隔较长"}, {"problem": "图表解读少"}],
    "mended": [{"words": "对“有的栏目更新间隔较长”的问题，按月核对，2024年9月1日已经整改完成"}],
    "promised": [{"words": "“按月核对栏目更新”已完成，全年核对到位"}],
    "planned": [{"words": "文件与解读同步起草"}, {"words": "加强村级公开指导"}],
}


def known(year: int = 2024) -> Known:
    return Known(year, "清水镇人民政府", must_tell_results=True, labels=LABELS, records=RECORDS)


def version(year: int = 2024) -> Version:
    filing = Filing(agency=Agency(name="清水镇人民政府", kind="government", level="township"), year=year)
    return Version(filing=filing, edition="2021")


def passages(told: dict[tuple[str, str], str]) -> list[Passage]:
    return [Passage(section=section, part=part, text=text) for (section, part), text in told.items()]
