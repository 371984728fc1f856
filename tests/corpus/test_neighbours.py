from pathlib import Path

import polars as pl
import pytest

from gongkai.corpus.neighbours import COMMON, FEW, MOST, neighbours
from gongkai.corpus.sketches import sketches
from tests.corpus.folders import own_words, telling

NATIONAL = own_words("全国", 400)


def found(folder: Path, texts: list[str], *, shard: int = 50, may_copy=lambda report, other: True) -> dict[int, list]:
    """What neighbours each of these texts is given, when so many are in a shard."""
    files = []
    for start in range(0, len(texts), shard):
        rows = [
            (number, marks)
            for number, text in enumerate(texts[start : start + shard])
            for marks in sketches(telling("柳河县", text))
        ]
        file = folder / f"{shard}-{start}.parquet"
        schema = {"report": pl.Int32, "marks": pl.List(pl.UInt32)}
        pl.DataFrame(rows, schema=schema, orient="row").write_parquet(file)
        files.append((start, file))
    return dict(neighbours(files, len(texts), may_copy))


def worked_over(text: str, every: int) -> str:
    """The text with other words put in at even distances."""
    return "".join(f"{text[at : at + every]}某些" for at in range(0, len(text), every))


def test_a_copy_is_found_among_others_and_nobody_else(tmp_path):
    texts = [own_words(str(number)) for number in range(80)]
    texts[70] = texts[3]
    assert found(tmp_path, texts) == {3: [70], 70: [3]}


@pytest.mark.parametrize("every", [100, 40, 25])
def test_a_copy_that_was_worked_over_is_found(tmp_path, every):
    texts = [own_words(str(number)) for number in range(40)]
    texts[20] = worked_over(texts[3], every)
    assert found(tmp_path, texts) == {3: [20], 20: [3]}


def test_what_everybody_writes_makes_nobody_a_neighbour(tmp_path):
    texts = [NATIONAL + own_words(str(number), 200) for number in range(2 * FEW)]
    texts[70] = texts[3]
    assert found(tmp_path, texts) == {3: [70], 70: [3]}


def test_those_who_write_nothing_but_what_everybody_writes_are_copies_all_the_same(tmp_path):
    texts = [own_words("样板", 600) for _ in range(2 * FEW)]
    copies = found(tmp_path, texts)
    assert sorted(copies) == list(range(2 * FEW))
    assert all(1 <= len(others) <= MOST for others in copies.values())


def test_in_a_great_folder_a_few_that_copy_are_no_custom(tmp_path):
    many = int(FEW / COMMON) // 4
    texts = [own_words(str(number)) for number in range(many)]
    texts[: FEW // 2] = [texts[0]] * (FEW // 2)
    assert sorted(found(tmp_path, texts, shard=200)) == list(range(FEW // 2))


def test_only_those_that_may_have_been_copied_are_named(tmp_path):
    texts = [own_words(str(number)) for number in range(10)]
    texts[1] = texts[5] = texts[9] = texts[3]
    copies = found(tmp_path, texts, may_copy=lambda report, other: other < report)
    assert sorted(copies) == [3, 5, 9]
    assert all(other in (1, 3, 5) and other < report for report, others in copies.items() for other in others)


def test_neighbours_are_the_same_however_the_reports_are_shared_out(tmp_path):
    texts = [own_words(str(number % 30)) for number in range(90)]
    assert found(tmp_path, texts, shard=7) == found(tmp_path, texts, shard=90)


def test_a_folder_without_prose_has_no_neighbours(tmp_path):
    assert found(tmp_path, ["无。"] * 5) == {}
