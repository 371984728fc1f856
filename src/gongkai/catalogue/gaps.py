"""目录缺什么: what an edition still lacks: items of the law without an entry, entries without what they must say."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from gongkai.catalogue import roots, time_limits
from gongkai.catalogue.models import CatalogueEntry
from gongkai.law.statutes import GRASSROOTS_2019, ORDER_711
from gongkai.report.report import Finding, Severity


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something every entry says, and the sentence for one that does not."""

    rule: str
    says: str
    is_there: Callable[[CatalogueEntry], object]
    severity: Severity = "warning"
    cites: tuple[str, ...] = (str(GRASSROOTS_2019),)


_WANTED: tuple[Wanted, ...] = (
    Wanted("entry_elements", "没有列公开内容（要素）。请写明要公开哪些内容，一行一项。", lambda entry: entry.elements),
    Wanted("entry_basis", "没有写公开依据。请写法律、法规或者文件的名称和文号。", lambda entry: entry.basis.strip()),
    Wanted("entry_subject", "没有写公开主体。请写由哪个机关公开。", lambda entry: entry.subject.strip()),
    Wanted("entry_channels", "没有选公开渠道。请至少选一个。", lambda entry: entry.channels),
    Wanted("entry_levels", "没有选公开层级。", lambda entry: entry.levels, "note"),
    Wanted(
        "entry_time_limit",
        "没读出公开期限，发布信息时只能按20个工作日提醒。请改写或选定公开时限。",
        lambda entry: time_limits.is_read(entry.time_rules),
        cites=(ORDER_711.article(26),),
    ),
)


def missing_roots(entries: Iterable[CatalogueEntry], level: str) -> list[roots.Root]:
    """The items of articles 20 and 21, for an agency of that level, that no entry answers to."""
    found = {entry.root for entry in entries}
    return [root for root in roots.of_level(level) if root.code not in found]


def findings(entries: Iterable[CatalogueEntry], level: str) -> Iterator[Finding]:
    """What an edition lacks; the items of the law first."""
    entries = list(entries)
    for root in missing_roots(entries, level):
        yield Finding(
            "root_missing",
            "error",
            f"法定内容“{root.title}”没有条目。请增加一个条目；不涉及的也要列出并说明。",
            root.title,
            cites=(root.cites,),
        )
    for entry in entries:
        if entry.not_applicable_reason:
            continue
        for wanted in _WANTED:
            if not wanted.is_there(entry):
                yield Finding(
                    wanted.rule,
                    wanted.severity,
                    f"“{entry}”{wanted.says}",
                    f"entry:{entry.code}",
                    cites=wanted.cites,
                )
