"""文表相符·申请: the requests that the text reports are those of table three.

正文「收到申请若干件」即表三“一、本年新收政府信息公开申请数量”的总计。
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from gongkai.law.statutes import FORM_2021, ORDER_711
from gongkai.report.report import Report, Statement, total_of
from gongkai.report.rules import agreement
from gongkai.report.rules.prose import clause_of, of_this_year, passages
from gongkai.report.rules.rule import Found, Rule

rule = Rule(
    __name__,
    "文表相符（申请）",
    cites=(ORDER_711.article(50, item=2), FORM_2021.part("所附格式第三部分")),
    severity="error",
    says=agreement.SAYS + "请核对登记台账，使正文与表格一致。",
)

_WITH_CARRIED = "正文写“{said}”，等于{named}{table}件加上年结转。请写明其中含上年结转。"
_ELSEWHERE = agreement.SAYS + "正文另一处与表格相符；此处如果说的是其中一部分，请写明。"
_UNBALANCED = (
    "正文写新收{new}件、上年结转{carried_in}件、办结{handled}件、结转下年{carried_out}件："
    "{new}＋{carried_in}＝{came_in}，{handled}＋{carried_out}＝{went_out}，不相等。请核对登记台账。"
)
_SHARED_OUT = "正文写“{words}”：{sum}＝{shared}，与{done}不相等。请核对，或者写明各数的口径。"
_NEW = "requests.new.total"
_CARRIED_IN = "requests.carried_in.total"
_RECEIVED = re.compile(r"收到|受理|接收|接到|新收")


def check(report: Report) -> Iterator[Found]:
    yield from _shared_out(report)
    yield from _balance(report)
    form = report.edition
    stated = [(s, _cells(s)) for s in of_this_year(report, "requests_received") if s.exact]
    stated = [(s, paths) for s, paths in stated if form and paths and set(paths) <= set(form.slots)]
    if form is None or not stated:
        yield rule.untold("没有读到表三" if form is None else "正文没有写收到申请的件数")
        return
    agreed = [paths for s, paths in stated if s.value == total_of(report, paths)]
    for statement, paths in stated:
        if statement.value == total_of(report, paths):
            continue
        if paths == [_NEW] and statement.value == total_of(report, [_NEW, _CARRIED_IN]):
            if "结转" not in statement.quote:
                yield agreement.finding(rule, report, form, statement, paths, says=_WITH_CARRIED, severity="note")
        elif paths in agreed:
            yield agreement.finding(rule, report, form, statement, paths, says=_ELSEWHERE, severity="note")
        else:
            yield agreement.finding(rule, report, form, statement, paths)


_HANDED = re.compile(r"(?:主办|交办|转办|承办|协办)[^，。；、\d]{0,6}(?P<count>\d{1,6})[件项宗]")
_DONE = re.compile(r"(?:答复|办结|办复)[^，。；、\d]{0,6}(?P<count>\d{1,6})[件项宗]")


def _shared_out(report: Report) -> Iterator[Found]:
    """主办16件、交办6件，答复22项: those handed out are those answered."""
    seen: set[tuple[int, ...]] = set()
    for passage in passages(report, "overview", "requests"):
        for sentence in passage.sentences:
            handed = [int(found["count"]) for found in _HANDED.finditer(sentence)]
            done = [int(found["count"]) for found in _DONE.finditer(sentence)]
            if "申请" not in sentence and passage.part != "requests" and passage.section != "requests":
                continue
            if len(handed) == 2 and len(done) == 1 and sum(handed) != done[0] and (*handed, *done) not in seen:
                seen.add((*handed, *done))
                yield rule.finding(
                    says=_SHARED_OUT,
                    severity="note",
                    facts={"handed": handed, "done": done[0]},
                    place=passage.place,
                    quote=sentence,
                    words=sentence.rstrip("。"),
                    sum="＋".join(map(str, handed)),
                    shared=sum(handed),
                )


def _balance(report: Report) -> Iterator[Found]:
    """What the text alone says came in and went out, where no table says it."""
    if report.edition is not None:
        return
    said: dict[str, set[int | Decimal]] = {}
    for statement in of_this_year(report, "requests_received"):
        if statement.exact and statement.cell and statement.cell.endswith(".total"):
            said.setdefault(statement.cell.split(".")[1], set()).add(statement.value)
    rows = ("new", "carried_in", "handled", "carried_out")
    if any(len(said.get(row, ())) != 1 for row in rows):
        return
    new, carried_in, handled, carried_out = (next(iter(said[row])) for row in rows)
    if new + carried_in != handled + carried_out:
        yield rule.finding(
            says=_UNBALANCED,
            severity="warning",
            facts={"new": new, "carried_in": carried_in, "handled": handled, "carried_out": carried_out},
            place="正文",
            came_in=new + carried_in,
            went_out=handled + carried_out,
        )


def _cells(statement: Statement) -> list[str]:
    """The cells that should say the same, none for a number of no row; 「新收和上年结转合计」 are two."""
    if statement.cell:
        return [statement.cell]
    words = clause_of(statement)
    if statement.of is not None or not _RECEIVED.search(statement.label + words):
        return []
    return [_NEW, _CARRIED_IN] if "新收" in words and "结转" in words else [_NEW]
