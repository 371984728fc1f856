"""The addresses of this place."""

from django.urls import URLPattern, URLResolver, path

from gongkai.desk.requests import (
    amending,
    board,
    charging,
    consulting,
    counts,
    explaining,
    extending,
    overdue,
    record,
    withdrawing,
)

REQUEST = "requests/<int:info_request_id>/"
INQUIRY = REQUEST + "inquiries/<int:inquiry_id>/"
FEE = REQUEST + "fees/<int:fee_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("requests/", board.requests, name="requests"),
    path("requests/counts/", counts.request_counts, name="request_counts"),
    path("requests/counts/list/", counts.request_counted, name="request_counted"),
    path("requests/counts/", counts.request_counts, name="request_counts"),
    path("requests/counts/list/", counts.request_counted, name="request_counted"),
    path(REQUEST, record.info_request, name="info_request"),
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
