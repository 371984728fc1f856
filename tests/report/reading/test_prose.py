import pytest

from gongkai.report import forms
from gongkai.report.reading.prose import statements
from gongkai.report.report import Part, Section, Statement

FORM = forms.form("2021")


def stated(text: str, part: str = "disclosure", section: str = "overview", year: int = 2023) -> tuple[Statement, ...]:
    told = Section(section, "", "", (Part(part, "", text),)) if part else Section(section, "", text)
    return statements([told], year=year, form=FORM)


def numbers(found: tuple[Statement, ...], kind: str) -> list[tuple[str, object]]:
    return [(one.label, one.value) for one in found if one.kind == kind]


def cells(found: tuple[Statement, ...]) -> dict[str, object]:
    return {one.cell: one.value for one in found if one.cell}


# -- the total and its channels -------------------------------------------------------------------------------------


def test_a_total_is_told_with_its_channels():
    found = stated(
        "2023年，我局主动公开政府信息1,286条。其中，通过政府门户网站公开612条，政务微博230条，政务微信公众号444条。"
    )
    assert numbers(found, "disclosed_total") == [("主动公开政府信息", 1286)]
    assert numbers(found, "channel") == [("政府门户网站", 612), ("政务微博", 230), ("政务微信公众号", 444)]
    assert [one.of for one in found if one.kind == "channel"] == [0, 0, 0]
    assert found[1].quote == "其中，通过政府门户网站公开612条，政务微博230条，政务微信公众号444条。"


@pytest.mark.parametrize(
    ("text", "total", "exact"),
    [
        ("全年累计公开各类信息518条。", 518, True),
        ("我镇共主动公开了93条信息。", 93, True),
        ("2023年公开政府信息条数为77条。", 77, True),
        ("主动公开政府信息数：456条", 456, True),
        ("截止12月31日，我街道主动公开信息共计九百八十六条。", 986, True),
        ("今年以来，发布政务信息2万余条。", 20000, False),
        ("全年主动公开政府信息4500条左右。", 4500, False),
        ("今年我单位主动公开政府信息零条。", 0, True),
        ("通过门户网站、公众号、宣传栏等多种方式公开信息600余条。", 600, False),
        ("开设专栏12个，发布信息356条，点击量超过10万次。", 356, True),
        ("自2008年《条例》施行以来累计公开信息78967条，其中2023年公开2543条。", 2543, True),
    ],
)
def test_a_total_is_known_in_many_words(text, total, exact):
    found = stated(text)
    assert [(one.kind, one.value, one.exact) for one in found] == [("disclosed_total", total, exact)]


@pytest.mark.parametrize(
    ("text", "channels"),
    [
        ("按渠道分：政府网站131条、“溪口发布”微信公众号95条。", [131, 95]),
        ("各渠道发布情况：本局动态495条、微信89条、大屏幕、纸质载体36条。", [495, 89, 36]),
        ("全年通过网站528条、微信公众号75条发布信息。", [528, 75]),
        ("在县政府网站公开信息326条，在“云上柳河”微信公众号发布信息1458条。", [326, 1458]),
        ("2023年主动公开信息数量为：门户网站512条，微博96条。", [512, 96]),
        ("督促各局在信息公开页面发布信息304条，运用官方抖音号发布28条。", [304, 28]),
        ("通过公告栏公示惠民政策等信息276条，LED显示屏、电子阅报屏等其他方式102条。", [276, 102]),
    ],
)
def test_channels_are_known_in_many_words(text, channels):
    found = stated(text)
    assert [one.value for one in found if one.kind == "channel"] == channels
    assert numbers(found, "category") == []


def test_a_list_is_of_channels_though_one_of_them_does_not_sound_like_it():
    found = stated("全年公开政府信息合计202条，其中网站194条、微信公众号4条、建议提案4条。")
    assert [one.value for one in found if one.kind == "channel"] == [194, 4, 4]


def test_the_only_channel_told_is_the_total_too():
    found = stated("2023年，我区在政府网站平台主动公开政府信息1136条。")
    assert [(one.kind, one.value, one.of) for one in found] == [("disclosed_total", 1136, None), ("channel", 1136, 0)]


def test_a_channel_beside_another_is_no_total():
    found = stated("全年通过县政府网站主动公开政府信息451条。各局在信息公开页面发布信息304条。")
    assert {one.kind for one in found} == {"channel"}


def test_channels_besides_the_total_are_no_part_of_it():
    found = stated("全年公开信息97条。另有政务微信132条、微博15条。")
    assert [(one.value, one.of) for one in found if one.kind == "channel"] == [(132, None), (15, None)]


def test_a_total_after_its_channels_is_their_whole():
    found = stated("政府网站230条，微信公众号118条，合计348条。")
    assert [(one.kind, one.value, one.of) for one in found] == [
        ("channel", 230, 2),
        ("channel", 118, 2),
        ("disclosed_total", 348, None),
    ]


# -- categories -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "categories"),
    [
        ("从内容看，政府文件11条、工作动态270条。", [("政府文件", 11), ("工作动态", 270)]),
        ("主要类别有：机构职能类信息94条，国土、环保类98条。", [("机构职能", 94), ("国土、环保", 98)]),
        ("公开的内容有公示公告30条、规范性文件3条等。", [("公示公告", 30), ("规范性文件", 3)]),
        ("主动公开规范性文件5件，公开财政预决算信息8条。", [("规范性文件", 5), ("财政预决算信息", 8)]),
        ("全年公开12条财政信息、5条人事信息。", [("财政信息", 12), ("人事信息", 5)]),
    ],
)
def test_categories_are_known_in_many_words(text, categories):
    assert numbers(stated(text), "category") == categories


def test_categories_of_a_channel_belong_to_it():
    found = stated("全年公开信息365条。在政府网站发布信息105条，其中机构职能5条、行政处罚100条；微信公众号公开260条。")
    assert [(one.kind, one.value, one.of) for one in found] == [
        ("disclosed_total", 365, None),
        ("channel", 105, 0),
        ("category", 5, 1),
        ("category", 100, 1),
        ("channel", 260, 0),
    ]


def test_examples_are_not_offered_as_the_whole():
    found = stated("全年公开信息700条。公开的内容有公文法规6条、工作动态55条等。")
    assert [one.of for one in found if one.kind == "category"] == [None, None]


def test_examples_that_exceed_the_whole_are_held_against_it():
    found = stated("全年公开信息50条。公开的内容有公文法规6条、工作动态55条等。")
    assert [one.of for one in found if one.kind == "category"] == [0, 0]


def test_one_kind_of_item_and_no_other_number_is_the_total():
    found = stated("2023年，主动公开工作动态65余条。")
    assert [(one.kind, one.value, one.exact) for one in found] == [
        ("disclosed_total", 65, False),
        ("category", 65, False),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "政务微信公众号粉丝达3万人，阅读量12万次，回复网民留言23条。",
        "开设专栏12个，维护栏目62个，开展意见征集9期。",
        "推送原创短视频113个、图文177条，涌现爆款内容52条，其中1条播放量破亿。",
        "全年发布地质灾害预警30轮，其中红色5期、橙色3期。",
        "全年发布解读类信息21条，其中图文产品共17条。",
        "各乡镇受理审批服务申请121510件。",
        "整改不规范描述22处，清理过期信息697条，发出催办提示84次。",
        "公开率100%，及时率100%，接待群众1200人次。",
        "政府网站主动公开信息较多的单位为教育局（356条）、民政局（210条）。",
    ],
)
def test_visits_accounts_replies_and_repairs_are_no_items(text):
    assert stated(text) == ()


def test_what_each_office_published_is_neither_a_channel_nor_a_category():
    found = stated(
        "主动公开政府信息2543条。其中，区直各部门主动公开政府信息1687条，占66%。各乡镇主动公开政府信息856条。"
    )
    assert [(one.kind, one.value) for one in found] == [("disclosed_total", 2543)]


def test_what_section_six_says_again_is_said_once():
    told = [
        Section("overview", "", "共公开信息108条，其中政府网站105条、公告栏3条。"),
        Section("other", "", "今年来共通过政府网站主动公开各领域信息105条，公开重点工作情况3条。"),
    ]
    found = statements(told, year=2023, form=FORM)
    assert [one.value for one in found] == [108, 105, 3]
    assert {one.section for one in found} == {"overview"}


def test_a_channel_said_again_with_the_total_is_one_and_keeps_its_categories():
    told = Section(
        "overview",
        "",
        "",
        (
            Part("disclosure", "", "通过政府网站主动公开信息105条，其中机构职能5条，乡村振兴100条。"),
            Part("management", "", "共主动公开了110条信息。其中通过政府网站发布信息105条，公告栏5条。"),
        ),
    )
    found = statements([told], year=2023, form=FORM)
    assert [(one.kind, one.value, one.of) for one in found] == [
        ("channel", 105, 3),
        ("category", 5, 0),
        ("category", 100, 0),
        ("disclosed_total", 110, None),
        ("channel", 5, 3),
    ]


# -- years and increases --------------------------------------------------------------------------------------------


def test_a_number_of_another_year_carries_that_year_and_is_not_this_year_s():
    found = stated("2022年共公开信息770条，2023年共公开信息1009条，比2022年增加239条。")
    assert [(one.kind, one.value, one.year) for one in found] == [
        ("disclosed_total", 770, 2022),
        ("disclosed_total", 1009, 2023),
        ("increase_on_last_year", 239, 2023),
    ]
    assert found[2].of == 1


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("共主动公开信息123条，较去年减少十七条。", -17),
        ("共主动公开信息123条，较上年度增加17条。", 17),
        ("共主动公开信息123条，同比下降3条。", -3),
    ],
)
def test_fewer_than_last_year_is_a_negative_increase(text, value):
    assert [one.value for one in stated(text) if one.kind == "increase_on_last_year"] == [value]


def test_a_percentage_is_no_increase_of_items():
    assert numbers(stated("共主动公开信息123条，同比增长12.5%，提高3个百分点。"), "increase_on_last_year") == []


def test_the_year_of_a_plan_is_not_the_year_of_a_number():
    [found] = stated("按照2022年政务公开工作要点，全年主动公开信息56条。")
    assert found.year is None


# -- requests -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本年收到政府信息公开申请21件。", {"requests.new.total": 21}),
        ("共受理政府信息公开申请三十二宗。", {"requests.new.total": 32}),
        ("依申请公开政府信息共0件。", {"requests.new.total": 0}),
        (
            "新收申请16件，上年度结转申请2件；办结17件，结转下年度1件。",
            {
                "requests.new.total": 16,
                "requests.carried_in.total": 2,
                "requests.handled.total": 17,
                "requests.carried_out.total": 1,
            },
        ),
        (
            "收到申请311件，答复305件（含上年度结转申请4件，另有10件顺延到下年度答复）。",
            {
                "requests.new.total": 311,
                "requests.handled.total": 305,
                "requests.carried_in.total": 4,
                "requests.carried_out.total": 10,
            },
        ),
        (
            "收到申请20份，其中予以公开7份、部分公开3份、属于行政执法案卷5份。",
            {
                "requests.new.total": 20,
                "requests.granted.total": 7,
                "requests.partly_granted.total": 3,
                "requests.refused.enforcement_files.total": 5,
            },
        ),
        (
            "收到申请36件，其中自然人30件，商业企业5件，律师事务所1件。",
            {
                "requests.new.total": 36,
                "requests.new.natural_person": 30,
                "requests.new.business": 5,
                "requests.new.legal_service": 1,
            },
        ),
        ("收到网上申请5件、信函申请3件、当面申请1件，共9件。", {"requests.new.total": 9}),
        (
            "21件申请予以公开，7件部分公开，4件因本机关不掌握相关政府信息无法提供。",
            {
                "requests.granted.total": 21,
                "requests.partly_granted.total": 7,
                "requests.unavailable.not_held.total": 4,
            },
        ),
        ("2022年收到申请10件，2023年收到申请15件。", {"requests.new.total": 15}),
        ("办结50件，结转2024年办理2件。", {"requests.handled.total": 50, "requests.carried_out.total": 2}),
    ],
)
def test_requests_are_told_with_the_cells_that_must_agree(text, expected):
    found = stated(text, "requests")
    assert cells(found) == expected
    assert {one.kind for one in found} == {"requests_received"}


@pytest.mark.parametrize(
    "text",
    [
        "新收和上年结转的申请合计749件（自然人741件、法人或其他组织8件）。",
        "受理政府信息公开申请52件（含上年结转2件）。",
        "全年受理政府信息公开申请749件；共办理718件，结转下一年31件。",
    ],
)
def test_requests_together_with_last_year_s_are_not_the_new_ones(text):
    found = stated(text, "requests")
    assert found[0].value in (749, 52)
    assert not {cell for cell in cells(found) if cell.startswith("requests.new")}


@pytest.mark.parametrize(
    "text",
    [
        "2023年，我乡未收到政府信息公开申请。",
        "2023年我局未收到公民、法人或其他组织提出的政府信息公开申请。",
        "本年度没有收到依申请公开事项。",
        "我镇依申请公开政府信息数量为0。",
        "全年无政府信息公开申请。",
        "无。",
    ],
)
def test_none_received_is_nought(text):
    found = stated(text, "requests")
    assert [(one.kind, one.value, one.cell) for one in found] == [("requests_received", 0, "requests.new.total")]


@pytest.mark.parametrize(
    "text",
    [
        "办理12345热线工单560件，答复率100%。",
        "未出现超期答复申请的情况，无申请人投诉。",
        "申请人无正当理由的，依法处理。",
        "主动与申请人沟通15次，化解争议纠纷33件。",
        "公开主动公开事项120项，依申请公开事项3项。",
    ],
)
def test_other_business_is_no_request(text):
    assert stated(text, "requests") == ()


# -- reconsiderations and lawsuits ----------------------------------------------------------------------------------


def test_reconsiderations_and_lawsuits_are_told_with_their_results():
    found = stated(
        "政府信息公开行政复议35件，其中结果维持20件，结果纠正15件；行政诉讼4件，其中结果维持3件，尚未审结1件。",
        "requests",
    )
    assert cells(found) == {
        "challenges.reconsideration.total": 35,
        "challenges.reconsideration.upheld": 20,
        "challenges.reconsideration.corrected": 15,
    }
    assert [(one.kind, one.value, one.of) for one in found[3:]] == [
        ("lawsuits", 4, None),
        ("lawsuits", 3, 3),
        ("lawsuits", 1, 3),
    ]


def test_the_two_ways_to_court_have_a_cell_each():
    found = stated("因政府信息公开，未经复议直接起诉1起、复议后起诉2起。", "", "challenges")
    assert cells(found) == {"challenges.lawsuit_direct.total": 1, "challenges.lawsuit_after_reconsideration.total": 2}


def test_reconsiderations_and_lawsuits_counted_together_have_no_cell():
    [found] = stated("依法做好行政复议、行政诉讼应诉工作，共办理相关案件74件。", "requests")
    assert (found.value, found.cell) == (74, None)


@pytest.mark.parametrize(
    "text",
    [
        "没有因政府信息公开工作引起的行政复议、行政诉讼、举报投诉等情况。",
        "未发生因政府信息公开申请行政复议、提起行政诉讼的情况。",
        "因政府信息公开引发的行政复议、行政诉讼均为0件。",
    ],
)
def test_neither_reconsideration_nor_lawsuit_is_nought_of_both(text):
    found = stated(text, "supervision")
    assert [(one.kind, one.value) for one in found] == [("reconsiderations", 0), ("lawsuits", 0)]


def test_reconsiderations_that_a_bureau_of_justice_decides_are_not_about_disclosure():
    assert stated("全年办理行政复议案件300件，行政诉讼应诉20件。", "supervision") == ()


# -- documents, decisions, fees, meetings ---------------------------------------------------------------------------


def test_documents_made_repealed_and_in_force_have_their_cells():
    found = stated("新制定规章1件、行政规范性文件12件，宣布失效3件，现行有效行政规范性文件45件。", "management")
    assert cells(found) == {
        "disclosure.regulations.made": 1,
        "disclosure.normative_documents.made": 12,
        "disclosure.normative_documents.repealed": 3,
        "disclosure.normative_documents.in_force": 45,
    }
    assert {one.kind for one in found} == {"normative_documents"}


def test_no_document_made_is_nought():
    [found] = stated("本年度未制发行政规范性文件。", "management")
    assert (found.value, found.cell) == (0, "disclosure.normative_documents.made")


def test_decisions_have_cells_and_published_items_have_none():
    assert cells(stated("全年作出行政许可决定550件，行政处罚决定19件。")) == {
        "disclosure.licensing.decisions": 550,
        "disclosure.penalties.decisions": 19,
    }
    assert cells(stated("公开行政许可信息1200条、行政处罚信息80条。")) == {}


@pytest.mark.parametrize(
    ("text", "fee"),
    [
        ("全年收取政府信息公开信息处理费3940元。", 3940),
        ("收取信息处理费共计380元，其中民政局1件，收取380元。", 380),
        ("收取信息处理费0.12万元。", 1200),
        ("全年收取信息处理费0元。", 0),
        ("本机关2023年未收取信息处理费。", 0),
        ("未发生收取信息处理费情况。", 0),
        ("依申请提供政府信息暂不收费。", 0),
    ],
)
def test_the_processing_fee_is_told_in_yuan(text, fee):
    assert [(one.value, one.unit) for one in stated(text, "", "other") if one.kind == "processing_fee"] == [(fee, "元")]


def test_other_charges_are_no_processing_fee():
    assert stated("行政事业性收费1200万元，发放补贴300元。", "", "other") == ()


def test_meetings_and_trainings_are_counted_and_people_are_not():
    found = stated(
        "召开政务公开推进会2次，举办培训班3期，培训260人次，开展2场业务培训，学习《条例》等法规10余次。", "supervision"
    )
    assert numbers(found, "meetings") == [("召开政务公开推进会", 2)]
    assert [(one.value, one.exact) for one in found if one.kind == "trainings"][:2] == [(3, True), (2, True)]


def test_press_conferences_are_no_meetings_on_disclosure():
    assert stated("组织召开新闻发布会12场，开展在线访谈4期。") == ()


# -- limits ---------------------------------------------------------------------------------------------------------


def test_a_cell_is_given_only_where_the_form_has_it():
    told = [Section("overview", "", "", (Part("requests", "", "收到申请3件，其他处理1件。"),))]
    by_edition = [cells(statements(told, year=2020, form=forms.form(edition))) for edition in ("2019", "2021")]
    assert "requests.otherwise_closed.all.total" in by_edition[0]
    assert by_edition[1] == {"requests.new.total": 3}
    assert cells(statements(told, year=2020, form=None)) == {}


def test_problems_and_statistics_tables_state_nothing():
    told = [
        Section("problems", "五、存在的主要问题", "全年公开信息仅5条。"),
        Section("", "六、政府信息公开情况统计表", "主动公开文件数 条 2543 78967"),
    ]
    assert statements(told, year=2023, form=FORM) == ()


def test_words_without_end_are_passed_over_quickly():
    assert stated("总共" * 2000 + "5条") == ()
    assert [one.value for one in stated("信息公开申请" * 300 + "共5件", "requests")] == [5]


# -- ways of saying it that were met later ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "channels"),
    [
        ("全年公开信息90条，其中40条通过微信公众号发布，50条由门户网站发布。", [40, 50]),
        ("政务微博：粉丝1.2万人，信息发布量310条；政务微信：信息发布量275条，订阅数8800个。", [310, 275]),
        ("“白石发布”公众号粉丝数达5100人，累计推送文章208篇，总阅读量9万次。", [208]),
        ("其中县政府网页公开21条，“两微一端”公开35条，政府采购网公开6条。", [21, 35, 6]),
        ("通过公众号公开信息77条、同比增加8%，通过网站公开信息61条、同比减少3%。", [77, 61]),
    ],
)
def test_channels_are_known_where_other_things_are_told_between(text, channels):
    assert [one.value for one in stated(text) if one.kind == "channel"] == channels


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("公开行政许可信息40条、行政处罚信息9条、双随机抽查结果6条。", [40, 9, 6]),
        ("全年公开预算公开1条、决算公开1条、通知公告20条，共计22条。", [1, 1, 20]),
        ("通过本级网站公开重点领域信息：财政预决算7条、公共资源配置11条。", [7, 11]),
        ("发布空气质量日报365期、排污许可信息26条、处罚信息8条。", [26, 8]),
        ("在信用网站公示行政许可信息130条、行政处罚信息12条。", [130, 12]),
        ("政府网站发布概况类信息5条、动态类信息88条；“白石发布”公众号发布61条。", [5, 88]),
        ("全年共发布政务信息120条、党务信息31条、村务信息64条。", [120, 31, 64]),
    ],
)
def test_kinds_of_items_are_told_beside_the_channel_they_went_by(text, kinds):
    assert [one.value for one in stated(text) if one.kind == "category"] == kinds


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("近三年来，我局共公开信息910条，其中2023年公开320条。", 320),
        ("截至2023年底，累计公开政府信息1.2万条，其中2023年新增公开860条。", 860),
        ("全年公开信息412条。截至2023年底，累计主动公开9800条。", 412),
        ("2023年计划公开信息200条，实际公开231条。", 231),
        ("全年主动公开信息1 034条，平均每月公开86条。", 1034),
        ("制作政府信息63件，主动公开52件，依申请公开9件，不予公开2件。", 52),
        ("主动公开政府信息（不含学校）共126条。", 126),
        ("主动公开信息数量较上年增加56条，达到382条。", 382),
        ("公开预算公开1条、决算公开1条、通知公告20条，共计22条。", 22),
    ],
)
def test_the_total_of_the_year_is_told_from_plans_averages_and_years_together(text, total):
    found = stated(text)
    assert [one.value for one in found if one.kind == "disclosed_total"] == [total]
    assert not [one for one in found if one.kind == "requests_received"]


@pytest.mark.parametrize(
    "text",
    [
        "全年公开信息563条，其中县政府办公室公开163条，各部门公开400条。",
        "全年公开信息563条，其中全文电子化的信息563条。",
        "全年公开信息563条，被市政府网站采用36条。",
        "全年公开信息563条。网站互动栏目收到网民留言42条，回复42条。",
    ],
)
def test_who_published_and_what_came_of_it_is_no_part_of_the_total(text):
    assert [(one.kind, one.value) for one in stated(text)] == [("disclosed_total", 563)]


@pytest.mark.parametrize(
    ("text", "increase"),
    [
        ("公开信息1,865条，比去年的1,620条增加了245条。", 245),
        ("2022年公开信息328条，2023年公开信息312条，减少16条。", -16),
    ],
)
def test_an_increase_is_told_after_the_number_of_last_year(text, increase):
    found = stated(text)
    assert [one.value for one in found if one.kind == "increase_on_last_year"] == [increase]
    assert not [one for one in found if one.kind == "category"]


@pytest.mark.parametrize(
    ("text", "received"),
    [
        ("全市收到政府信息公开申请213件，其中市政府办公室收到56件，各县收到157件。", 213),
        ("受理公民、法人和其他组织政府信息公开申请46件，其中：“同意公开”的22件。", 46),
        ("共收到群众依申请公开信息2条，已办理完毕。", 2),
        ("依申请公开：无。", 0),
    ],
)
def test_requests_received_are_told_whoever_received_or_made_them(text, received):
    assert cells(stated(text, "requests"))["requests.new.total"] == received


def test_fees_and_meetings_are_known_in_fewer_words():
    assert numbers(stated("本年度未收取。", part="", section="other"), "processing_fee") == [("信息处理费", 0)]
    assert numbers(stated("收取信息处理费的情况：无。", part="", section="other"), "processing_fee")
    assert numbers(stated("发出收费通知0件，实际收取0元。", part="", section="other"), "processing_fee")
    told = stated("局党组会2次研究政务公开工作，专题会议研究部署3次。", "supervision")
    assert [one.value for one in told if one.kind == "meetings"] == [2, 3]
    assert not stated("下一步，我局将开展培训2次，召开会议3次。", "supervision")


def test_a_lawsuit_defended_and_documents_repealed_after_review_are_counted():
    told = stated("办理政府信息公开行政复议案件3件，行政应诉案件1件。", part="", section="challenges")
    assert [(one.kind, one.value) for one in told] == [("reconsiderations", 3), ("lawsuits", 1)]
    assert cells(stated("清理废止行政规范性文件1件。", "management")) == {"disclosure.normative_documents.repealed": 1}


def test_other_outcomes_are_no_other_organisations():
    found = cells(stated("收到申请3件，上年结转1件，办结4件，其中予以公开2件，不掌握1件，其他1件。", "requests"))
    assert "requests.new.other_organisation" not in found
    found = cells(stated("新收申请4件，其中自然人2件，商业企业1件，其他1件。", "requests"))
    assert found["requests.new.other_organisation"] == 1


@pytest.mark.parametrize(
    "text",
    [
        "收到申请2件，已答复，无上年结转和结转下年度继续办理的申请。",
        "收到申请2件，上年结转1件，共需办理3件。",
        "全年办理申请3件，其中新收2件，上年结转1件。",
    ],
)
def test_what_is_to_be_done_is_neither_received_nor_done(text):
    found = stated(text, "requests")
    assert [one.value for one in found if one.cell == "requests.new.total"] == [2]
    assert "requests.handled.total" not in cells(found)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("共收到申请7件，其中结转上年度申请1件，新增申请6件。", {"new": 6, "carried_in": 1}),
        ("新收申请2件，其中1件已办结，1件结转下年度办理。", {"new": 2, "handled": 1, "carried_out": 1}),
    ],
)
def test_new_requests_are_told_from_those_carried_over(text, told):
    assert cells(stated(text, "requests")) == {f"requests.{row}.total": value for row, value in told.items()}


def test_numbers_of_several_agencies_are_summed_into_the_total():
    found = stated("局机关主动公开信息125条，局属单位主动公开信息633条，合计758条。")
    assert [one.value for one in found if one.kind == "disclosed_total"] == [758]
