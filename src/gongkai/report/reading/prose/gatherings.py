"""会议、培训: how many meetings and trainings on disclosure were held. People trained are not counted here."""

import re
from collections.abc import Collection, Iterator

from gongkai.report.reading.prose.drafts import Draft, drafted
from gongkai.report.reading.prose.sentences import Figure, Sentence
from gongkai.report.report import StatementKind

_UNITS = ("次", "场", "期", "个", "轮", "班", "班次", "场次", "批")
_SO_MANY = r"(?:了|共计?|累计|合计|总计|达|各|约|近|活动)*$"
_HELD = r"(?:召开|举行|举办|组织|开展|主持)"
_MEETING = re.compile(rf"{_HELD}[^，；]*会(?:议)?(?:研究[^，；]*|部署[^，；]*|学习[^，；]*|专题[^，；]*)?{_SO_MANY}")
_AT_A_MEETING = re.compile(
    rf"(?:党组|党委|党工委|常务|办公|专题|班子|领导小组|推进|联席)[^，；]{{0,4}}会(?:议)?(?:[^，；]{{0,8}}(?:研究|部署|听取|审议|学习)[^，；]*)?{_SO_MANY}"
)
_NO_MEETING = re.compile(r"发布会|听证会|培训会|招聘会|村民.{0,4}会|座谈会.{0,4}解读")
_TRAINING = re.compile(
    rf"(?:以会代训|培训(?:班|会|会议|课|讲座|活动|工作)?|(?:组织|开展|集中|专题)[^，；]*学习[^，；]*){_SO_MANY}"
)
_PLANNED = re.compile(r"下一?步|下一?阶段|明年|今后|[将拟](?!近)|计划(?=召开|举办|组织|开展)")
_BEFORE_ITS_NOUN = re.compile(rf"{_HELD}(?:了|召开)?{_SO_MANY}")


def _kind(figure: Figure) -> StatementKind | None:
    clause, after = figure.clause, re.split(r"[，。；、]", figure.after)[0]
    if _BEFORE_ITS_NOUN.search(clause) and after:
        clause, after = f"召开{after}", ""
    if _TRAINING.search(clause):
        return "trainings"
    if (_MEETING.search(clause) or _AT_A_MEETING.search(clause)) and not _NO_MEETING.search(clause):
        return "meetings"
    return None


def read(sentence: Sentence, taken: Collection[int]) -> Iterator[Draft]:
    for figure in sentence.figures:
        if _PLANNED.search(sentence.text[: figure.start]):
            return
        if figure.quantity.unit in _UNITS and figure.start not in taken and (kind := _kind(figure)):
            noun = re.split(r"[，。；、]", figure.after)[0] if _BEFORE_ITS_NOUN.search(figure.clause) else ""
            yield drafted(kind, sentence, figure, figure.clause + noun)
