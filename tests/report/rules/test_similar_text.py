from gongkai.report.rules import verdicts
from tests.report.rules import sound

OWN = {
    "disclosure": "围绕春耕备播，把良种补贴、农机购置补贴的名单和金额逐村贴出，群众在家门口就能核对。",
    "requests": "便民大厅设专门窗口收件，收件当天登记编号，到期前三天由系统提醒经办人。",
    "management": "拟文时先定公开属性，定为不公开的写明条款，年底由办公室抽查了四十份文稿。",
    "platform": "老旧公示栏换成防雨灯箱，二维码直达县网专栏，查阅点配了老花镜和大字目录。",
    "supervision": "县里考核列第二，评议问卷回收二百份，满意的占九成六，没有人被追究责任。",
}


def told(**parts: str):
    report = sound.report(year=2023)
    for code, text in parts.items():
        report = sound.telling(report, code, text)
    report = sound.saying(report, "problems", "山里信号差，三个自然村看不到网上公开的内容，明年增设固定喇叭。")
    report = sound.saying(report, "overview", "年初定下的六件公开实事都办完了，件件能在栏里查到。")
    return sound.saying(report, "other", "收取信息处理费零元，全年零申诉。")


def test_last_years_text_again_is_found_with_examples():
    this, last = told(**OWN), sound.but(told(**OWN), year=2022)
    [finding] = sound.found(this, "similar_text", previous=last)
    assert finding.severity == "warning"
    assert finding.facts["share"] >= 0.9
    assert "2022年度报告相同" in finding.message
    assert finding.quote in finding.message or finding.quote.startswith(finding.message.split("“")[1][:10])


def test_a_neighbours_text_is_found():
    neighbour = sound.but(told(**OWN), agency="柳河县清水乡人民政府")
    [finding] = sound.found(told(**OWN), "similar_text", other=neighbour)
    assert "柳河县清水乡人民政府的报告" in finding.message


def test_a_text_of_ones_own_is_left_alone():
    assert not sound.found(told(**OWN), "similar_text", previous=sound.report(year=2022))


def test_with_nothing_to_compare_no_one_can_tell():
    assert verdicts(told(**OWN))["similar_text"] == "cannot_tell"
