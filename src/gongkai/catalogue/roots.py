"""法定主动公开内容: the fixed roots of every catalogue (条例第二十条、第二十一条).

Fifteen items for every agency; seven more for cities, counties and their departments, eight for townships.
"""

from dataclasses import dataclass

from gongkai.law.statutes import ORDER_711


@dataclass(frozen=True, slots=True)
class Root:
    """One item of the Regulation: its code ("20.7", "21.3"), its words and short name."""

    code: str
    title: str
    article: int
    item: int | None = None

    @property
    def cites(self) -> str:
        return ORDER_711.article(self.article, item=self.item)


ARTICLE_20: tuple[Root, ...] = tuple(
    Root(f"20.{number}", title, 20, number)
    for number, title in enumerate(
        (
            "行政法规、规章和规范性文件",
            "机关职能、机构设置、办公地址、办公时间、联系方式、负责人姓名",
            "国民经济和社会发展规划、专项规划、区域规划及相关政策",
            "国民经济和社会发展统计信息",
            "行政许可和其他对外管理服务事项",
            "行政处罚、行政强制",
            "财政预算、决算信息",
            "行政事业性收费项目",
            "政府集中采购项目",
            "重大建设项目",
            "扶贫、教育、医疗、社会保障、促进就业等政策措施",
            "突发公共事件应急预案、预警信息及应对情况",
            "环境保护、公共卫生、安全生产、食品药品、产品质量监督检查",
            "公务员招考",
            "其他应当主动公开的政府信息",
        ),
        start=1,
    )
)

TOWNSHIP: tuple[Root, ...] = tuple(
    Root(f"21.{number}", title, 21)
    for number, title in enumerate(
        (
            "贯彻落实农业农村工作政策",
            "农田水利工程建设运营",
            "农村土地承包经营权流转",
            "宅基地使用情况审核",
            "土地征收",
            "房屋征收",
            "筹资筹劳",
            "社会救助",
        ),
        start=1,
    )
)

CITY_AND_COUNTY: tuple[Root, ...] = tuple(
    Root(f"21.{number}", title, 21)
    for number, title in enumerate(
        ("市政建设", "公共服务", "公益事业", "土地征收", "房屋征收", "治安管理", "社会救助"), start=11
    )
)

ROOTS: dict[str, Root] = {root.code: root for root in (*ARTICLE_20, *CITY_AND_COUNTY, *TOWNSHIP)}
CHOICES = [(root.code, root.title) for root in ROOTS.values()]


OTHERWISE = "20.15"
"""Where what belongs nowhere else goes: 其他应当主动公开的政府信息."""


def for_level(code: str, level: str) -> str:
    """The same item of the law for another level: 土地征收 of a county is 土地征收 of its townships."""
    own = {root.code: root for root in of_level(level)}
    if code in own:
        return code
    title = ROOTS[code].title
    return next((root.code for root in own.values() if root.title == title), OTHERWISE)


def of_level(level: str) -> tuple[Root, ...]:
    """The roots of an agency of this level, in the order of the Regulation."""
    return ARTICLE_20 + (TOWNSHIP if level == "township" else CITY_AND_COUNTY if level in ("city", "county") else ())
