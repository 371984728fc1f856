"""监督保障: meetings, trainings, inspections, assessments, appraisals, accountability, from their registers."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.db.models import QuerySet

from gongkai.agency.models import Agency
from gongkai.filing.figures import query
from gongkai.filing.figures.figure import Figure, Number, Records
from gongkai.filing.figures.query import Query
from gongkai.filing.models import Filing
from gongkai.law.statutes import ORDER_711
from gongkai.supervision import queries
from gongkai.supervision.models import (
    Accountability,
    Appraisal,
    Assessment,
    Inspection,
    Meeting,
    Problem,
    Registered,
    Training,
)

_LED = (ORDER_711.article(3),)
_ASSESSED = (ORDER_711.article(46), ORDER_711.article(50, item=4))
_INSPECTED = (ORDER_711.article(47),)
_TAUGHT = (ORDER_711.article(48),)
_JUDGED = (ORDER_711.article(50, item=4), ORDER_711.article(53))


def _held(register: type[Registered], **of: str) -> Callable[[Agency, int], QuerySet[Any]]:
    return partial(_of_year, register, of)


def _of_year(register: type[Registered], of: dict[str, str], agency: Agency, year: int) -> QuerySet[Any]:
    return queries.held(register, agency, year).filter(**of)


def _says(what: str, how: str = "一次计一次", day: str = "日期在统计年度内的") -> str:
    return f"登记簿里{day}{what}，{how}；作废的不计。"


_QUERIES = (
    Query(
        Figure("supervision.meetings", "研究政府信息公开的会议", "次", _says("会议"), _LED),
        _held(Meeting),
    ),
    Query(
        Figure("supervision.trainings", "培训", "次", _says("培训"), _TAUGHT),
        _held(Training),
    ),
    Query(
        Figure("supervision.trainings_held", "举办的培训", "次", _says("本机关举办的培训"), _TAUGHT),
        _held(Training, kind=Training.Kind.HELD),
    ),
    Query(
        Figure("supervision.trainings_attended", "派员参加的培训", "次", _says("派员参加的培训"), _TAUGHT),
        _held(Training, kind=Training.Kind.ATTENDED),
    ),
    Query(
        Figure(
            "supervision.training_attendance",
            "参训人次",
            "人次",
            _says("培训", "按登记的参训人次合计，没有登记人次的按0计"),
            _TAUGHT,
        ),
        _held(Training),
        sums="attendance",
    ),
    Query(
        Figure(
            "supervision.group_changes",
            "领导小组成员变动",
            "人",
            "任职日期或者离任日期在统计年度内的领导小组成员，一人一次任职计一次。",
            _LED,
        ),
        queries.group_changes,
    ),
    Query(
        Figure("supervision.inspections", "监督检查", "次", _says("检查"), _INSPECTED),
        _held(Inspection),
    ),
    Query(
        Figure("supervision.problems", "检查发现的问题", "个", _says("问题", "一个计一次"), _INSPECTED),
        _held(Problem),
    ),
    Query(
        Figure(
            "supervision.problems_mended",
            "已经整改的问题",
            "个",
            _says("问题，统计时已经整改完成的", "一个计一次"),
            _INSPECTED,
        ),
        queries.mended,
    ),
    Query(
        Figure(
            "supervision.assessments",
            "工作考核",
            "次",
            _says("工作考核", day="考核年度为统计年度的"),
            _ASSESSED,
        ),
        _held(Assessment),
    ),
    Query(
        Figure(
            "supervision.appraisals",
            "社会评议",
            "次",
            _says("社会评议", day="评议年度为统计年度的"),
            _ASSESSED,
        ),
        _held(Appraisal),
    ),
    Query(
        Figure("supervision.accountability", "责任追究", "次", _says("责任追究"), _JUDGED),
        _held(Accountability),
    ),
    Query(
        Figure(
            "supervision.accountability_people",
            "被追究责任的人数",
            "人",
            _says("责任追究", "按登记的人数合计"),
            _JUDGED,
        ),
        _held(Accountability),
        sums="people",
    ),
)


def figures(year: int) -> Iterator[Figure]:
    return query.figures(_QUERIES)


def values(filing: Filing) -> Iterator[tuple[str, Number | None]]:
    return query.values(_QUERIES, filing.agency, filing.year)


def records(filing: Filing, name: str) -> Records | None:
    return query.records(_QUERIES, filing.agency, filing.year, name)
