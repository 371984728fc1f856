"""Which work an officer sees: what the officer asked for, and what was asked for in agencies within reach."""

from django.db.models import Q, QuerySet

from gongkai.agency import access
from gongkai.agency.models import Agency, Officer
from gongkai.errors import NotYours
from gongkai.task.models import Work


def visible_to(officer: Officer) -> QuerySet[Work]:
    """Work of the officer's own, and of agencies the officer may see; all of it for who runs the site."""
    if officer.runs_site:
        return Work.objects.all()
    return Work.objects.filter(Q(by=officer) | Q(agency__in=Agency.objects.filter(access.scope(officer)).values("pk")))


def for_officer(work_id: int, officer: Officer) -> Work:
    """One piece of work the officer may see. Raises NotYours."""
    work = visible_to(officer).select_related("by", "agency").filter(pk=work_id).first()
    if work is None:
        raise NotYours("没有这项任务，或者您不能查看它。")
    return work
