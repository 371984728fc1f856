"""报送: each year's report as a duty: compiled from the ledger, examined, filed, published, corrected in the open.

    models      Filing, its versions, what was entered by hand, text, findings confirmed, marks, what was frozen
    figures     every number of the report as a named query over records, with its rule and citation
    text        the prose: sentences proposed from figures, numbers that stay linked while the officer writes
    findings    what is wrong in a report and in the ledger behind it, in three tiers
    dates       by when each agency's report is due, and who said so; duties: who owes one and where it stands
    totalling   the figures of a government's whole report, added up from those of its agencies, each once
    reminding   who is told that a report is due, and asked for one that is late; waiting: the piles of 今日
    states      which act is allowed in which state
    access      the only ways to reach a filing
    actions     begin, count, enter, write, confirm, examine, submit, receive, publish, restate, import
    sealed      the package an auditor verifies without the site (plain Python)

《政府信息公开条例》第四十九条、第五十条；国办公开办函〔2021〕30号.
"""
