"""The whole of a case in one PDF, in order, every page numbered; what has no pages is named and lies in the zip."""

import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from gongkai.disclosure import files
from gongkai.errors import NotYours, Refused
from gongkai.journal.models import Entry
from gongkai.request import dossier, sealing
from gongkai.request.actions import deciding, delivering, issuing
from gongkai.request.models import CaseFile, IdentityFile, InfoRequest
from gongkai.task import jobs
from gongkai.task.models import Work
from tests.cast import Cast
from tests.disclosure.passage import TODAY
from tests.request import cases
from tests.request.outcomes import search


def pdf_of(pages: int) -> bytes:
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page(page_size=(595, 842))
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def picture() -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (300, 200), "white").save(data, "PNG")
    return data.getvalue()


def filed(case: InfoRequest, cast: Cast, name: str, data: bytes, role: str = "found", on: object = TODAY) -> CaseFile:
    kept = files.keep([data], "cases")
    kind = name.rpartition(".")[2]
    return CaseFile.objects.create(
        info_request=case, role=role, name=name, kind=kind, hash=kept.hash, size=kept.size, by=cast.chen, on=on
    )


@pytest.fixture
def case(cast: Cast) -> InfoRequest:
    """Searched for, answered, delivered."""
    made = cases.case(cast.town, handler=cast.chen)
    filed(made, cast, "申请书.pdf", pdf_of(2), role="application", on=made.received_on)
    filed(made, cast, "档案柜.png", picture(), role="proof", on=TODAY - timedelta(days=1))
    filed(made, cast, "坏了.pdf", b"%PDF-1.7 broken", role="other", on=TODAY - timedelta(days=1))
    found = search(made, cast, TODAY - timedelta(days=2))
    deciding.decide(
        made.pk,
        by=cast.chen,
        today=TODAY,
        outcome="unavailable.not_found",
        established={"search_record": found.pk},
        reason="查明不存在。",
    )
    letter = deciding.submit(made.pk, by=cast.chen, today=TODAY)
    issuing.sign(letter.pk, by=cast.zhou, today=TODAY)
    issuing.sign(letter.pk, by=cast.zhao, today=TODAY)
    delivering.send(letter.pk, by=cast.chen, today=TODAY, way="in_person", sent_on=TODAY, proof="本人签收")
    return InfoRequest.objects.get(pk=made.pk)


def identity(case: InfoRequest) -> IdentityFile:
    kept = sealing.keep_sealed([picture()])
    return IdentityFile.objects.create(applicant=case.applicant, kind="png", hash=kept.hash, size=kept.size)


def titles(case: InfoRequest, *, with_identity: bool = False) -> list[str]:
    return [paper.title for paper in dossier.papers(case, with_identity=with_identity)]


def texts(pdf: Path) -> list[str]:
    return ["".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(pdf)]


def test_it_goes_from_the_application_to_the_course_in_the_order_of_days(case: InfoRequest) -> None:
    assert titles(case) == [
        "政府信息公开申请登记表",
        "申请材料：申请书.pdf",
        "检索记录",
        "凭证：档案柜.png",
        "其他：坏了.pdf",
        "政府信息公开申请答复书",
        "办理结果审签单",
        "送达记录",
        "办理经过",
    ]


def test_every_page_is_numbered_and_the_index_names_where_each_paper_begins(case: InfoRequest, tmp_path: Path) -> None:
    held = list(dossier.papers(case, with_identity=False))
    written = dossier.write(case, held, tmp_path, today=TODAY)
    found = texts(written.pdf)
    assert [text for number, text in enumerate(found, 1) if f"第{number}页共{len(found)}页" not in text] == []
    assert "政府信息公开申请案卷目录" in found[0]
    begins = {"政府信息公开申请登记表": 2, "检索记录": 5, "政府信息公开申请答复书": 7}
    for title, page in begins.items():
        assert title in found[page - 1]
        assert title in found[0]
    assert "其他：坏了.pdf2024-05-05见压缩包" in found[0]
    assert written.without_pages == 1
    assert "王秀英" in found[1]
    assert "本人签收" in "".join(found)
    assert "办理经过" in found[-1]


def test_a_long_index_takes_its_own_pages_into_account(case: InfoRequest, cast: Cast, tmp_path: Path) -> None:
    for number in range(45):
        filed(case, cast, f"材料{number}.pdf", pdf_of(1), role="other")
    held = list(dossier.papers(case, with_identity=False))
    found = texts(dossier.write(case, held, tmp_path, today=TODAY).pdf)
    start = next(number for number, text in enumerate(found, 1) if "登记编号" in text and "申请人类型" in text)
    assert start > 2
    assert f"政府信息公开申请登记表{case.received_on}{start}" in found[0]


def test_the_zip_has_originals_letters_in_both_forms_and_an_index(case: InfoRequest, tmp_path: Path) -> None:
    held = list(dossier.papers(case, with_identity=False))
    written = dossier.write(case, held, tmp_path, today=TODAY)
    with zipfile.ZipFile(written.zip) as archive:
        names = archive.namelist()
        told = json.loads(archive.read("index.json"))
        assert archive.read("案卷.pdf") == written.pdf.read_bytes()
        assert archive.read("原件/05-坏了.pdf") == b"%PDF-1.7 broken"
        page = archive.read("index.html").decode()
    assert [each["title"] for each in told["papers"]] == titles(case)
    assert any(name.startswith("记录和文书/06-政府信息公开申请答复书") and name.endswith(".docx") for name in names)
    assert all(place in names for each in told["papers"] for place in each["files"])
    assert "坏了.pdf" in page


def test_a_name_of_a_file_leads_nowhere_else(case: InfoRequest, cast: Cast, tmp_path: Path) -> None:
    filed(case, cast, "../../etc/<b>.pdf", pdf_of(1), role="other")
    held = list(dossier.papers(case, with_identity=False))
    with zipfile.ZipFile(dossier.write(case, held, tmp_path, today=TODAY).zip) as archive:
        assert not any(".." in name.split("/") or name.startswith("/") for name in archive.namelist())
        assert "<b>" not in archive.read("index.html").decode()


def test_pages_that_were_handed_in_open_nothing(case: InfoRequest, cast: Cast, tmp_path: Path) -> None:
    made = pikepdf.open(io.BytesIO(pdf_of(1)))
    act = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    made.pages[0].obj["/AA"] = pikepdf.Dictionary(O=act)
    note = pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=act)
    made.pages[0].obj["/Annots"] = pikepdf.Array([note])
    data = io.BytesIO()
    made.save(data)
    filed(case, cast, "动作.pdf", data.getvalue(), role="other")
    held = list(dossier.papers(case, with_identity=False))
    written = dossier.write(case, held, tmp_path, today=TODAY)
    with pikepdf.open(written.pdf) as whole:
        for page in whole.pages:
            assert "/AA" not in page.obj
            assert not any("/A" in each for each in page.obj.get("/Annots", []))


def test_identity_documents_go_in_only_where_that_was_chosen(case: InfoRequest) -> None:
    identity(case)
    assert "身份证明" not in titles(case)
    assert titles(case, with_identity=True)[2] == "身份证明"


def asked(case: InfoRequest, cast: Cast, **given: bool) -> Work:
    work = dossier.ask(case.pk, by=cast.chen, today=TODAY, **given)
    jobs.run.call(work.pk)
    work.refresh_from_db()
    return work


def test_the_task_keeps_both_sealed_and_gives_them_back(case: InfoRequest, cast: Cast) -> None:
    work = asked(case, cast)
    assert (work.state, work.done, work.message) == ("done", work.total, "")
    pdf = b"".join(dossier.read(work, "pdf"))
    assert pdf.startswith(b"%PDF")
    stored = files.path("identity", work.result["files"]["pdf"])
    assert not stored.read_bytes().startswith(b"%PDF")
    assert b"".join(dossier.read(work, "zip")).startswith(b"PK")
    assert Entry.objects.filter(act="request.dossier_asked").count() == 1
    stored.unlink()
    with pytest.raises(Refused, match="重新制作"):
        dossier.read(work, "pdf")


def test_nothing_of_the_applicant_stands_in_the_task(case: InfoRequest, cast: Cast) -> None:
    work = asked(case, cast, with_identity=True)
    told = f"{work.title}{work.arguments}{work.result}{work.message}"
    assert "王秀英" not in told
    assert "990121198001010017" not in told


def test_only_who_handles_the_case_has_its_dossier(case: InfoRequest, cast: Cast) -> None:
    for person in (cast.feng, cast.qian, cast.he, cast.li, cast.wei):
        with pytest.raises(NotYours):
            dossier.ask(case.pk, by=person, today=TODAY)
    assert not Work.objects.exists()
