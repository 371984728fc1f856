"""The columns of the overview: what each says of an agency, how it sorts; the page and the export agree."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.db.models.expressions import OrderBy
from django.db.models.functions import Coalesce

from gongkai.agency.models import Agency
from gongkai.disclosure.models import Overview
from gongkai.filing.duties import Duty
from gongkai.request.models import Standing

Value = str | int | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its code in the address, its heading, what it says of an agency, the field it sorts by, its kind."""

    code: str
    word: str
    say: Callable[[Agency], Value]
    field: str
    kind: str = "number"
    tone: str = ""
    """The colour of a number that is not zero."""


def standing(agency: Agency) -> Overview | None:
    """How the agency was last counted, None where it never was."""
    found: Overview | None = getattr(agency, "overview", None)
    return found


def _counted(name: str) -> Callable[[Agency], Value]:
    def say(agency: Agency) -> Value:
        found = standing(agency)
        value: Value = getattr(found, name) if found else None
        return value

    return say


def _of_report(agency: Agency) -> Value:
    """The state of the report on the year before, with how late it is."""
    if agency.is_enterprise:
        return None
    duty, late = report(agency)
    return f"{duty.words}，超期 {late} 天" if late else duty.words


def report(agency: Agency) -> tuple[Duty, int]:
    """How an agency stands with its report, set by the page, and by how many days it is late."""
    return agency.report  # type: ignore[attr-defined, no-any-return]


def _column(name: str, word: str, kind: str = "number", tone: str = "") -> Column:
    return Column(name, word, _counted(name), f"overview__{name}", kind, tone)


def _of_requests(code: str, name: str, word: str, tone: str = "") -> Column:
    def say(agency: Agency) -> Value:
        found: Standing | None = getattr(agency, "request_standing", None)
        value: Value = getattr(found, name) if found else None
        return value

    return Column(code, word, say, f"request_standing__{name}", "number", tone)


COLUMNS: tuple[Column, ...] = (
    Column("name", "机关", lambda agency: agency.name, "path", "title"),
    _column("overdue", "超期未公开", tone="late"),
    _column("due_soon", "快到期", tone="due"),
    _of_requests("requests_overdue", "overdue", "依申请超期", tone="late"),
    _of_requests("requests_due_soon", "due_soon", "依申请快到期", tone="due"),
    _of_requests("requests_open", "open", "依申请在办"),
    _of_requests("requests_replied", "replied_this_year", "今年答复"),
    _of_requests("disputes_open", "disputes_open", "未结争议"),
    Column("report", "年报", _of_report, "report_state", "text"),
    _column("in_screening", "审查中"),
    _column("released_this_year", "今年公开"),
    _column("released_late_this_year", "其中超期公开", tone="due"),
    _column("empty_entries", "空白条目", tone="due"),
    _column("stale_entries", "超期未更新", tone="due"),
    _column("stale_channels", "渠道未更新", tone="due"),
    _column("guide_gaps", "指南缺项", tone="due"),
    _column("last_released_on", "最近公开", "date"),
)
BY_CODE = {column.code: column for column in COLUMNS}

WORST = ("overview__overdue", "overview__stale_entries", "overview__empty_entries")


def order(sort: str) -> list[OrderBy | str]:
    """The order asked for; by default the worst first. An agency never counted comes last either way."""
    code, descending = sort.removeprefix("-"), sort.startswith("-")
    if code not in BY_CODE:
        late = Coalesce("request_standing__overdue", 0).desc()
        return [late, *(F(field).desc(nulls_last=True) for field in WORST), "path"]
    field = F(BY_CODE[code].field)
    first = field.desc(nulls_last=True) if descending else field.asc(nulls_last=True)
    return [first, "path"]
