"""规则: what every check is made of: its name, its authority, its sentence, and the findings it makes."""

from collections.abc import Iterable, Mapping
from typing import Any, Literal

import msgspec

from gongkai.report.report import Finding, Severity, Verdict
from gongkai.report.wording import smooth

Needs = Literal["", "previous", "others"]


class Untold(msgspec.Struct, frozen=True):
    """A rule had nothing to go on, and no one need act: why it cannot tell."""

    rule: str
    why: str


class Rule(msgspec.Struct, frozen=True):
    """One thing that must hold. `title` names it to people, `says` is the sentence of its findings.

    `needs` is what it looks at beside the report: last year's, or any others at hand.
    """

    module: str
    title: str
    cites: tuple[str, ...]
    severity: Severity
    says: str
    needs: Needs = ""

    @property
    def name(self) -> str:
        return self.module.rpartition(".")[2]

    def finding(
        self,
        *,
        facts: Mapping[str, Any] | None = None,
        says: str | None = None,
        severity: Severity | None = None,
        verdict: Verdict = "fault",
        place: str = "",
        quote: str = "",
        cites: Iterable[str] | None = None,
        cells: Iterable[str] = (),
        **words: object,
    ) -> Finding:
        """A finding of this rule; `facts` and `words` fill the blanks of the sentence, only facts are kept."""
        sentence = says if says is not None else self.says
        return Finding(
            rule=self.name,
            severity=severity or self.severity,
            message=smooth(sentence.format(**{"place": place, "quote": quote, **(facts or {}), **words})),
            place=place,
            quote=quote,
            facts=dict(facts or {}),
            cites=self.cites if cites is None else tuple(cites),
            cells=tuple(cells),
            verdict=verdict,
        )

    def untold(self, why: str) -> Untold:
        return Untold(self.name, why)


Found = Finding | Untold
