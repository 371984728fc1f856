"""The words of the acts on exceptions where an agency has too few people."""

from gongkai.journal.words import say

say(
    "staffing_exception",
    "人员不足例外",
    {
        "staffing_exception.granted": (
            "核准例外",
            "{by}核准由一人办理{stages}，{from_on}至{until_on}，原因：{reason}[；外部复核：{outside_reviewer}]",
        ),
        "staffing_exception.ended": ("终止例外", "{by}提前终止了人员不足例外[，原因：{reason}]"),
    },
)
