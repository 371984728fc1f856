import pytest

from gongkai.report import forms
from gongkai.report.reading.labels import LIKELY, TableWords, recognised

TABLE = forms.form("2021").tables["requests"]
LABELS = TableWords(TABLE).all_labels


def best(*words: str) -> str | None:
    found = {number: match.score for number, match in LABELS.matches(words).items() if match.score >= LIKELY}
    return LABELS.rows[max(found, key=lambda number: found[number])].code if found else None


AMENDMENT_OVERDUE = ["1.申请", "人无", "正当", "理由", "逾期", "不补", "正、", "行政", "机关"]
AMENDMENT_OVERDUE += ["不再", "处理", "其政", "府信", "息公", "开申", "请"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["1.属于国家秘密"], "refused.state_secret"),
        (["1．属于 国家 秘密"], "refused.state_secret"),
        (["属于国家秘密"], "refused.state_secret"),
        (["三、本年度办理结果", "(一) 予以公开"], "granted"),
        (["三、本年度办理 （一）予以公开"], "granted"),
        (["三、", "本", "（三）不", "4.保护第三方合法权益"], "refused.third_party_rights"),
        (["（二）部分公开"], "partly_granted"),
        (["5.要求行政机关确认或重新出具"], "not_processed.reconfirmation"),
        (["3、其他"], "otherwise_closed.other"),
        (["3.", "其他"], "otherwise_closed.other"),
        (["（七）总计"], "handled"),
        (["7.总计"], "handled"),
        (["1.予以公开"], "granted"),
        (["二是部分公开"], "partly_granted"),
        (["5.要求"], "not_processed.reconfirmation"),
        (["情形）", "（三", "1.属于"], "refused.state_secret"),
        (["度办 （二）部分公"], "partly_granted"),
        (["开（区分处理", "的，只计这一", "情形，不计其", "他情形）", "（三 1.属于"], "refused.state_secret"),
        (["一、本年新收申请"], "new"),
        (["上年结转申请数量"], "carried_in"),
        (["1.申请人逾期不补正"], "otherwise_closed.amendment_overdue"),
        (list("（六）其他处理") + AMENDMENT_OVERDUE, "otherwise_closed.amendment_overdue"),
    ],
)
def test_a_label_is_known_however_it_is_cut_or_numbered(words: list[str], code: str) -> None:
    assert best(*words) == code


@pytest.mark.parametrize("words", ["其他", "总计", "自然人", "不予公开", "（六）其他处理", "公开", "9.属于商业秘密"])
def test_heads_of_columns_and_merged_labels_are_no_rows(words: str) -> None:
    assert best(words) is None


def test_an_edition_is_known_by_its_own_heads_and_not_by_the_year():
    older = recognised(["本年新制作数量", "2023年度", "政府集中采购"], forms.editions())
    newer = recognised(["本年制发件数", "现行有效件数", "2019年度"], forms.editions())
    assert older and newer
    assert (older.edition, newer.edition) == ("2019", "2021")
    assert recognised(["自然人", "总计"], forms.editions()) is None
