"""法规文件: every text that an answer may cite, once.

An article is cited through its statute (`ORDER_711.article(50, item=4)`), so that no citation
names a text that is not in this register.
"""

from dataclasses import dataclass
from datetime import date

_DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """A number from 1 to 199 as it stands in the citation of an article: 50 → 五十."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


@dataclass(frozen=True, slots=True)
class Statute:
    """A law, regulation or notice: its title, its number, and, where confirmed, the days it took and lost effect."""

    title: str
    number: str
    effective_on: date | None = None
    repealed_on: date | None = None

    def __str__(self) -> str:
        return f"《{self.title}》（{self.number}）" if self.number else f"《{self.title}》"

    def article(self, number: int, *, paragraph: int | None = None, item: int | None = None) -> str:
        """第…条第…款第（…）项, with the title before it."""
        text = f"《{self.title}》第{chinese(number)}条"
        if paragraph is not None:
            text += f"第{chinese(paragraph)}款"
        if item is not None:
            text += f"第（{chinese(item)}）项"
        return text

    def part(self, words: str) -> str:
        """A part that is not an article: a table, a heading, an annex."""
        return f"{self}{words}"


ORDER_492 = Statute("中华人民共和国政府信息公开条例", "国务院令第492号", date(2008, 5, 1), date(2019, 5, 15))
ORDER_711 = Statute("中华人民共和国政府信息公开条例", "国务院令第711号", date(2019, 5, 15))

STATISTICS_2014 = Statute("关于加强和规范政府信息公开情况统计报送工作的通知", "国办发〔2014〕32号")
FORM_2019 = Statute("关于政府信息公开工作年度报告有关事项的通知", "国办公开办函〔2019〕60号")
FORM_2021 = Statute(
    "关于印发《中华人民共和国政府信息公开工作年度报告格式》的通知", "国办公开办函〔2021〕30号", date(2021, 9, 26)
)
PLATFORM_2019 = Statute("关于规范政府信息公开平台有关事项的通知", "国办公开办函〔2019〕61号")
GRASSROOTS_2019 = Statute("关于全面推进基层政务公开标准化规范化工作的指导意见", "国办发〔2019〕54号")
INSPECTION_2019 = Statute("政府网站与政务新媒体检查指标、监管工作年度考核指标", "国办秘函〔2019〕19号")
FEES_2020 = Statute("政府信息公开信息处理费管理办法", "国办函〔2020〕109号")
RECEIPT_2015 = Statute("关于政府信息公开期限有关问题的解释", "国办公开办函〔2015〕207号")
CHANNELS_2017 = Statute("关于政府信息公开申请接收渠道问题的解释", "国办公开办函〔2017〕19号")
LEGISLATION = Statute("中华人民共和国立法法", "")
RECONSIDERATION = Statute("中华人民共和国行政复议法", "", date(2024, 1, 1))
RECONSIDERATION_1999 = Statute("中华人民共和国行政复议法", "", date(1999, 10, 1), date(2024, 1, 1))
LITIGATION = Statute("中华人民共和国行政诉讼法", "", date(2015, 5, 1))
LITIGATION_1989 = Statute("中华人民共和国行政诉讼法", "", date(1990, 10, 1), date(2015, 5, 1))
DISCLOSURE_CASES_2025 = Statute(
    "最高人民法院关于审理政府信息公开行政案件适用法律若干问题的解释", "法释〔2025〕8号", date(2025, 6, 1)
)
BUDGET = Statute("中华人民共和国预算法", "", date(2015, 1, 1))
PENALTIES = Statute("中华人民共和国行政处罚法", "", date(2021, 7, 15))
SECRECY = Statute("中华人民共和国保守国家秘密法", "", date(2024, 5, 1))
DECISIONS = Statute("重大行政决策程序暂行条例", "国务院令第713号", date(2019, 9, 1))
OPENNESS_2016 = Statute("〈关于全面推进政务公开工作的意见〉实施细则", "国办发〔2016〕80号")
MARKET_DATA_2015 = Statute("关于运用大数据加强对市场主体服务和监管的若干意见", "国办发〔2015〕51号")
HOLIDAYS_1999 = Statute("全国年节及纪念日放假办法", "国务院令第270号", date(1999, 9, 18), date(2008, 1, 1))
HOLIDAYS_2007 = Statute("全国年节及纪念日放假办法", "国务院令第513号", date(2008, 1, 1), date(2014, 1, 1))
HOLIDAYS_2013 = Statute("全国年节及纪念日放假办法", "国务院令第644号", date(2014, 1, 1), date(2025, 1, 1))
HOLIDAYS_2024 = Statute("全国年节及纪念日放假办法", "国务院令第795号", date(2025, 1, 1))


STATUTES: tuple[Statute, ...] = (
    ORDER_492,
    ORDER_711,
    STATISTICS_2014,
    FORM_2019,
    FORM_2021,
    PLATFORM_2019,
    GRASSROOTS_2019,
    INSPECTION_2019,
    FEES_2020,
    RECEIPT_2015,
    CHANNELS_2017,
    LEGISLATION,
    RECONSIDERATION,
    RECONSIDERATION_1999,
    LITIGATION,
    LITIGATION_1989,
    DISCLOSURE_CASES_2025,
    BUDGET,
    PENALTIES,
    SECRECY,
    DECISIONS,
    OPENNESS_2016,
    MARKET_DATA_2015,
    HOLIDAYS_1999,
    HOLIDAYS_2007,
    HOLIDAYS_2013,
    HOLIDAYS_2024,
)
