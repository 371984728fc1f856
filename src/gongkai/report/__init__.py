"""年度报告: an agency's yearly account of its disclosure work.

    read(file) -> Report       check(report) -> findings
    write(report, file)        total(reports) -> Report

Knows nothing of databases, pages or today's date.
"""
