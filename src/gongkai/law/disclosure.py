"""主动公开期限: by when information must be out, taken back, explained, or open to opinions.

《政府信息公开条例》第二十六条；2019 年修订前为第十八条。Terms of other laws stand beside it, each under its own text.
"""

from datetime import date

from gongkai.law.calendar import DAY, Calendar, Due, Step, long_words, weekday_words
from gongkai.law.dated import Dated
from gongkai.law.statutes import (
    BUDGET,
    DECISIONS,
    MARKET_DATA_2015,
    OPENNESS_2016,
    ORDER_492,
    ORDER_711,
    PENALTIES,
)

DISCLOSURE_DAYS = Dated(
    (date(2008, 5, 1), 20, ORDER_492.article(18)),
    (date(2019, 5, 15), 20, ORDER_711.article(26)),
    name="主动公开期限",
)
"""Working days from the day information came to be or was changed. 「法律、法规……另有规定的，从其规定」"""

BUDGET_DAYS = Dated((date(2015, 1, 1), 20, BUDGET.article(14)), name="预算决算公开期限")
"""Calendar days from approval (批准) or reply (批复): 「批准后二十日内」, not working days."""

WITHDRAWAL_DAYS = Dated(
    (date(2021, 7, 15), 3, (PENALTIES.article(48, paragraph=2), PENALTIES.article(85))),
    name="行政处罚决定撤回期限",
)
"""Working days (第八十五条) to take back a published penalty that was changed, revoked, or found unlawful or void."""

CREDIT_DAYS = Dated(
    (date(2015, 6, 24), 7, MARKET_DATA_2015.part("第（十八）项")), name="行政许可、行政处罚公示期限", confirmed=False
)
"""双公示: working days from a licensing or penalty decision to its appearance online."""

OPINION_DAYS = Dated((date(2019, 9, 1), 30, DECISIONS.article(15)), name="决策草案征求意见期限")
"""Calendar days for which a draft is open to opinions: 「一般不少于30日」; townships follow it by article 42."""

INTERPRETATION_DAYS = Dated((date(2016, 11, 10), 3, OPENNESS_2016.part("")), name="政策解读发布期限", confirmed=False)
"""Working days from a document's release to that of its interpretation."""

PENALTY_KEPT_YEARS = {"企业": 5, "个人": 3}
"""Years after which catalogues take penalty decisions down: a local rule (上海城管); no national one has been read."""


def disclosure_due(formed_on: date, calendar: Calendar, *, event: str = "形成") -> Due:
    """The last day to disclose on the agency's own motion.

    「应当自该政府信息形成或者变更之日起20个工作日内及时公开」
    """
    days = DISCLOSURE_DAYS.on(formed_on)
    return calendar.due(formed_on, days.value, cites=days.cites, event=event)


def budget_due(approved_on: date, calendar: Calendar, *, event: str = "批准") -> Due:
    """The last day to publish a budget or final accounts."""
    days = BUDGET_DAYS.on(approved_on)
    return calendar.due_in_days(approved_on, days.value, cites=days.cites, event=event)


def withdrawal_due(decided_on: date, calendar: Calendar) -> Due:
    """The last day to take back a published penalty, with the reasons given, after the decision that undid it."""
    days = WITHDRAWAL_DAYS.on(decided_on)
    return calendar.due(decided_on, days.value, cites=days.cites, event="变更、撤销或确认违法、无效")


def credit_due(decided_on: date, calendar: Calendar) -> Due:
    """The last day for a licensing or penalty decision to appear online (双公示)."""
    days = CREDIT_DAYS.on(decided_on)
    return calendar.due(decided_on, days.value, cites=days.cites, event="作出决定")


def interpretation_due(released_on: date, calendar: Calendar) -> Due:
    """The last day for a document's interpretation to appear."""
    days = INTERPRETATION_DAYS.on(released_on)
    return calendar.due(released_on, days.value, cites=days.cites, event="文件公开")


def opinions_until(opened_on: date, calendar: Calendar) -> Due:
    """The earliest day on which a draft may be closed to opinions: the last of its thirty days, itself open."""
    days = OPINION_DAYS.on(opened_on)
    last = opened_on + days.value * DAY
    steps = (
        Step(f"{long_words(opened_on)}（{weekday_words(opened_on)}）公布草案，次日起算", opened_on, opened_on),
        Step(
            f"征求意见不少于{days.value}日，至{long_words(last)}（{weekday_words(last)}）",
            opened_on + DAY,
            last,
            days.value,
        ),
    )
    return Due(last, steps, days.cites)
