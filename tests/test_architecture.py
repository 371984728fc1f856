"""The promises of the layout: who may import whom, what is listed where, and what must never be committed."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from gongkai.law import statutes
from gongkai.report import forms
from gongkai.report.reading import repairs

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "gongkai"

ORDER = (
    "errors",
    "law",
    "report",
    "corpus",
    "vetting",
    "agency",
    "journal",
    "task",
    "catalogue",
    "screening",
    "disclosure",
    "request",
    "supervision",
    "filing",
    "portal",
    "desk",
    "api",
    "site",
    "cli",
)
"""The folders in the direction of dependence: each may import those before it."""

PLAIN = ORDER[: ORDER.index("agency")]
"""Plain Python: no Django, no database, no clock."""

PAGES = {"portal", "desk", "api"}

MODULES = sorted(SOURCE.rglob("*.py"))


def folder(module: Path) -> str:
    return module.relative_to(SOURCE).parts[0].removesuffix(".py")


@cache
def imports(module: Path) -> frozenset[str]:
    """Every module named by an import, wherever it stands in the file."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{module}: imports are absolute"
            found |= {f"{node.module}.{name.name}" for name in node.names}
    return frozenset(found)


def own(module: Path) -> Iterator[str]:
    """The folders of ours that a module imports from."""
    for name in imports(module):
        top, _, rest = name.partition(".")
        if top == "gongkai" and (inner := rest.partition(".")[0]) in ORDER:
            yield inner


def test_every_folder_has_its_place_in_the_order() -> None:
    found = {folder(module) for module in MODULES} - {"__init__", "__main__"}
    assert found <= set(ORDER)


def test_a_folder_imports_only_those_above_it() -> None:
    wrong = [
        f"{module.relative_to(SOURCE)} imports gongkai.{other}"
        for module in MODULES
        if folder(module) in ORDER
        for other in own(module)
        if ORDER.index(other) > ORDER.index(folder(module))
        or (other != folder(module) and {other, folder(module)} <= PAGES)
    ]
    assert not wrong


def test_the_law_needs_only_the_standard_library() -> None:
    for module in MODULES:
        if folder(module) in ("law", "errors"):
            tops = {name.partition(".")[0] for name in imports(module)}
            assert tops <= sys.stdlib_module_names | {"gongkai"}, module


def test_plain_python_knows_no_django() -> None:
    for module in MODULES:
        if folder(module) in PLAIN:
            assert not {"django"} & {name.partition(".")[0] for name in imports(module)}, module


def test_the_report_asks_no_clock() -> None:
    clock = re.compile(r"\b(date\.today|datetime\.now|datetime\.today|time\.time)\(")
    for module in MODULES:
        if folder(module) in ("law", "report"):
            assert not clock.search(module.read_text(encoding="utf-8")), module


@pytest.mark.parametrize("module", ["law.statutes", "report", "report.report", "report.reading", "report.rules"])
def test_records_and_rules_load_without_the_libraries_of_file_formats(module: str) -> None:
    code = f"import sys; before = set(sys.modules); import gongkai.{module}; print(*(set(sys.modules) - before))"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    tops = {name.partition(".")[0] for name in loaded}
    assert not tops - sys.stdlib_module_names - {"gongkai", "msgspec", "typing_extensions"}


def test_nothing_is_named_for_being_shared() -> None:
    nameless = {"util", "utils", "helper", "helpers", "common", "core", "base", "manager", "misc"}
    named = [path for path in SOURCE.rglob("*") if path.stem in nameless]
    assert not named


def test_every_repair_is_listed_explained_and_tried() -> None:
    files = {path.stem for path in (SOURCE / "report/reading/repairs").glob("*.py")} - {"__init__"}
    assert set(repairs.NAMES) == files
    messes = (ROOT / "docs/messy-reports.md").read_text(encoding="utf-8")
    tests = {path.stem for path in (ROOT / "tests/report/reading/repairs").glob("test_*.py")}
    for name in repairs.NAMES:
        assert repairs.says(name)
        assert f"\n## `{name}` " in messes, f"docs/messy-reports.md has no paragraph on {name}"
        assert f"test_{name}" in tests, f"no test of {name}"


def test_samples_named_in_the_documents_are_there() -> None:
    messes = (ROOT / "docs/messy-reports.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(\w+\.(?:txt|md|html|pdf|docx))`", messes))
    there = {path.name for path in (ROOT / "tests/samples/reports").iterdir()}
    assert named
    assert named <= there


def test_forms_cite_statutes_of_the_register() -> None:
    for form in forms.editions():
        assert getattr(statutes, form.statute) in statutes.STATUTES
        for section in form.section:
            assert section.cites.startswith(f"《{statutes.ORDER_711.title}》第")


def test_every_document_number_in_the_code_is_in_the_register() -> None:
    numbers = {statute.number for statute in statutes.STATUTES}
    for module in MODULES:
        found = set(re.findall(r"[国办函公开发]{2,6}〔\d{4}〕\d+号", module.read_text(encoding="utf-8")))
        assert found <= numbers, module


def committed() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


@pytest.fixture(scope="module")
def texts() -> dict[Path, str]:
    found = {}
    for path in committed():
        data = path.read_bytes()
        if b"\0" not in data:
            found[path] = data.decode("utf-8", errors="replace")
    return found


def test_no_address_of_a_package_registry_is_committed(texts: dict[Path, str]) -> None:
    address = re.compile(r"https?://[^\s\"'/]*(pypi|npmjs|mirror|proxy|artifact|pythonhosted)", re.I)
    assert not [path for path, text in texts.items() if address.search(text)]
    assert not {"uv.lock", "pylock.toml"} & {path.name for path in texts}


def test_no_path_of_a_machine_is_committed(texts: dict[Path, str]) -> None:
    machine = re.compile(r"(?<![\w.])/(?:root|work|home/\w+|Users)/")
    assert not [path for path, text in texts.items() if path != Path(__file__) and machine.search(text)]


def test_requirements_are_hashed(texts: dict[Path, str]) -> None:
    for name in ("core.txt", "dev.txt"):
        text = texts[ROOT / "requirements" / name]
        pins = re.findall(r"^\S+==\S+(?: ; [^\\\n]*)? \\\n    --hash=sha256:", text, re.M)
        assert len(pins) == len(re.findall(r"^\w", text, re.M)) > 10


def test_every_module_says_what_it_is() -> None:
    written = [module for module in MODULES if module.parent.name != "migrations"]
    silent = [module for module in written if not ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))]
    assert not silent


def test_rules_are_listed_and_explained() -> None:
    rules = import_module("gongkai.report.rules")
    with_rule = {
        path.stem for path in (SOURCE / "report/rules").glob("*.py") if "\nrule = Rule(" in path.read_text("utf-8")
    }
    assert {rule.name for rule in rules.RULES} == with_rule
    manual = (ROOT / "docs/manual.zh-CN.md").read_text(encoding="utf-8")
    explained = re.findall(r"^\| `(\w+)` \| ", manual, re.M)
    assert explained == [rule.name for rule in rules.RULES]


def test_rules_cite_statutes_of_the_register() -> None:
    titles = tuple(f"《{statute.title}》" for statute in statutes.STATUTES)
    for rule in import_module("gongkai.report.rules").RULES:
        assert rule.cites, rule.name
        for citation in rule.cites:
            assert citation.startswith(titles), f"{rule.name}: {citation}"
