import msgspec
import pytest

from gongkai.corpus.sketches import LEAST, sketches
from gongkai.report import forms
from gongkai.report.report import Report
from tests.corpus.folders import own_words, telling
from tests.report import liuhe

TEXT = own_words("甲")


def marks(text: str, agency: str = "柳河县白石镇人民政府") -> list[list[int]]:
    return list(sketches(telling(agency, text)))


def test_the_same_words_leave_the_same_marks_wherever_lines_are_broken():
    assert marks(TEXT) == marks("\n".join((TEXT[:100], TEXT[100:]))) != []


@pytest.mark.parametrize(
    ("said", "said_again"),
    [
        ("全年公开12条", "全年公开3405条"),
        ("办结二十三件", "办结五件"),
        ("印发《白石镇公开办法》后", "印发《公开办法》后"),
        ("柳河县白石镇组织", "组织"),
        ("我镇组织", "本镇组织"),
    ],
)
def test_what_a_copy_would_change_leaves_no_mark(said, said_again):
    assert marks(TEXT[:150] + said + TEXT[150:]) == marks(TEXT[:150] + said_again + TEXT[150:])


def test_an_agencys_own_names_are_left_out_and_not_its_neighbours():
    white, clear = "柳河县白石镇人民政府", "柳河县清水乡人民政府"
    assert marks(f"{TEXT}白石镇{TEXT}", white) == marks(f"{TEXT}清水乡{TEXT}", clear)
    assert marks(f"{TEXT}白石镇{TEXT}", clear) != marks(f"{TEXT}清水乡{TEXT}", clear)


def test_headings_and_labels_of_the_form_leave_no_mark():
    form = forms.form("2021")
    official = [section.title for section in form.section] + [slot.row.label for slot in form.slots.values()]
    assert marks("\n".join([TEXT, *official])) == marks(TEXT)


def test_a_text_too_short_to_be_known_leaves_none_and_short_ones_count_together():
    assert marks(own_words("甲", LEAST // 2)) == []
    report = liuhe.report()
    assert all(len(part.text) < LEAST for section in report.sections for part in section.parts)
    assert len(list(sketches(report))) == 1


def test_a_report_without_prose_leaves_no_mark():
    assert list(sketches(Report("柳河县", 2023, ""))) == []
    assert list(sketches(msgspec.structs.replace(liuhe.report(), agency=None)))
