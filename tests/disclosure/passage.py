"""An item brought to where a test begins: a complete draft, handed in, passed, released."""

from dataclasses import replace
from datetime import date
from typing import Any

from gongkai.agency.models import Officer
from gongkai.disclosure.actions import drafting, examining, releasing, submitting
from gongkai.disclosure.models import Item
from tests.cast import Cast

TODAY = date(2024, 5, 6)
TITLE = "清水镇2024年耕地地力保护补贴工作方案"
BODY = "<p>为落实耕地地力保护补贴，制定本方案。</p><p>清水镇人民政府</p><p>2024年4月28日</p>"
FACTS = {
    "root": "20.11",
    "formed_on": date(2024, 4, 28),
    "summary": "耕地地力保护补贴的对象、标准和发放程序。",
}


def draft(cast: Cast, *, title: str = TITLE, body: str = BODY, kind: str = "plan", **fields: object) -> Item:
    return drafting.start(
        cast.town, by=cast.chen, today=TODAY, kind=kind, title=title, body=body, **{**FACTS, **fields}
    )


def readers(cast: Cast) -> tuple[tuple[str, Officer], ...]:
    return ("second", cast.zhou), ("secrecy", cast.sun), ("third", cast.zhao)


def submitted(cast: Cast, item: Item | None = None, *, today: date = TODAY, **fields: object) -> Item:
    item = item or draft(cast, **fields)
    submitting.submit(item.pk, by=cast.chen, today=today)
    return fresh(item)


def examined(cast: Cast, item: Item, *, today: date = TODAY) -> Item:
    for stage, reader in readers(cast):
        examining.pass_stage(item.pk, by=reader, today=today, stage=stage, opinion="同意")
    return fresh(item)


def passed(cast: Cast, item: Item | None = None, *, today: date = TODAY, **fields: object) -> Item:
    return examined(cast, submitted(cast, item, today=today, **fields), today=today)


def released(cast: Cast, item: Item | None = None, *, today: date = TODAY, **fields: object) -> Item:
    item = passed(cast, item, today=today, **fields)
    releasing.release(item.pk, by=cast.chen, today=today)
    return fresh(item)


def fresh(item: Item) -> Item:
    return Item.objects.select_related("agency", "handler", "current").get(pk=item.pk)


def configure(settings: Any, **values: object) -> None:
    """Settings of gongkai for the length of a test (`settings` of pytest-django)."""
    settings.GONGKAI = replace(settings.GONGKAI, values={**settings.GONGKAI.values, **values})
