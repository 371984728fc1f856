"""The words of the acts on registers."""

from gongkai.journal.words import say

say(
    "register",
    "登记簿",
    {
        "register.entered": (
            "登记",
            "{by}登记了{register}“{subject}”，{dated}[；来自表格“{file}”][；核对过：{confirmed}]",
        ),
        "register.changed": (
            "更正登记",
            "{by}更正了{register}“{subject}”：{changes}[；核对过：{confirmed}][；理由：{reason}]",
        ),
        "register.voided": ("登记作废", "{by}将{register}“{subject}”的登记作废，理由：{reason}"),
        "register.mended": ("整改完成", "{by}登记问题“{subject}”于{mended_on}整改完成[：{content}]"),
    },
)
