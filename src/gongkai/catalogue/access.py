"""The only ways to reach a guide, a rule of procedure, a catalogue, an entry or a workbook read: by whom, for what."""

from datetime import date

from django.db.models import QuerySet

from gongkai.agency import access
from gongkai.agency.models import Agency, Officer
from gongkai.catalogue.models import Catalogue, CatalogueEntry, CatalogueFile, GuideEdition, Regulation
from gongkai.errors import NotYours, Refused

NO_CATALOGUE = "没有这一版目录，或者您不能查看它。"


def visible_to(officer: Officer, *, on: date | None = None) -> QuerySet[Catalogue]:
    """The catalogues of the agencies that the officer may see, in every edition."""
    return Catalogue.objects.filter(access.scope(officer, on=on, prefix="agency__"))


def entries_visible_to(officer: Officer, *, on: date | None = None) -> QuerySet[CatalogueEntry]:
    """The entries of the agencies that the officer may see, in every edition."""
    return CatalogueEntry.objects.filter(access.scope(officer, on=on, prefix="agency__"))


def regulations_visible_to(officer: Officer, *, on: date | None = None) -> QuerySet[Regulation]:
    """The rules of procedure of the agencies that the officer may see."""
    return Regulation.objects.filter(access.scope(officer, on=on, prefix="agency__"))


def guide_editions_visible_to(officer: Officer, *, on: date | None = None) -> QuerySet[GuideEdition]:
    """The guides published by the agencies that the officer may see."""
    return GuideEdition.objects.filter(access.scope(officer, on=on, prefix="agency__"))


def files_visible_to(officer: Officer, *, on: date | None = None) -> QuerySet[CatalogueFile]:
    """The workbooks read for the agencies that the officer may see."""
    return CatalogueFile.objects.filter(access.scope(officer, on=on, prefix="agency__"))


def in_force(agency: Agency) -> Catalogue | None:
    """The agency's catalogue in force, if it has one."""
    return agency.catalogues.filter(state=Catalogue.State.IN_FORCE).first()


def draft_of(agency: Agency) -> Catalogue | None:
    """The edition the agency is drawing up, if any."""
    return agency.catalogues.filter(state=Catalogue.State.DRAFT).first()


def agency_for(act: str, agency_id: int, *, by: Officer) -> Agency:
    """An agency held for an act: acts on its editions follow each other. Raises NotYours, NotYourRole."""
    agency = access.for_officer(agency_id, by)
    access.require(act, by, agency)
    return Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)


def for_reading(catalogue_id: int, *, by: Officer, agency: Agency | None = None) -> Catalogue:
    """A catalogue that the officer may see, of the agency where one is named. Raises NotYours."""
    found = visible_to(by).select_related("agency", "handed_down_from__agency", "made_by")
    catalogue = (found.filter(agency=agency) if agency else found).filter(pk=catalogue_id).first()
    if catalogue is None:
        raise NotYours(NO_CATALOGUE)
    return catalogue


def for_act(catalogue_id: int, act: str, *, by: Officer) -> Catalogue:
    """A catalogue held for an act that the officer's role allows. Raises NotYours, NotYourRole."""
    catalogue = for_reading(catalogue_id, by=by)
    access.require(act, by, catalogue.agency)
    held = Catalogue.objects.select_for_update(of=("self",)).select_related("agency").filter(pk=catalogue.pk).first()
    if held is None:
        raise NotYours(NO_CATALOGUE)
    return held


def draft_for(catalogue_id: int, act: str, *, by: Officer) -> Catalogue:
    """A catalogue still being drawn up, held for an act. Refuses one that is in force or was."""
    catalogue = for_act(catalogue_id, act, by=by)
    if catalogue.state != Catalogue.State.DRAFT:
        raise Refused(
            f"{catalogue}{catalogue.get_state_display()}，不能再改。要修改目录，请先“修订”出新的一版，改好后发布。"
        )
    return catalogue


def entry_for_change(entry_id: int, *, by: Officer) -> CatalogueEntry:
    """An entry of a draft edition, with its edition held. Raises NotYours, NotYourRole; refuses other editions."""
    entry = entries_visible_to(by).filter(pk=entry_id).first()
    if entry is None:
        raise NotYours("没有这个目录条目，或者您不能查看它。")
    entry.catalogue = draft_for(entry.catalogue_id, "catalogue.change", by=by)
    return entry


def regulation_for_act(regulation_id: int, act: str, *, by: Officer) -> Regulation:
    """A rule of procedure held for an act. Raises NotYours, NotYourRole."""
    regulation = regulations_visible_to(by).select_related("agency").filter(pk=regulation_id).first()
    if regulation is None:
        raise NotYours("没有这项制度，或者您不能查看它。")
    access.require(act, by, regulation.agency)
    return Regulation.objects.select_for_update(of=("self",)).select_related("agency").get(pk=regulation.pk)


def file_for_change(file_id: int, *, by: Officer) -> CatalogueFile:
    """A workbook read and waiting, held for a decision. Raises NotYours, NotYourRole; refuses one already decided."""
    file = files_visible_to(by).select_related("agency").filter(pk=file_id).first()
    if file is None:
        raise NotYours("没有这份导入的文件，或者您不能查看它。")
    access.require("catalogue.change", by, file.agency)
    file = CatalogueFile.objects.select_for_update(of=("self",)).select_related("agency").get(pk=file.pk)
    if file.state != CatalogueFile.State.READ:
        raise Refused(f"“{file.name}”{file.get_state_display()}，不能再办一次。要重来，请重新上传文件。")
    return file
