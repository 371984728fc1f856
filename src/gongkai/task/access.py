"""Which work an officer sees: what the officer asked for, and what was asked for in agencies within reach."""

from django.db.models import Q, QuerySet

from gongkai.agency import access
from gongkai.agency.models import Agency, Officer
from gongkai.agency.roles import Role
from gongkai.errors import NotYourRole, NotYours
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


def may_stop(work: Work, officer: Officer) -> bool:
    """Who asked for the work, an administrator of its agency, and who runs the site may cancel it or begin it again."""
    if officer.runs_site or work.by_id == officer.pk:
        return True
    return work.agency is not None and Role.ADMINISTRATOR in access.standing(officer).roles_in(work.agency)


def for_stopping(work_id: int, officer: Officer) -> Work:
    """One piece of work to be cancelled or begun again. Raises NotYours, NotYourRole."""
    work = for_officer(work_id, officer)
    if not may_stop(work, officer):
        raise NotYourRole("这项任务不是您要的。只有要它的人和本机关的管理员可以取消或重做。")
    return work
