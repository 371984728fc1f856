"""gongkai agency, officer, journal: from the server, without anybody signed in."""

import re
from pathlib import Path

import pytest
from django.db.models import QuerySet

from gongkai.agency.models import Agency, Officer
from gongkai.cli import run
from gongkai.journal.models import Chain, Entry
from tests.cast import Cast

Read = pytest.CaptureFixture[str]


def told(read: Read, *words: str) -> tuple[int, str]:
    """The exit code, and everything said."""
    code = run([*words])
    out, err = read.readouterr()
    return code, out + err


@pytest.mark.django_db
def test_a_county_is_loaded_opened_and_given_its_administrator(capsys: Read) -> None:
    assert told(capsys, "agency", "load", "--under", "640425") == (0, "新增 15 个，改名 0 个，原有 0 个不变。\n")
    assert told(capsys, "agency", "load", "--under", "640425")[1].startswith("新增 0 个")
    assert told(capsys, "agency", "open", "640425000000")[0] == 0
    code, said = told(
        capsys, "officer", "create", "wang", "王芳", "--agency", "彭阳县人民政府", "--role", "administrator"
    )
    assert code == 0
    officer = Officer.objects.get(username="wang")
    assert officer.check_password(re.search(r"一次性密码：(\S+)", said)[1])  # type: ignore[index]
    assert [(str(held.agency), held.role) for held in officer.appointments.all()] == [
        ("彭阳县人民政府", "administrator")
    ]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("agency", "open", "999999"), "没有找到机关“999999”"),
        (("agency", "open", "990121"), "已经开通"),
        (("officer", "create", "chen", "陈静"), "已有人用"),
        (("officer", "reset-password", "nobody"), "没有账号“nobody”"),
        (("officer", "appoint", "chen", "--agency", "990121101", "--role", "supervisor"), "没有“主管部门”的身份"),
        (("journal", "verify", "--heads", "nowhere.jsonl"), "没有这个文件"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(cast: Cast, capsys: Read, words: tuple[str, ...], says: str) -> None:
    code, said = told(capsys, *words)
    assert code == 2
    assert said.startswith("错误：")
    assert says in said


def test_of_two_agencies_with_one_name_the_code_is_asked_for(cast: Cast, capsys: Read) -> None:
    Agency.objects.create(
        name=cast.town.name, level="township", kind="government", path="002", division_code="990122101"
    )
    code, said = told(capsys, "agency", "open", cast.town.name)
    assert code == 2
    assert "990121101" in said
    assert "990122101" in said


def test_departments_come_in_from_a_file(cast: Cast, capsys: Read, tmp_path: Path) -> None:
    file = tmp_path / "部门.csv"
    file.write_text("名称,类型\n柳河县财政局,\n柳河县自来水公司,公共企事业单位\n", encoding="utf-8")
    assert told(capsys, "agency", "import", str(file), "--under", "990121") == (0, "已导入 2 个机关。\n")
    code, said = told(capsys, "agency", "import", str(file), "--under", "990121")
    assert code == 2
    assert "第2行 名称" in said
    assert Agency.objects.filter(parent=cast.county).count() == 4


def test_an_account_is_closed_opened_and_made_to_run_the_site(cast: Cast, capsys: Read) -> None:
    for words, field, value in (
        (("officer", "deactivate", "chen", "--reason", "离职"), "is_active", False),
        (("officer", "reactivate", "chen"), "is_active", True),
        (("officer", "runs-site", "chen"), "runs_site", True),
        (("officer", "runs-site", "chen", "--no"), "runs_site", False),
    ):
        assert told(capsys, *words)[0] == 0
        assert getattr(Officer.objects.get(username="chen"), field) is value
    assert {entry.by_name for entry in Entry.objects.all()} == {"系统"}


def test_the_journal_is_verified_against_what_was_exported(cast: Cast, capsys: Read, tmp_path: Path) -> None:
    heads = tmp_path / "heads.jsonl"
    assert told(capsys, "journal", "heads", "--out", str(heads))[0] == 2
    told(capsys, "officer", "runs-site", "chen")
    told(capsys, "agency", "add", "柳河县财政局", "--under", "990121", "--level", "county", "--kind", "department")
    assert told(capsys, "journal", "heads", "--out", str(heads))[0] == 0
    assert told(capsys, "journal", "heads", "--out", str(heads)) == (
        2,
        f"错误：{heads} 已存在，不覆盖；请换一个文件名。\n",
    )
    code, said = told(capsys, "journal", "verify", "--heads", str(heads))
    assert (code, "没有发现改动" in said, "校验值一致" in said) == (0, True, True)

    gone = Chain.objects.get(name="site")
    QuerySet(Entry).filter(chain=gone).delete()
    gone.delete()
    assert told(capsys, "journal", "verify")[0] == 0
    code, said = told(capsys, "journal", "verify", "--heads", str(heads))
    assert code == 1
    assert "site" in said
    assert "被删去" in said


def test_the_first_broken_link_is_named(cast: Cast, capsys: Read) -> None:
    told(capsys, "officer", "runs-site", "chen")
    told(capsys, "officer", "runs-site", "chen", "--no")
    QuerySet(Entry).filter(number=1).update(by_name="别人")
    code, said = told(capsys, "journal", "verify")
    assert code == 1
    assert "全站（site）：第1条的内容与它的校验值不符" in said
