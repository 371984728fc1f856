"""The checks for what an item lacks: title, body, elements, items of information; and for marks of a conversion."""

import pytest

from gongkai.law import statutes
from gongkai.vetting import CHECKS, Attached, vet
from gongkai.vetting.checks.title_too_long import LONGEST
from tests.vetting.drafts import SOUND, but, found, saying


def test_nothing_is_found_in_a_sound_item():
    assert vet(SOUND) == ()


def test_findings_come_heaviest_first():
    draft = saying("13800138000，wang@example.com，11010519491231002X", title="")
    assert [finding.severity for finding in vet(draft)] == ["error", "error", "warning", "note"]


def test_every_check_is_named_and_cites_the_register():
    titles = tuple(f"《{statute.title}》" for statute in statutes.STATUTES)
    assert len({check.name for check in CHECKS}) == len({check.title for check in CHECKS}) == len(CHECKS)
    assert all(citation.startswith(titles) for check in CHECKS for citation in check.cites)


@pytest.mark.parametrize(("title", "count"), [("公告", 0), ("", 1), (" 　", 1)])
def test_an_item_needs_a_title(title, count):
    assert len(found(but(title=title), "title_missing")) == count


@pytest.mark.parametrize(("length", "count"), [(LONGEST, 0), (LONGEST + 1, 1)])
def test_a_title_must_fit_a_list(length, count):
    assert len(found(but(title="告" * length), "title_too_long")) == count


@pytest.mark.parametrize("body", ["", "<p> </p>", "<p><br></p>", "<script>x</script>"])
def test_an_item_needs_a_body_or_an_attachment(body):
    assert len(found(but(body_html=body), "empty_body")) == 1
    assert found(but(body_html=body, attachments=(Attached("公告.pdf", "pdf"),)), "empty_body") == []


def test_a_picture_is_a_body():
    assert found(but(body_html='<p><img src="/attachments/7/a.png" alt=""></p>'), "empty_body") == []


def test_an_element_is_ticked_or_named_in_what_the_public_reads():
    wanted = ("申请条件", "申请材料", "监督电话", "办理 流程")
    attached = Attached("办理流程.docx", "docx", "第一步")
    draft = saying("申请条件：本镇户籍。", elements=wanted, elements_present=("申请材料",), attachments=(attached,))
    [finding] = found(draft, "elements_missing")
    assert (finding.severity, finding.facts, finding.place) == ("warning", {"element": "监督电话"}, "elements")


@pytest.mark.parametrize(
    ("lacking", "place", "severity"),
    [
        ({"formed_on": None}, "formed_on", "error"),
        ({"summary": " "}, "summary", "warning"),
        ({"document_number": ""}, "document_number", "error"),
        ({"validity": ""}, "validity", "error"),
        ({"effective_on": None}, "effective_on", "warning"),
    ],
)
def test_a_normative_document_needs_its_items_of_information(lacking, place, severity):
    [finding] = found(but(**lacking), "metadata_missing")
    assert (finding.place, finding.severity) == (place, severity)


def test_other_kinds_need_no_validity():
    lacking = {"document_number": "", "validity": "", "effective_on": None, "expires_on": None}
    assert found(but(kind="other", **lacking), "metadata_missing") == []
    assert [each.place for each in found(but(kind="decision", **lacking), "metadata_missing")] == ["document_number"]


def test_an_interpretation_is_linked_to_its_document():
    assert [each.place for each in found(but(kind="interpretation"), "metadata_missing")] == ["links"]
    assert found(but(kind="interpretation", is_linked=True), "metadata_missing") == []


def test_a_publicity_states_its_period():
    title = "低保对象公示"
    assert len(found(saying("现予公示。", kind="list", title=title), "metadata_missing")) == 1
    stated = saying("公示期：2024年3月1日至2024年3月7日。", kind="list", title=title)
    assert found(stated, "metadata_missing") == []
    assert found(saying("名单。", kind="list", title="低保对象名单"), "metadata_missing") == []


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("一是**深化**认识", "**深化**"),
        ("[bookmark: _GoBack]平台", "[bookmark: _GoBack]"),
        ("专栏&amp;nbsp;改版", "&nbsp;"),
    ],
)
def test_marks_of_a_conversion_are_found_in_their_place(text, mark):
    [finding] = found(saying(text), "leftover_markup")
    start, end = map(int, finding.place.removeprefix("body:").split("-"))
    assert finding.quote == mark
    assert saying(text).text[start:end] == mark


def test_a_mark_in_the_title_is_found_there():
    [finding] = found(but(title="<p>公告</p>的通知"), "leftover_markup")[:1]
    assert finding.place == "title"


def test_what_was_not_read_is_said():
    [finding] = found(
        but(attachments=(Attached("扫描件.pdf", "pdf", unread="是扫描件，没有文字层"),)), "attachment_unread"
    )
    assert "扫描件" in finding.message
    assert found(but(attachments=(Attached("公告.pdf", "pdf", "公告"),)), "attachment_unread") == []
