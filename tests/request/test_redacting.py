"""Files of a case: let in by content, covered under an article, and never the original that goes out."""

from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from gongkai.disclosure import files
from gongkai.errors import NotYourRole, NotYours, Refused
from gongkai.journal.models import Entry
from gongkai.request.actions import filing, redacting, searching
from gongkai.request.models import CaseFile, Decision, InfoRequest
from gongkai.task.models import Work
from gongkai.vetting.redaction import Cover
from tests.cast import Cast
from tests.disclosure.passage import TODAY
from tests.request import cases, outcomes
from tests.vetting.files import made

NUMBER = "110101199003070038"
TEXT = f"低保对象王小明，身份证号{NUMBER}，每月三百元。"


@pytest.fixture
def case(cast: Cast) -> InfoRequest:
    return cases.case(cast.town, handler=cast.chen)


def admitted(content: bytes, name: str = "名单.pdf", *, goes_out: bool = True) -> filing.Admitted:
    return filing.admit(SimpleUploadedFile(name, content), name, goes_out=goes_out)


def add(case: InfoRequest, cast: Cast, content: bytes, name: str = "名单.pdf", role: str = "found") -> CaseFile:
    return filing.add(case.pk, by=cast.chen, today=TODAY, admitted=admitted(content, name), role=role)


def pdf(folder: Path, text: str = TEXT) -> bytes:
    return made.pdf(folder / "made.pdf", text).read_bytes()


def redact(file: CaseFile, cast: Cast, *covers: Cover) -> CaseFile:
    done = redacting.redact(file.pk, by=cast.chen, today=TODAY, covers=covers)
    assert isinstance(done, CaseFile)
    return done


def words_of(file: CaseFile) -> str:
    with pypdfium2.PdfDocument(files.path("case_released", file.released_hash)) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


def test_a_file_found_has_a_copy_at_once_and_says_whom_it_names(case: InfoRequest, cast: Cast, tmp_path: Path) -> None:
    file = add(case, cast, pdf(tmp_path))
    assert file.released_hash
    assert file.scan["personal"] == ["身份证号"]
    assert NUMBER not in str(file.scan)


def test_a_proof_has_no_copy_to_go_out(case: InfoRequest, cast: Cast, tmp_path: Path) -> None:
    content = pdf(tmp_path)
    kept = filing.add(case.pk, by=cast.chen, today=TODAY, admitted=admitted(content, goes_out=False), role="proof")
    assert not kept.released_hash
    with pytest.raises(Refused, match="不用遮盖"):
        redact(kept, cast, Cover("15", words="王小明"))


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("名单.pdf", b"MZ\x90\x00program", "程序"),
        ("名单.pdf", b"", "空文件"),
        ("名单.docx", b"%PDF-1.7 not word", "不符"),
        ("a.html", b"<html><script>alert(1)</script></html>", "网页"),
        ("资料.zip", b"PK\x05\x06" + b"\0" * 18, "压缩包"),
        ("../../etc/passwd\x00.pdf", b"%PDF-1.7 x", "文件名"),
    ],
)
def test_hostile_files_are_refused(case: InfoRequest, cast: Cast, name: str, content: bytes, why: str) -> None:
    with pytest.raises(Refused, match=why):
        filing.admit(Named(content), name)
    assert not CaseFile.objects.exists()


class Named:
    """An upload as it comes, whatever it is called."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def chunks(self) -> Any:
        yield self._content


def test_a_file_with_hidden_data_waits_for_a_person(case: InfoRequest, cast: Cast, tmp_path: Path) -> None:
    def hide(book: Any) -> None:
        book.create_sheet("底稿").sheet_state = "hidden"

    file = add(case, cast, made.sheet(tmp_path / "a.xlsx", hide).read_bytes(), "名单.xlsx")
    assert not file.released_hash
    with pytest.raises(Refused, match="写明"):
        filing.accept_hidden_data(file.pk, by=cast.chen, today=TODAY, reason=" ")
    accepted = filing.accept_hidden_data(file.pk, by=cast.chen, today=TODAY, reason="底稿已核对")
    assert accepted.released_hash
    assert filing.open_traces(accepted) == []


def test_covered_words_are_in_no_copy_and_in_no_journal(case: InfoRequest, cast: Cast, tmp_path: Path) -> None:
    file = add(case, cast, pdf(tmp_path))
    before = file.released_hash
    done = redact(file, cast, Cover("15", words="王小明"), Cover("16-1", words="每月三百元"))
    assert (done.is_redacted, redacting.count_of(done)) == (True, 2)
    assert {each["ground"] for each in done.redactions} == {"15", "16-1"}
    assert done.released_hash not in ("", before, done.hash)
    assert words_of(done) == ""
    assert "王小明" not in str(list(Entry.objects.values_list("details", flat=True)))
    assert "王小明" not in str(CaseFile.objects.values("redactions", "scan").get())
    assert [cover.words for cover in redacting.covers_of(done)] == ["王小明", "每月三百元"]


def test_no_copy_goes_out_while_something_is_not_found(case: InfoRequest, cast: Cast, tmp_path: Path) -> None:
    file = add(case, cast, pdf(tmp_path))
    with pytest.raises(Refused) as refused:
        redact(file, cast, Cover("15", words="王小明"), Cover("15", words="李小红"))
    assert refused.value.details == ("“李小红”",)
    file.refresh_from_db()
    assert (file.released_hash, file.is_redacted) == ("", False)
    assert redacting.missed_of(file) == ["“李小红”"]
    assert redact(file, cast, Cover("15", words="王小明")).released_hash
    file.refresh_from_db()
    assert redacting.missed_of(file) == []


@pytest.mark.parametrize(
    ("covers", "why"),
    [([], "没有写要遮盖什么"), ([Cover("99", words="王")], "条款"), ([Cover("14-秘密", words="王")], "条款")],
)
def test_every_place_is_covered_under_an_article(
    covers: list[Cover], why: str, case: InfoRequest, cast: Cast, tmp_path: Path
) -> None:
    file = add(case, cast, pdf(tmp_path))
    with pytest.raises(Refused, match=why):
        redacting.redact(file.pk, by=cast.chen, today=TODAY, covers=covers)
    file.refresh_from_db()
    assert file.released_hash


def test_a_picture_is_covered_by_place(case: InfoRequest, cast: Cast, tmp_path: Path) -> None:
    Image.new("RGB", (400, 300), "white").save(tmp_path / "a.png")
    file = add(case, cast, (tmp_path / "a.png").read_bytes(), "扫描.png")
    done = redact(file, cast, Cover("15", page=1, left=5, top=5, width=10, height=5))
    assert (done.released_name, done.scan["blind_pages"]) == ("扫描.pdf", [1])
    with pikepdf.open(files.path("case_released", done.released_hash)) as copy:
        assert len(copy.pages) == 1


def test_many_pages_are_covered_by_a_task_whose_words_name_nobody(
    case: InfoRequest, cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redacting, "AT_ONCE", 0)
    file = add(case, cast, pdf(tmp_path))
    work = redacting.redact(file.pk, by=cast.chen, today=TODAY, covers=[Cover("15", words="王小明")])
    assert isinstance(work, Work)
    assert "王小明" not in f"{work.title}{work.arguments}"
    file.refresh_from_db()
    assert file.released_hash == ""
    told = redacting.in_background(lambda done: None, **work.arguments)  # type: ignore[arg-type]
    assert told == {"遮盖的处数": 1}
    file.refresh_from_db()
    assert file.is_redacted


def test_a_copy_covered_elsewhere_is_looked_through(case: InfoRequest, cast: Cast, tmp_path: Path) -> None:
    file = add(case, cast, pdf(tmp_path))
    covers = [Cover("15", words="王小明")]

    def replace(content: bytes) -> CaseFile:
        return redacting.replace_copy(
            file.pk,
            by=cast.chen,
            today=TODAY,
            admitted=admitted(content, "遮盖件.pdf"),
            covers=covers,
            reason="周明逐页看过",
        )

    with pytest.raises(Refused, match="还能找到") as refused:
        replace(pdf(tmp_path, "低保对象王 小明"))
    assert refused.value.details == ("“王小明”",)

    def laid_over(document: pikepdf.Pdf) -> None:
        document.pages[0].contents_add(b"q 0 0 0 rg 0 0 900 900 re f Q")

    with pytest.raises(Refused, match="看不见的内容"):
        replace(made.pdf(tmp_path / "b.pdf", "低保对象某某", laid_over).read_bytes())
    assert replace(pdf(tmp_path, "低保对象某某")).is_redacted


def test_one_file_is_withheld_with_article_and_reason(case: InfoRequest, cast: Cast, tmp_path: Path) -> None:
    file = add(case, cast, pdf(tmp_path))
    with pytest.raises(Refused, match="条款"):
        filing.withhold(file.pk, by=cast.chen, today=TODAY, ground="14-秘密", reason="涉密")
    with pytest.raises(Refused, match="理由"):
        filing.withhold(file.pk, by=cast.chen, today=TODAY, ground="16-1", reason="")
    assert filing.withhold(file.pk, by=cast.chen, today=TODAY, ground="16-1", reason="内部名册").is_withheld
    assert not filing.provide_after_all(file.pk, by=cast.chen, today=TODAY).is_withheld


def test_what_was_provided_or_is_being_signed_stays_as_it_is(case: InfoRequest, cast: Cast) -> None:
    file = outcomes.found_file(case, cast)
    outcomes.wait(case, InfoRequest.State.SIGNING)
    with pytest.raises(Refused, match="正在审签"):
        filing.withhold(file.pk, by=cast.chen, today=TODAY, ground="15", reason="名单")
    outcomes.wait(case, InfoRequest.State.REPLIED)
    decision = Decision.objects.create(
        info_request=case, number=1, outcome="granted.provided", made_on=TODAY, effective_on=TODAY
    )
    decision.files.add(file)
    with pytest.raises(Refused, match="已经随答复提供"):
        redact(file, cast, Cover("15", words="x"))
    with pytest.raises(Refused, match="已经随答复提供"):
        filing.remove(file.pk, by=cast.chen, today=TODAY, reason="传错")


def test_a_proof_that_is_named_is_not_removed_and_another_is(case: InfoRequest, cast: Cast, tmp_path: Path) -> None:
    proof = admitted(pdf(tmp_path), "截图.pdf", goes_out=False)
    searched = searching.record(
        case.pk,
        by=cast.chen,
        today=TODAY,
        place="档案室",
        method="目录查找",
        keywords="补贴",
        searched_on=TODAY,
        searched_by="陈静",
        is_found=False,
        result="没有",
        proof=proof,
    )
    assert searched.file is not None
    with pytest.raises(Refused, match="凭证"):
        filing.remove(searched.file.pk, by=cast.chen, today=TODAY, reason="传错")
    other = add(case, cast, pdf(tmp_path))
    filing.remove(other.pk, by=cast.chen, today=TODAY, reason="传错")
    assert list(case.files.all()) == [searched.file]


@pytest.mark.parametrize("day", [date(2024, 5, 7)])
def test_a_search_is_not_written_down_before_it_was_done(day: date, case: InfoRequest, cast: Cast) -> None:
    with pytest.raises(Refused, match="还没有到"):
        searching.record(
            case.pk,
            by=cast.chen,
            today=TODAY,
            place="档案室",
            method="目录",
            keywords="补贴",
            searched_on=day,
            searched_by="陈静",
            is_found=False,
            result="没有",
        )


def test_files_are_handled_by_handlers_of_the_agency_alone(case: InfoRequest, cast: Cast, tmp_path: Path) -> None:
    file = add(case, cast, pdf(tmp_path))
    for officer, refusal in ((cast.zhou, NotYourRole), (cast.feng, NotYourRole), (cast.li, NotYours)):
        with pytest.raises(refusal):
            redacting.redact(file.pk, by=officer, today=TODAY, covers=[Cover("15", words="王小明")])
        with pytest.raises(refusal):
            filing.withhold(file.pk, by=officer, today=TODAY, ground="15", reason="名单")


def test_the_nightly_sweep_leaves_pages_and_originals(case: InfoRequest, cast: Cast, tmp_path: Path) -> None:
    Image.new("RGB", (40, 30), "white").save(tmp_path / "a.png")
    file = add(case, cast, (tmp_path / "a.png").read_bytes(), "扫描.png")
    redacting.prepare(file.pk, by=cast.chen)
    file.refresh_from_db()
    stray = files.keep([b"stray"], "cases")
    files.purge(2**40)
    assert files.path("cases", file.hash).exists()
    assert files.path("cases", file.shown_hash).exists()
    assert files.path("case_released", file.released_hash).exists()
    assert not files.path("cases", stray.hash).exists()
