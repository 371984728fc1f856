"""Acts on workbooks of catalogues: read and shown, made an edition whole, or dropped."""

from datetime import date

from django.db import transaction

from gongkai.agency.models import Officer
from gongkai.catalogue import access, editions
from gongkai.catalogue.models import Catalogue, CatalogueEntry, CatalogueFile
from gongkai.catalogue.sheets import reading
from gongkai.errors import Refused
from gongkai.journal.recording import record

_LONGEST_NAME = 200


@transaction.atomic
def read(agency_id: int, *, by: Officer, name: str, data: bytes, today: date) -> CatalogueFile:
    """读入: keep what was read of a workbook, to be looked at; nothing of the catalogue changes yet."""
    agency = access.agency_for("catalogue.change", agency_id, by=by)
    known = {
        (entry.domain, entry.level1, entry.level2, entry.level3): entry.code
        for entry in CatalogueEntry.objects.filter(agency=agency).order_by("catalogue__number")
    }
    found = reading.read(data, agency.level, known)
    file = CatalogueFile.objects.create(
        agency=agency,
        name=name[-_LONGEST_NAME:],
        rows=[row.to_dict() for row in found.rows],
        notes=list(found.notes),
        error_count=found.error_count,
        by=by,
        read_on=today,
    )
    record("catalogue.file_read", file, by=by, on=today, file=file.name, entries=len(found.rows))
    return file


@transaction.atomic
def take_in(file_id: int, *, by: Officer, today: date) -> Catalogue:
    """导入: a draft edition of everything in the workbook; refused whole where a row is in error."""
    file = access.file_for_change(file_id, by=by)
    if file.error_count:
        raise Refused(f"“{file.name}”有{file.error_count}行有错，没有导入。请在 Excel 里改好这些行，再上传一次。")
    agency = access.agency_for("catalogue.change", file.agency_id, by=by)
    catalogue = editions.new(agency, by=by, today=today)
    rows = [reading.Row.from_dict(data) for data in file.rows]
    lines = [(row.columns.for_agency(agency.name), row.is_local) for row in rows]
    editions.fill(catalogue, editions.coded(agency, lines), today)
    file.state, file.catalogue = CatalogueFile.State.IMPORTED, catalogue
    file.save(update_fields=["state", "catalogue"])
    record("catalogue.file_imported", catalogue, by=by, on=today, edition=catalogue, file=file.name, entries=len(lines))
    return catalogue


@transaction.atomic
def drop(file_id: int, *, by: Officer, today: date) -> CatalogueFile:
    """放弃导入."""
    file = access.file_for_change(file_id, by=by)
    file.state = CatalogueFile.State.DROPPED
    file.save(update_fields=["state"])
    record("catalogue.file_dropped", file, by=by, on=today, file=file.name)
    return file
