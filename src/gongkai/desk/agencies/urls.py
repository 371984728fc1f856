"""The addresses of this place."""

from django.urls import URLPattern, URLResolver, path

from gongkai.desk.agencies import agency, below, calendar, hand_overs, journal, leading_groups, office, officers
from gongkai.desk.agencies.unconfirmed import unconfirmed

urlpatterns: list[URLPattern | URLResolver] = [
    path("settings/", agency.agency, name="agency"),
    path("settings/change/", agency.change, name="agency_change"),
    path("settings/move/", agency.move, name="agency_move"),
    path("settings/close/", agency.close, name="agency_close"),
    path("settings/reopen/", agency.reopen, name="agency_reopen"),
    path("settings/open/", agency.open_on_desk, name="agency_open"),
    path("settings/below/", below.below, name="agencies_below"),
    path("settings/below/add/", below.add, name="agency_add"),
    path("settings/below/import/", below.take_in, name="agencies_import"),
    path("settings/below/template.xlsx", below.template, name="agencies_template"),
    path("settings/office/", office.office, name="office"),
    path("settings/office/change/", office.change, name="office_change"),
    path("settings/groups/", leading_groups.leading_groups, name="leading_groups"),
    path("settings/groups/set-up/", leading_groups.set_up, name="leading_group_set_up"),
    path("settings/groups/<int:group_id>/", leading_groups.leading_group, name="leading_group"),
    path("settings/groups/<int:group_id>/change/", leading_groups.change, name="leading_group_change"),
    path("settings/groups/<int:group_id>/dissolve/", leading_groups.dissolve, name="leading_group_dissolve"),
    path("settings/groups/<int:group_id>/join/", leading_groups.join, name="leading_group_join"),
    path("settings/members/<int:member_id>/leave/", leading_groups.leave, name="leading_group_leave"),
    path("settings/officers/", officers.officers, name="officers"),
    path("settings/officers/create/", officers.create, name="officer_create"),
    path("settings/officers/appoint/", officers.appoint, name="officer_appoint"),
    path("settings/officers/<int:officer_id>/", officers.officer, name="officer"),
    path("settings/officers/<int:officer_id>/change/", officers.change, name="officer_change"),
    path("settings/officers/<int:officer_id>/password/", officers.reset_password, name="officer_password"),
    path(
        "settings/officers/<int:officer_id>/second-factor/",
        officers.remove_second_factor,
        name="officer_second_factor",
    ),
    path("settings/officers/<int:officer_id>/deactivate/", officers.deactivate, name="officer_deactivate"),
    path("settings/officers/<int:officer_id>/reactivate/", officers.reactivate, name="officer_reactivate"),
    path("settings/appointments/<int:appointment_id>/end/", officers.end_appointment, name="appointment_end"),
    path("settings/hand-overs/", hand_overs.hand_overs, name="hand_overs"),
    path("settings/hand-overs/begin/", hand_overs.begin, name="hand_over_begin"),
    path("settings/hand-overs/<int:hand_over_id>/", hand_overs.hand_over, name="hand_over"),
    path("settings/journal/", journal.journal, name="journal"),
    path("settings/calendar/", calendar.calendar, name="calendar"),
    path("settings/unconfirmed/", unconfirmed, name="unconfirmed"),
]
