"""The one door: which agencies an officer reaches, and in which role.

Everything on the desk starts here. A record that the officer may not see is as if it were not there (`NotYours`, 404);
one that is seen but may not be acted on refuses by role (`NotYourRole`, 403).
"""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils import timezone

from gongkai.agency.models import Agency, AgencyQuerySet, Appointment, Officer
from gongkai.agency.roles import MAY, WITH_SUBTREE, Role
from gongkai.errors import NotYourRole, NotYours


@dataclass(frozen=True, slots=True)
class Standing:
    """What an officer holds on a day: (agency, path, role) of every appointment in force."""

    held: tuple[tuple[int, str, Role], ...] = field(default=())

    def roles_in(self, agency: Agency) -> frozenset[Role]:
        """The roles that reach this agency, those held above it with their subtree included."""
        return frozenset(
            role
            for agency_id, path, role in self.held
            if agency_id == agency.pk or (role in WITH_SUBTREE and agency.path.startswith(path))
        )

    def may(self, act: str, agency: Agency) -> bool:
        """Whether a role that reaches the agency allows the act. A supervisor sees and supervises, never examines."""
        return bool(self.roles_in(agency) & MAY[act])


def standing(officer: Officer, *, on: date | None = None) -> Standing:
    """Everything the officer holds on a day, in one query; kept on the officer for the length of a request."""
    day = on or timezone.localdate()
    kept: dict[date, Standing] = officer.__dict__.setdefault("_standing", {})
    if day not in kept:
        if not officer.is_active:
            kept[day] = Standing()
        else:
            rows = (
                Appointment.objects.held_on(day)
                .filter(officer=officer)
                .values_list("agency_id", "agency__path", "role")
            )
            kept[day] = Standing(tuple((agency_id, path, Role(role)) for agency_id, path, role in rows))
    return kept[day]


def forget(officer: Officer) -> None:
    """Drop what is kept of an officer's standing, after an appointment changed."""
    officer.__dict__.pop("_standing", None)


def scope(officer: Officer, *, on: date | None = None, prefix: str = "") -> Q:
    """What keeps a query within what the officer may see; `prefix` leads to the agency ("item__agency__")."""
    condition = Q(pk__in=[])
    own: set[int] = set()
    for agency_id, path, role in standing(officer, on=on).held:
        if role in WITH_SUBTREE:
            condition |= Q(**{f"{prefix}path__gte": path, f"{prefix}path__lt": path + "~"})
        else:
            own.add(agency_id)
    if own:
        condition |= Q(**{f"{prefix}id__in": sorted(own)})
    return condition


def scope_for(act: str, officer: Officer, *, on: date | None = None, prefix: str = "") -> Q:
    """What keeps a query within the agencies where the officer's roles allow an act."""
    condition = Q(pk__in=[])
    for agency_id, path, role in standing(officer, on=on).held:
        if role in MAY[act]:
            condition |= Q(**{f"{prefix}id": agency_id})
            if role in WITH_SUBTREE:
                condition |= Q(**{f"{prefix}path__gte": path, f"{prefix}path__lt": path + "~"})
    return condition


def visible_to(officer: Officer, *, on: date | None = None) -> AgencyQuerySet:
    """The agencies an officer may see: those of the appointments, and below them where the role reaches down."""
    return Agency.objects.filter(scope(officer, on=on))


def for_officer(agency_id: int, officer: Officer, *, on: date | None = None) -> Agency:
    """One agency that the officer may see. Raises NotYours."""
    agency = visible_to(officer, on=on).filter(pk=agency_id).first()
    if agency is None:
        raise NotYours("没有这个机关，或者您不能查看它。")
    return agency


def may(act: str, officer: Officer, agency: Agency, *, on: date | None = None) -> bool:
    """Whether the officer holds a role in the agency that allows the act."""
    return standing(officer, on=on).may(act, agency)


def require(act: str, officer: Officer, agency: Agency, *, on: date | None = None) -> None:
    """Refuse an act that none of the officer's roles in the agency allows. Raises NotYours or NotYourRole."""
    roles = standing(officer, on=on).roles_in(agency)
    if not roles:
        raise NotYours("没有这个机关，或者您不能查看它。")
    if not roles & MAY[act]:
        wanted = "、".join(role.label for role in Role if role in MAY[act])
        raise NotYourRole(f"这一步须由{agency}的“{wanted}”办理，您没有这个角色。如果应由您办，请联系管理员任命。")


def for_act(agency_id: int, act: str, *, by: Officer | None) -> Agency:
    """An agency locked for an act that the officer's role allows; None is the command line, which may do all.

    Raises NotYours, NotYourRole.
    """
    if by is not None:
        require(act, by, for_officer(agency_id, by))
    return Agency.objects.select_for_update(of=("self",), no_key=True).select_related("parent").get(pk=agency_id)
