"""Workbooks read, then imported whole or not at all."""

from datetime import date

import pytest

from gongkai.catalogue.actions import editions, files
from gongkai.catalogue.models import Catalogue
from gongkai.catalogue.sheets.writing import write
from gongkai.errors import NotYours, Refused
from tests.cast import Cast
from tests.catalogue.sheets.test_reading import line, workbook

TODAY = date(2024, 3, 1)


def test_reading_changes_nothing_of_the_catalogue(cast: Cast) -> None:
    data = workbook(line("1", "低保", "指南"))
    file = files.read(cast.town.pk, by=cast.chen, name="目录.xlsx", data=data, today=TODAY)
    assert (len(file.rows), file.error_count) == (1, 0)
    assert not Catalogue.objects.exists()


def test_entries_come_in_under_codes_of_their_own_or_those_they_had(cast: Cast) -> None:
    data = workbook(line("1", "最低生活保障", "审核信息"), line("2", "临时救助", "审核信息"))
    file = files.read(cast.town.pk, by=cast.chen, name="目录.xlsx", data=data, today=TODAY)
    made = files.take_in(file.pk, by=cast.chen, today=TODAY)
    assert list(made.entries.values_list("code", flat=True)) == ["05.005", f"L{cast.town.pk}-1"]
    file.refresh_from_db()
    assert (file.state, file.catalogue) == ("imported", made)


def test_a_file_with_a_row_in_error_is_not_imported_at_all(cast: Cast) -> None:
    data = workbook(line("1", "低保", "指南"), line("2", "低保", "指南"))
    file = files.read(cast.town.pk, by=cast.chen, name="目录.xlsx", data=data, today=TODAY)
    with pytest.raises(Refused, match="1行有错"):
        files.take_in(file.pk, by=cast.chen, today=TODAY)
    assert not Catalogue.objects.exists()


def test_a_file_is_decided_once(cast: Cast) -> None:
    file = files.read(cast.town.pk, by=cast.chen, name="a.xlsx", data=workbook(line("1", "低保", "指南")), today=TODAY)
    files.drop(file.pk, by=cast.chen, today=TODAY)
    with pytest.raises(Refused, match="已放弃"):
        files.take_in(file.pk, by=cast.chen, today=TODAY)
    with pytest.raises(NotYours):
        files.take_in(file.pk, by=cast.li, today=TODAY)


def test_a_catalogue_written_changed_and_imported_keeps_its_codes(cast: Cast) -> None:
    first = editions.start(cast.town.pk, by=cast.chen, today=TODAY)
    editions.adopt(first.pk, by=cast.zhao, today=TODAY)
    data = write(first, first.entries.all())
    file = files.read(cast.town.pk, by=cast.chen, name="目录.xlsx", data=data, today=TODAY)
    second = files.take_in(file.pk, by=cast.chen, today=TODAY)
    assert set(second.entries.values_list("code", flat=True)) == set(first.entries.values_list("code", flat=True))
