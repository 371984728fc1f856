"""The Jinja2 environment of every page: filters for dates, days, counts, sizes; the few functions templates call."""

from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.http import urlencode
from jinja2 import Environment, StrictUndefined

from gongkai.site import pictures

NOTHING = "—"
"""What stands where there is no value, so that it is not taken for a zero."""

DAY_WIDGET = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def environment(**options: Any) -> Environment:
    """The environment for Django's Jinja2 backend; a name that is not there is an error, not an empty place."""
    found = Environment(
        **{**options, "autoescape": True, "trim_blocks": True, "lstrip_blocks": True, "undefined": StrictUndefined}
    )
    found.filters.update(
        day=day,
        iso=iso,
        minute=minute,
        count=count,
        clock=clock,
        clock_tone=clock_tone,
        filesize=filesize,
        money=money,
        since=since,
    )
    found.globals.update(
        static=static,
        url=url,
        known=known,
        query=query,
        kept=kept,
        today=timezone.localdate,
        day_widget=DAY_WIDGET,
        qr=pictures.qr,
        share=pictures.share,
        ticks=pictures.ticks,
        plot=pictures.plot,
        stretches=pictures.stretches,
        zip=zip,
    )
    return found


def url(name: str, *args: Any, query: dict[str, Any] | None = None, fragment: str | None = None, **kwargs: Any) -> str:
    """The address of a page: url("desk:item", agency.pk, item.pk, query={"tab": "trail"})."""
    if fragment or kwargs or not all(type(value) is int for value in args):
        return reverse(name, args=args or None, kwargs=kwargs or None, query=query, fragment=fragment)
    address = _numbered(name, len(args)).format(*args)
    return f"{address}?{urlencode(query, doseq=True)}" if query else address


@cache
def _numbered(name: str, count: int) -> str:
    """The address of a page whose arguments are numbers, with places for them: a list asks for fifty of them."""
    marks = [10**9 + place for place in range(count)]
    address = reverse(name, args=marks or None).replace("{", "{{").replace("}", "}}")
    for mark in marks:
        address = address.replace(str(mark), "{}", 1)
    return address


def known(name: str, *args: Any) -> str:
    """The address of a page of the frame, "" where this site does not have it; the frame then leaves the link out."""
    return url(name, *args) if _is_there(name, len(args)) else ""


@cache
def _is_there(name: str, count: int) -> bool:
    try:
        _numbered(name, count)
    except NoReverseMatch:
        return False
    return True


def query(request: HttpRequest, **changes: Any) -> str:
    """This page's query string with changes, None drops a name: query(request, page=2) is "?state=late&page=2"."""
    found = request.GET.copy()
    for name, value in changes.items():
        if value is None:
            found.pop(name, None)
        else:
            found[name] = str(value)
    return "?" + found.urlencode()


def kept(request: HttpRequest, *without: str) -> list[tuple[str, str]]:
    """The query of this page as pairs for hidden fields, without some names: a form then keeps the other filters."""
    given: QueryDict = request.GET
    return [(name, str(value)) for name, values in given.lists() if name not in without for value in values]


def _local(moment: date | datetime) -> date | datetime:
    return timezone.localtime(moment) if isinstance(moment, datetime) and timezone.is_aware(moment) else moment


def day(value: date | datetime | None) -> str:
    """2024年3月8日, to read."""
    if value is None:
        return NOTHING
    local = _local(value)
    return f"{local.year}年{local.month}月{local.day}日"


def iso(value: date | datetime | None) -> str:
    """2024-03-08, in tables."""
    return NOTHING if value is None else _local(value).strftime("%Y-%m-%d")


def minute(value: datetime | None) -> str:
    """2024-03-08 14:05, in tables and journals."""
    return NOTHING if value is None else _local(value).strftime("%Y-%m-%d %H:%M")


def count(value: int | Decimal | float | None) -> str:
    """1,234; no value stays no value."""
    return NOTHING if value is None else f"{value:,}"


def clock(working_days: int | None, late: bool = False) -> str:
    """How many working days are left; below zero, how many it is over. `late`: the day is past, if by a day off."""
    if working_days is None:
        return "没有期限"
    if working_days == 0:
        return "已超期" if late else "今天到期"
    return f"还剩 {working_days} 个工作日" if working_days > 0 else f"超期 {-working_days} 个工作日"


def clock_tone(working_days: int | None, soon: int = 5, late: bool = False) -> str:
    """The state a clock is shown in: late, due (within `soon` working days) or ok."""
    if working_days is None:
        return "waiting"
    return "late" if late or working_days < 0 else "due" if working_days <= soon else "ok"


def filesize(size: int | None) -> str:
    """820 KB, 1.2 MB."""
    if size is None:
        return NOTHING
    kilobytes = size / 1024
    if kilobytes < 1:
        return "不足 1 KB"
    if kilobytes < 1000:
        return f"{kilobytes:.0f} KB"
    megabytes = kilobytes / 1024
    return f"{megabytes:.1f} MB" if megabytes < 1000 else f"{megabytes / 1024:.1f} GB"


def money(value: Decimal | int | None, unit: str = "元") -> str:
    """1,234.50 元."""
    return NOTHING if value is None else f"{Decimal(value):,.2f} {unit}"


def since(moment: datetime, now: datetime | None = None) -> str:
    """刚刚, 5 分钟前, 3 小时前, 昨天, 4 天前; a date once a month has gone by."""
    local, here = timezone.localtime(moment), timezone.localtime(now)
    days = (here.date() - local.date()).days
    minutes = int((here - local).total_seconds() // 60)
    if days > 30:
        return iso(local)
    if days > 1:
        return f"{days} 天前"
    if days == 1 and minutes >= 60 * 6:
        return "昨天"
    if minutes >= 60:
        return f"{minutes // 60} 小时前"
    return f"{minutes} 分钟前" if minutes >= 1 else "刚刚"
