"""法规: what the rules say, as dated data with citations.

    statutes      every text an answer may cite: ORDER_711.article(26)
    dated         Dated.on(day) -> Value: a number the law may change, with its text
    calendar      builtin() -> Calendar: is_working, after, before, on_or_after, on_or_before, count, left,
                  due(start, n) -> Due, due_in_days; Arrangement.parse(text) for a new year's notice
    disclosure    disclosure_due, budget_due, withdrawal_due, credit_due, interpretation_due, opinions_until
    timeliness    parse(text) -> TimeRules, words, due, next_due, taken_down_due, stale_after_days
    deadlines     explain(events, calendar, today=…) -> Clock, received -> Receipt, amendment_due, fee_due
    outcomes      OUTCOMES[code], by_code, choices(on), why_not_law: what must be established, what a letter has
    fees          by_items(count, before=…), by_pages(pages) -> Fee: 元, with every step of the scale
    remedies      remedies(code, decided_on, level=…): the paragraph of the letter; the terms of disputes
    reporting     due(reporter, year, calendar) -> ReportDue: the annual report's last day and the one to work to
    inspection    STALE_DAYS[column], BLANK_COLUMNS, STALE_COLUMNS: where a national inspection fails a site

A `Due` says its last day, every step on the way to it, its articles, and whether it is provisional because a year's
notice on holidays has not been read. Knows nothing of databases, pages or today's date, and needs only the standard
library.
"""
