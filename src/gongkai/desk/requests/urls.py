"""The addresses of this place."""

from django.urls import URLPattern, URLResolver, path

from gongkai.desk.requests import (
    amending,
    assigning,
    board,
    charging,
    consulting,
    counts,
    explaining,
    extending,
    linked,
    overdue,
    record,
    registering,
    units,
    voiding,
    withdrawing,
)

REQUEST = "requests/<int:info_request_id>/"
INQUIRY = REQUEST + "inquiries/<int:inquiry_id>/"
FEE = REQUEST + "fees/<int:fee_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("requests/", board.requests, name="requests"),
    path("requests/of-applicant/", board.of_applicant, name="requests_of_applicant"),
    path("requests/several/", assigning.several, name="requests_several"),
    path("requests/new/", registering.new, name="request_new"),
    path("requests/units/", units.units, name="units"),
    path("requests/units/new/", units.new, name="unit_new"),
    path("requests/units/<int:unit_id>/", units.change, name="unit"),
    path("requests/units/<int:unit_id>/close/", units.close, name="unit_close"),
    path("requests/channel/", units.channel, name="request_channel"),
    path("requests/counts/", counts.request_counts, name="request_counts"),
    path("requests/counts/list/", counts.request_counted, name="request_counted"),
    path(REQUEST, record.info_request, name="info_request"),
    path(REQUEST + "register/", registering.register, name="request_register"),
    path(REQUEST + "contact/", registering.contact, name="request_contact"),
    path(REQUEST + "unreached/", registering.unreached, name="request_unreached"),
    path(REQUEST + "assign/", assigning.assign, name="request_assign"),
    path(REQUEST + "claim/", assigning.claim, name="request_claim"),
    path(REQUEST + "send-back/", assigning.send_back, name="request_send_back"),
    path(REQUEST + "chase/", assigning.chase, name="request_chase"),
    path(REQUEST + "correct/", voiding.correct, name="request_correct"),
    path(REQUEST + "void/", voiding.void, name="request_void"),
    path(REQUEST + "merge/", linked.merge, name="request_merge"),
    path(REQUEST + "part/", linked.part, name="request_part"),
    path(REQUEST + "ask-to-amend/", amending.ask, name="request_ask_to_amend"),
    path(REQUEST + "amended/", amending.amended, name="request_amended"),
    path(REQUEST + "consult/", consulting.consult, name="request_consult"),
    path(INQUIRY + "end/", consulting.end, name="request_inquiry_end"),
    path(INQUIRY + "judge/", consulting.judge, name="request_inquiry_judge"),
    path(INQUIRY + "public-interest/", consulting.public_interest, name="request_public_interest"),
    path(REQUEST + "extend/", extending.extend, name="request_extend"),
    path(REQUEST + "ask-to-explain/", explaining.ask, name="request_ask_to_explain"),
    path(REQUEST + "explained/", explaining.explained, name="request_explained"),
    path(REQUEST + "delay/", explaining.delay, name="request_delay"),
    path(REQUEST + "charge/", charging.charge, name="request_charge"),
    path(FEE + "paid/", charging.paid, name="request_fee_paid"),
    path(FEE + "cancel/", charging.cancel, name="request_fee_cancel"),
    path(FEE + "refund/", charging.refund, name="request_fee_refund"),
    path(REQUEST + "explain-overdue/", overdue.explain, name="request_explain_overdue"),
    path(REQUEST + "withdraw/", withdrawing.withdraw, name="request_withdraw"),
]
