"""收费: the fees taken for handling requests, in 元. Other charges of the agency are none of these."""

import re
from collections.abc import Collection, Iterator

from gongkai.report.reading.prose.drafts import Draft, drafted, none_of
from gongkai.report.reading.prose.sentences import Sentence

_ABOUT = re.compile(
    r"信息处理费|(?:信息公开|依申请|申请|提供).{0,30}(?:收费|费用|收取)|(?:检索|复制|邮寄)(?:、|和|及|等|费)|处理费|收费通知"
)
_OTHER_MONEY = re.compile(r"事业性收费|罚款|罚没|资金|经费|补贴|补助|救助|投资|预算")
_NONE = re.compile(
    r"(?:未|没有|无|不|没)[^，；按]{0,14}(?:收取|收费|费用|处理费|收到)|免费(?:提供|公开)|处理费[^，；\d]{0,8}(?:(?:0|零)(?![\d.])|[:：](?:无|没有))"
)
_ALONE = re.compile(
    r"(?:\d{4}年度?|本年度?|全年|本机关|我[局镇乡县市委办]|，)*(?:未|没有|无)(?:发生)?(?:收取|收费)(?:任何)?(?:费用)?。?"
)
_TAKEN = re.compile(r"收取|收费|费用|处理费|收入|共计|合计|金额")


def read(sentence: Sentence, taken: Collection[int]) -> Iterator[Draft]:
    about = _ABOUT.search(sentence.text) or "收费" in sentence.heading
    if not about:
        if sentence.section == "other" and _ALONE.fullmatch(sentence.text):  # 信息处理费情况。本年度未收取。
            yield none_of(
                "processing_fee", sentence, 0, "信息处理费", year=sentence.year_at(len(sentence.text), None), unit="元"
            )
        return
    sums = [figure for figure in sentence.figures if figure.quantity.unit == "元"]
    for figure in sums[:1]:
        if _TAKEN.search(figure.before) and not _OTHER_MONEY.search(figure.lead):
            yield drafted("processing_fee", sentence, figure, "信息处理费")
    for at, clause in sentence.clauses:
        if not sums and _NONE.search(clause) and "费" in clause and not re.search(r"逾期|标准", clause):
            year = sentence.year_at(at + len(clause), None)
            yield none_of("processing_fee", sentence, at, "信息处理费", year=year, unit="元")
            return
