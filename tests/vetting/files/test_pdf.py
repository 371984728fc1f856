import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, String

from gongkai.errors import Refused, Unreadable
from gongkai.vetting.files import cleaned, scan
from tests.vetting.files import made


def codes(path):
    return {trace.code for trace in scan(path).traces}


def script(file):
    return file.make_indirect(Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))


def note(file, sort, **more):
    page = file.pages[0]
    entry = file.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name(sort), Rect=[0, 0, 9, 9], **more))
    page.obj["/Annots"] = Array([*page.obj.get("/Annots", []), entry])


def draw(operators):
    return lambda file: file.pages[0].contents_add(operators)


def attach(file):
    file.attachments["底稿.xlsx"] = b"secret"


def info(file):
    file.docinfo["/Author"] = "李某"


def open_action(file):
    file.Root.OpenAction = script(file)


def named_script(file):
    file.Root.Names = Dictionary(JavaScript=Dictionary(Names=[String("a"), script(file)]))


def additional(file):
    file.pages[0].obj["/AA"] = Dictionary(O=script(file))


def launch(file):
    note(file, "/Link", A=Dictionary(S=Name.Launch, F=String("cmd.exe")))


def follow(file):
    """A harmless link, with a script as what follows it, in an annotation that is no object of its own."""
    action = Dictionary(S=Name.URI, URI=String("https://www.gov.cn/"), Next=Array([script(file)]))
    file.pages[0].obj["/Annots"] = Array([Dictionary(Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action)])


def layer(file):
    group = file.make_indirect(Dictionary(Type=Name.OCG, Name=String("底稿")))
    file.Root.OCProperties = Dictionary(OCGs=[group], D=Dictionary(OFF=[group]))


BLACK_BOX = b"q 0 0 0 rg 0 0 2000 2000 re f Q"
CLEAR_BOX = b"q 0 0 2000 2000 re S Q"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (info, "properties"),
        (open_action, "pdf_scripts"),
        (named_script, "pdf_scripts"),
        (additional, "pdf_scripts"),
        (launch, "launches"),
        (follow, "pdf_scripts"),
        (attach, "pdf_files"),
        (lambda file: note(file, "/Text", Contents=String("再看看")), "annotations"),
        (lambda file: note(file, "/FileAttachment"), "pdf_files"),
    ],
)
def test_what_is_unseen_in_a_pdf_is_told_and_taken_out(tmp_path, change, code):
    path = made.pdf(tmp_path / "a.pdf", change=change)
    found = scan(path)
    assert [trace.code for trace in found.traces] == [code]
    assert cleaned(path, tmp_path / "b.pdf", scan=found).removed == found.traces
    again = scan(tmp_path / "b.pdf")
    assert again.traces == ()
    assert again.text == found.text == "白石镇低保公示"
    whole = (tmp_path / "b.pdf").read_bytes()
    assert not any(word in whole for word in (b"secret", b"cmd.exe", b"app.alert"))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (draw(BLACK_BOX), "covered_text"),
        (lambda file: note(file, "/Redact"), "redaction_marks"),
        (lambda file: note(file, "/Square"), "markings"),
        (layer, "hidden_layers"),
    ],
)
def test_what_a_person_must_look_at_is_not_released(tmp_path, change, code):
    path = made.pdf(tmp_path / "a.pdf", change=change)
    assert codes(path) == {code}
    with pytest.raises(Refused):
        cleaned(path, tmp_path / "b.pdf")
    assert not (tmp_path / "b.pdf").exists()


def test_a_frame_round_text_covers_nothing(tmp_path):
    assert codes(made.pdf(tmp_path / "a.pdf", change=draw(CLEAR_BOX))) == set()


def test_white_letters_are_told_unless_on_a_ground(tmp_path):
    assert codes(made.pdf(tmp_path / "a.pdf", "#text(fill: white)[密]")) == {"unseen_text"}
    assert codes(made.pdf(tmp_path / "b.pdf", "#box(fill: navy, inset: 4pt, text(fill: white)[明])")) == set()


def test_a_plain_pdf_goes_out_as_it_is(tmp_path):
    path = made.pdf(tmp_path / "a.pdf")
    assert (codes(path), scan(path).pages) == (set(), 1)
    cleaned(path, tmp_path / "b.pdf")
    assert (tmp_path / "b.pdf").read_bytes() == path.read_bytes()


def test_a_photograph_on_a_page_loses_its_position(tmp_path):
    photo = made.jpeg(tmp_path / "p.jpg", position=True)

    def place(file):
        picture = pikepdf.Stream(
            file,
            photo.read_bytes(),
            Subtype=Name.Image,
            Width=64,
            Height=48,
            BitsPerComponent=8,
            ColorSpace=Name.DeviceRGB,
            Filter=Name.DCTDecode,
        )
        file.pages[0].add_resource(picture, Name.XObject, Name("/Photo"))
        file.pages[0].contents_add(b"q 64 0 0 48 9 9 cm /Photo Do Q")

    path = made.pdf(tmp_path / "a.pdf", change=place)
    assert codes(path) == {"picture_position"}
    cleaned(path, tmp_path / "b.pdf")
    assert codes(tmp_path / "b.pdf") == set()
    shown = [pypdfium2.PdfDocument(each)[0].render().to_pil().tobytes() for each in (path, tmp_path / "b.pdf")]
    assert shown[0] == shown[1]


def test_an_earlier_version_is_told_and_does_not_go_out(tmp_path):
    path = made.pdf(tmp_path / "a.pdf")
    whole = path.read_bytes()
    at = int(whole[whole.rindex(b"startxref") + 9 :].split()[0])
    path.write_bytes(whole + b"\n" + whole[at:])
    assert codes(path) == {"earlier_versions"}
    cleaned(path, tmp_path / "b.pdf")
    assert codes(tmp_path / "b.pdf") == set()


def test_a_file_made_for_the_web_has_no_earlier_version(tmp_path):
    path = made.pdf(tmp_path / "a.pdf")
    with pikepdf.open(path) as file:
        file.save(tmp_path / "b.pdf", linearize=True)
    assert codes(tmp_path / "b.pdf") == set()


def test_a_signed_pdf_is_not_touched(tmp_path):
    def sign(file):
        signature = file.make_indirect(
            Dictionary(
                Type=Name.Sig, ByteRange=Array([0, 1, 2, 3]), Contents=String("x"), Filter=Name("/Adobe.PPKLite")
            )
        )
        file.Root.AcroForm = Dictionary(SigFlags=3, Fields=[file.make_indirect(Dictionary(FT=Name.Sig, V=signature))])
        info(file)

    path = made.pdf(tmp_path / "a.pdf", change=sign)
    assert scan(path).is_fixed
    assert {trace.code: trace.treatment for trace in scan(path).traces} == {
        "signature": "confirm",
        "properties": "confirm",
    }
    with pytest.raises(Refused, match="没有生成"):
        cleaned(path, tmp_path / "b.pdf")
    cleaned(path, tmp_path / "b.pdf", confirmed={"signature", "properties"})
    assert (tmp_path / "b.pdf").read_bytes() == path.read_bytes()


def test_a_link_to_a_page_on_the_net_stays(tmp_path):
    path = made.pdf(tmp_path / "a.pdf", '#link("https://www.gov.cn/")[中国政府网]', change=info)
    cleaned(path, tmp_path / "b.pdf")
    with pikepdf.open(tmp_path / "b.pdf") as file:
        assert str(file.pages[0].Annots[0].A.URI) == "https://www.gov.cn/"


def test_pages_are_read_one_by_one_and_a_scan_says_so(tmp_path):
    assert scan(made.pdf(tmp_path / "a.pdf", "甲\n#pagebreak()\n乙")).text == "甲\f乙"
    blank = scan(made.pdf(tmp_path / "b.pdf", "#rect()"))
    assert "没有文字层" in blank.unread


def test_a_locked_pdf_asks_for_its_password_to_be_taken_off(tmp_path):
    path = made.pdf(tmp_path / "a.pdf")
    with pikepdf.open(path) as file:
        file.save(tmp_path / "b.pdf", encryption=pikepdf.Encryption(user="x", owner="y"))
    with pytest.raises(Unreadable, match="密码"):
        scan(tmp_path / "b.pdf")


@pytest.mark.parametrize("cut", [9, 200])
def test_a_damaged_pdf_is_unreadable_and_nothing_worse(tmp_path, cut):
    path = made.pdf(tmp_path / "a.pdf")
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(Unreadable):
        scan(path)


def test_the_copy_shows_the_same_page(tmp_path):
    path = made.pdf(tmp_path / "a.pdf", change=info)
    cleaned(path, tmp_path / "b.pdf")
    shown = [pypdfium2.PdfDocument(each)[0].render().to_pil().tobytes() for each in (path, tmp_path / "b.pdf")]
    assert shown[0] == shown[1]
