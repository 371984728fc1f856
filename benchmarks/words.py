"""字句: titles and bodies as townships, counties and departments write them, put together by a given chance."""

from random import Random

from gongkai.disclosure.models import Item

_Kind = Item.Kind

KINDS: dict[str, tuple[str, ...]] = {
    "20.1": (_Kind.NORMATIVE_DOCUMENT, _Kind.INTERPRETATION),
    "20.3": (_Kind.PLAN,),
    "20.5": (_Kind.DECISION,),
    "20.6": (_Kind.DECISION,),
    "20.7": (_Kind.BUDGET,),
    "20.10": (_Kind.KEY_TASK, _Kind.NOTICE),
    "20.12": (_Kind.EMERGENCY,),
    "20.14": (_Kind.PERSONNEL,),
    "21.8": (_Kind.LIST, _Kind.NOTICE),
}
"""What is published under an item of the law; notices, lists and other things under the rest."""

REST = (_Kind.NOTICE, _Kind.NOTICE, _Kind.LIST, _Kind.OTHER)

_FORMS = {
    _Kind.NORMATIVE_DOCUMENT: ("印发《{}管理办法》的通知", "印发《{}实施细则》的通知", "进一步加强{}工作的意见"),
    _Kind.INTERPRETATION: ("《{}管理办法》政策解读", "一图读懂：{}有关政策"),
    _Kind.PLAN: ("{}工作计划", "{}专项规划（征求意见后修改稿）"),
    _Kind.DECISION: ("{}行政许可决定书", "{}行政处罚决定信息公示"),
    _Kind.BUDGET: ("{}专项资金分配结果", "{}项目预算执行情况"),
    _Kind.KEY_TASK: ("{}重点任务进展情况", "{}任务清单完成情况"),
    _Kind.EMERGENCY: ("{}应急预案", "{}预警信息和应对情况"),
    _Kind.PERSONNEL: ("{}岗位公开招聘公告", "{}干部任前公示"),
    _Kind.LIST: ("{}发放对象名单", "{}享受人员花名册", "{}补贴资金明细表"),
    _Kind.NOTICE: ("关于{}的公示", "关于开展{}的通告", "关于做好{}有关事项的公告"),
    _Kind.OTHER: ("{}情况说明", "{}办事指南", "{}服务事项一览"),
}

_SUBJECTS = (
    "城乡居民最低生活保障",
    "特困人员救助供养",
    "临时救助",
    "耕地地力保护补贴",
    "农机购置与应用补贴",
    "高标准农田建设",
    "农村危房改造",
    "农村人居环境整治",
    "乡村振兴衔接资金项目",
    "农村土地承包经营权流转",
    "宅基地审批",
    "集体土地征收补偿安置",
    "国有土地上房屋征收",
    "农田水利设施管护",
    "饮用水水源保护",
    "河长制巡查",
    "森林防灭火",
    "秸秆禁烧",
    "安全生产专项整治",
    "食品小作坊监督检查",
    "燃气安全排查",
    "道路交通安全",
    "汛期防汛值守",
    "地质灾害隐患点排查",
    "义务教育阶段招生",
    "学前教育资助",
    "基本公共卫生服务",
    "计划生育家庭奖励扶助",
    "残疾人两项补贴",
    "高龄津贴",
    "退役军人优待",
    "公益性岗位",
    "就业技能培训",
    "城乡居民医疗保险参保缴费",
    "养老保险待遇资格认证",
    "社区养老服务设施建设",
    "保障性住房配租",
    "老旧小区改造",
    "生活垃圾分类",
    "城市管理综合执法",
    "市场主体登记",
    "政务服务事项下放",
    "重大建设项目批准和实施",
    "政府采购",
    "一事一议财政奖补",
    "村级公益事业筹资筹劳",
    "公共文化设施免费开放",
    "全民健身场地维护",
    "生态护林员选聘",
    "动物疫病防控",
)

_PLACES = ("东湾村", "前进村", "新华社区", "河西片区", "青山村", "城关片区", "双桥村", "柳林社区", "全域", "第一批", "")

_SENTENCES = (
    "为贯彻落实上级有关部署要求，切实保障群众知情权、参与权和监督权，现将有关情况公开如下。",
    "经个人申请、民主评议、入户核查和集体研究，符合条件的对象名单已经确定。",
    "各村民委员会、社区居民委员会要在显著位置张贴，公示期不少于五个工作日。",
    "公示期间，如有异议，请以书面形式实名反映，并提供必要的证明材料，以便调查核实。",
    "资金通过惠民惠农财政补贴“一卡通”直接发放到户，任何单位和个人不得截留、挤占、挪用。",
    "项目建设内容包括道路硬化、排水沟渠整修、路灯安装和绿化补植，计划年内完工并组织验收。",
    "责任单位要建立工作台账，明确责任人和完成时限，每月底前报送进展情况。",
    "本次检查共出动执法人员二十三人次，检查经营单位四十一家，发现问题十六处，已全部责令限期整改。",
    "申请人应当提交身份证明、户籍材料、收入和财产状况声明，委托办理的还应当提交授权委托书。",
    "办理时限自受理之日起计算，材料不齐全的一次性告知需要补正的全部内容。",
    "请广大群众注意防范，非必要不前往河道、水库、采空区等危险区域，遇有险情立即拨打值班电话。",
    "有关补偿标准按照省人民政府公布的区片综合地价执行，青苗和地上附着物据实清点登记。",
    "年度预算执行率为百分之九十六点四，结余资金按规定收回统筹使用。",
    "对工作不力、落实不到位的，予以通报；造成严重后果的，依规依纪依法追究责任。",
    "本办法自印发之日起施行，有效期五年；此前有关规定与本办法不一致的，以本办法为准。",
    "培训内容包括种植养殖技术、家政服务、电子商务和安全常识，参训人员考核合格后发给证书。",
    "咨询和监督电话在工作日上午八时三十分至十二时、下午二时三十分至五时三十分接听。",
    "各有关单位要加强协同配合，广泛开展宣传，及时总结推广好的经验做法。",
    "截至目前，已完成投资一千二百八十六万元，占年度计划的百分之七十四。",
    "所需经费列入年度财政预算，专款专用，接受审计和社会监督。",
)


class Writer:
    """Writes titles and bodies; its paragraphs are made once, so that a million bodies are soon written."""

    def __init__(self, chance: Random) -> None:
        self.paragraphs = [
            "<p>" + "".join(chance.choice(_SENTENCES) for _ in range(chance.randint(3, 6))) + "</p>" for _ in range(800)
        ]

    def title(self, chance: Random, kind: str, year: int, agency: str) -> str:
        subject = f"{year}年{chance.choice(_PLACES)}{chance.choice(_SUBJECTS)}"
        form = chance.choice(_FORMS[_Kind(kind)])
        return f"{agency}关于{form.format(subject)}" if kind == _Kind.NORMATIVE_DOCUMENT else form.format(subject)

    def body(self, chance: Random, title: str) -> str:
        """1 to 3 kB."""
        return f"<p>{title}</p>" + "".join(chance.choices(self.paragraphs, k=chance.randint(2, 5)))
