"""The reader against what a careful person reads, on every folder of reports there is."""

from functools import cache
from pathlib import Path

import pytest

from gongkai.report.reading import read
from gongkai.report.report import Report, StatementKind
from tests.accuracy import measure, tracers
from tests.accuracy.truth import Truth, truths
from tests.conftest import corpora

SHOWN = 12


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    every = [truth for folder in corpora(metafunc.config) for truth in truths(folder)]
    if "truth" in metafunc.fixturenames:
        metafunc.parametrize("truth", every, ids=[f"{truth.file.parent.parent.name}-{truth.name}" for truth in every])
    if "traced" in metafunc.fixturenames:
        kept = [truth for truth in every if _is_traceable(truth)]
        metafunc.parametrize("traced", kept, ids=[f"{truth.file.parent.parent.name}-{truth.name}" for truth in kept])
    if "every_truth" in metafunc.fixturenames:
        metafunc.parametrize("every_truth", [every], ids=["all"])


def _is_traceable(truth: Truth) -> bool:
    try:
        return bool(truth.cells) and bool(tracers.copy(truth))
    except tracers.Untraceable:
        return False


@cache
def read_once(file: Path) -> Report:
    return read(file)


def test_every_cell_of_the_tables_is_read_right(truth: Truth) -> None:
    faults = measure.cells(read_once(truth.file), truth).faults
    assert not faults, "\n".join(faults[:SHOWN])


def test_no_cell_is_wrong_without_saying_so(truth: Truth) -> None:
    faults = measure.cells(read_once(truth.file), truth).unmarked
    assert not faults, "\n".join(faults[:SHOWN])


def test_agency_and_year_are_known(truth: Truth) -> None:
    report = read_once(truth.file)
    assert report.year == truth.said["report_year"]
    misspelt = [defect["quote"] for defect in truth.said["defects"] if defect["kind"] == "agency_name_typo"]
    if misspelt:  # the file has no other spelling, and a reader keeps to the file
        assert misspelt[0] in str(report.agency)
    else:
        assert report.agency == truth.said["agency"]


def test_a_total_is_exact_only_where_the_text_is(truth: Truth) -> None:
    assert measure.approximate(read_once(truth.file), truth)


@pytest.mark.parametrize("kind", measure.KINDS)
def test_statements_of_the_prose_are_found_and_no_others(kind: StatementKind, every_truth: list[Truth]) -> None:
    counted = measure.sums(measure.statements(read_once(truth.file), truth) for truth in every_truth)[kind]
    words = f"recall {counted.recall:.3f}, precision {counted.precision:.3f}\n" + "\n".join(counted.faults)
    assert counted.recall >= 0.95, words
    assert counted.precision >= 0.95, words


def test_every_figure_comes_from_its_own_cell(traced: Truth, tmp_path: Path) -> None:
    copied = tracers.write(traced, tmp_path)
    faults = measure.cells(read(copied.file), copied).faults
    assert not faults, "\n".join(faults[:SHOWN])


def test_samples_of_text_are_traced_but_where_digits_run_together(every_truth: list[Truth]) -> None:
    samples = [truth for truth in every_truth if truth.file.parent.parent.name == "samples"]
    text = {truth.name for truth in samples if truth.file.suffix in tracers.TEXT | {".docx"}}
    traced = {truth.name for truth in samples if _is_traceable(truth)}
    assert text - traced == {truth.name for truth in samples if truth.settled_by_equations}
