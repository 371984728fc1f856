"""The reports of the made-up county and the registers behind them: by the acts of the desk, on their days.

The town's report of the year just ended is left for whoever looks: its ledger and registers are full, the report of the
year before lies read from a file, with figures to look at. Three towns are further: published and corrected, filed,
returned.
"""

import tempfile
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from gongkai.agency.calendars import national_calendar
from gongkai.agency.models import Agency, Officer
from gongkai.filing import findings, from_items, registers
from gongkai.filing.actions import (
    beginning,
    confirming,
    counting,
    examining,
    importing,
    marking,
    publishing,
    receiving,
    restating,
    submitting,
)
from gongkai.filing.actions import registering as documents
from gongkai.filing.models import Filing, Version
from gongkai.report import rendering
from gongkai.site.demonstration import places, reporting
from gongkai.supervision.actions import registering

AGREED = "已对照台账核对，同意。"
BECAUSE = "已向承办人核实，情况属实。"

HELD: tuple[tuple[str, int, int, dict[str, Any]], ...] = (
    (
        "meetings",
        2,
        20,
        {
            "title": "政务公开工作部署会",
            "kind": "deployment",
            "chaired_by": "赵敏",
            "attendance": 26,
            "content": "分解年度政务公开任务，明确各办公室的信息报送员。",
        },
    ),
    (
        "meetings",
        7,
        10,
        {
            "title": "政务公开领导小组会议",
            "kind": "leading_group",
            "chaired_by": "梁永安",
            "attendance": 9,
            "content": "听取上半年信息公开情况，研究栏目空白的整改。",
        },
    ),
    (
        "trainings",
        4,
        18,
        {
            "title": "信息发布和个人信息保护培训",
            "kind": "held",
            "attendance": 41,
            "content": "发布前审查、公示中的身份证号和银行卡号怎样遮盖。",
        },
    ),
    (
        "trainings",
        9,
        12,
        {"title": "全县政务公开业务培训", "kind": "attended", "organiser": "柳河县人民政府办公室", "attendance": 2},
    ),
    (
        "inspections",
        3,
        28,
        {
            "title": "第一季度栏目更新和公示期检查",
            "kind": "periodic",
            "inspector": "党政综合办公室",
            "content": "抽查32个栏目，未发现超期未更新的。",
        },
    ),
    (
        "inspections",
        10,
        17,
        {
            "title": "第三季度栏目更新和公示期检查",
            "kind": "periodic",
            "inspector": "党政综合办公室",
            "content": "两个栏目更新不及时，已要求整改。",
        },
    ),
    (
        "problems",
        10,
        17,
        {
            "title": "个别栏目的更新间隔较长",
            "measure": "每月末由党政综合办公室核对一次栏目更新情况",
        },
    ),
    (
        "problems",
        10,
        17,
        {
            "title": "政策解读以文字为主，图表形式不多",
            "measure": "重要文件与解读同步起草，配图表或问答",
        },
    ),
    (
        "assessments",
        12,
        20,
        {"title": "全县政务公开工作考核", "assessor": "柳河县人民政府办公室", "score": "92.5", "grade": "良好"},
    ),
    (
        "appraisals",
        11,
        25,
        {
            "title": "政府信息公开群众满意度调查",
            "kind": "questionnaire",
            "sample_size": 120,
            "satisfaction": "94.2",
            "grade": "满意",
        },
    ),
    ("decisions", 12, 31, {"kind": "penalties", "number": 17, "source": "综合行政执法办公室案件台账"}),
    ("decisions", 12, 31, {"kind": "licensing", "number": 36, "source": "便民服务中心许可台账"}),
    ("decisions", 12, 31, {"kind": "coercion", "number": 0, "source": "综合行政执法办公室案件台账"}),
    ("decisions", 12, 31, {"kind": "charges", "number": 0, "source": "财政所非税收入报表"}),
)
"""Register, month, day and words of what the town entered in the year just ended."""

DOCUMENTS: tuple[tuple[str, str, int, int, int], ...] = (
    ("白石镇农村宅基地审批管理办法", "白政规〔{year}〕1号", 3, 5, 14),
    ("白石镇村集体资金使用管理办法", "白政规〔{year}〕2号", 2, 9, 6),
)
"""Title, number, how many years before the year just ended it was issued, month and day; the others are items."""


class Filings:
    """The reports of a county on a day: each method is a part of them."""

    def __init__(self, agencies: Mapping[str, Agency], people: Mapping[str, Officer], today: date) -> None:
        self.agencies, self.people, self.today = agencies, people, today
        self.town = agencies[places.TOWN]
        self.year = today.year - 1
        self.calendar = national_calendar()

    def registers(self) -> None:
        """What the town entered of the year just ended."""
        for code, month, day, words in HELD:
            self._enter(self.town, "chen", code, date(self.year, month, day), **words)
        for title, number, before, month, day in DOCUMENTS:
            made = date(self.year - before, month, day)
            self._enter(
                self.town, "chen", "documents", made, title=title, document_number=number.format(year=made.year)
            )
        released = from_items.documents(self.town).filter(formed_on__lte=date(self.year, 12, 31))
        taken = [item.pk for item in released]
        documents.take_from_items(self.town.pk, taken, by=self.people["chen"], today=self.today)

    def _enter(self, agency: Agency, who: str, code: str, on: date, **words: Any) -> None:
        register = registers.BY_CODE[code]
        values = {"on": on, **words}
        if code in ("assessments", "appraisals"):
            values["year"] = on.year
        if code == "decisions":
            values["from_on"] = date(on.year, 1, 1)
        day = min(on, self.today)
        registering.enter(register, agency.pk, values, by=self.people[who], today=day, confirmed=True)

    def from_file(self) -> None:
        """The town's report of the year before, as somebody wrote it by hand, with what has to be looked at in it."""
        report = reporting.earlier_report(self.town.name, self.town.short_name, self.year - 1)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"{report.title}.docx"
            rendering.write(report, path)
            filing = importing.read_file(
                self.town.pk,
                name=path.name,
                chunks=[path.read_bytes()],
                by=self.people["chen"],
                today=self.today,
                year=self.year - 1,
            )
        assert filing.latest is not None
        importing.show_original(filing.latest.pk)

    def neighbours(self) -> None:
        """Three towns' reports of the year just ended, each further on its way than the next."""
        days = self._days(date(self.today.year, 1, 5))
        whole = self._signed("白杨镇", "lin", days)
        submitting.submit(whole.pk, by=self.people["gao"], today=next(days))
        receiving.accept(whole.pk, by=self.people["he"], today=next(days))
        self._publish(whole, "lin", next(days))
        self._corrected(whole, self._days(date(self.today.year, 3, 2)))
        filed = self._signed("石桥镇", "xu", days)
        submitting.submit(filed.pk, by=self.people["gao"], today=next(days))
        returned = self._signed("云岭乡", "ma", days)
        submitting.submit(returned.pk, by=self.people["gao"], today=next(days))
        day = next(days)
        he = self.people["he"]
        marking.mark(
            returned.pk,
            by=he,
            today=day,
            cell="disclosure.penalties.decisions",
            says="与县司法局的数字不一致，请核对。",
        )
        marking.mark(returned.pk, by=he, today=day, section="problems", says="只写了问题，没有对应的改进安排，请补写。")
        receiving.send_back(returned.pk, by=he, today=day, reason="请按批注核对后重新报送。")

    def _signed(self, short: str, who: str, days: Iterator[date]) -> Filing:
        """The report of a town with a quiet year, drawn up, examined by three and signed."""
        town, by = self.agencies[f"{short}人民政府"], self.people[who]
        self._enter(
            town, who, "inspections", date(self.year, 6, 20), title="栏目更新自查", kind="self", inspector="党政办"
        )
        self._enter(
            town,
            who,
            "problems",
            date(self.year, 6, 20),
            title="公开的信息数量偏少",
            measure="对照目录逐项梳理应当公开的信息，按季度补齐",
        )
        self._enter(town, who, "assessments", date(self.year, 12, 20), title="全县政务公开工作考核", grade="合格")
        filing = beginning.begin(town.pk, year=self.year, scope=Filing.Scope.OWN, by=by, today=next(days))
        self._draw_up(filing, by, next(days))
        examining.submit_for_examination(filing.pk, by=by, today=next(days))
        for reader in ("yan", "tang", "gao"):
            examining.pass_stage(filing.pk, by=self.people[reader], today=next(days), opinion=AGREED)
        return Filing.objects.get(pk=filing.pk)

    def _draw_up(self, filing: Filing, by: Officer, day: date) -> None:
        """Count, which proposes the words too, and confirm what has to be confirmed."""
        counting.count(filing.pk, by=by, today=day, now=self._noon(day))
        version = Version.objects.select_related("filing__agency").get(filing=filing, state__in=Version.EDITABLE)
        for found in findings.of(version, on=day).must_confirm:
            if found.confirmation is None:
                confirming.confirm(filing.pk, found.key, reason=BECAUSE, by=by, today=day)

    def _publish(self, filing: Filing, who: str, day: date) -> None:
        publishing.publish(filing.pk, by=self.people[who], today=day, now=self._noon(day))

    def _corrected(self, filing: Filing, days: Iterator[date]) -> None:
        """A published report stated again: a decision had been left out."""
        lin, gao = self.people["lin"], self.people["gao"]
        reason = "核对综合执法台账，发现漏报1件行政处罚决定。"
        restating.restate(filing.pk, reason=reason, by=gao, today=next(days))
        penalty = {"kind": "penalties", "number": 1, "source": "综合行政执法办公室案件台账"}
        self._enter(filing.agency, "lin", "decisions", date(self.year, 12, 31), **penalty)
        self._draw_up(filing, lin, next(days))
        examining.submit_for_examination(filing.pk, by=lin, today=next(days))
        for reader in ("yan", "tang", "gao"):
            examining.pass_stage(filing.pk, by=self.people[reader], today=next(days), opinion=AGREED)
        submitting.submit(filing.pk, by=gao, today=next(days))
        receiving.accept(filing.pk, by=self.people["he"], today=next(days))
        self._publish(filing, "lin", next(days))

    def _days(self, first: date) -> Iterator[date]:
        """Working days one after another, none later than today."""
        day = first
        while True:
            yield min(day, self.today)
            day = self.calendar.after(day, 1)

    def _noon(self, day: date) -> datetime:
        return datetime.combine(day, time(4), UTC)
