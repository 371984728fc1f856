"""The addresses of this place."""

from django.urls import URLPattern, URLResolver, path

from gongkai.desk.disputes import answering, complaints, corrections, disputes, ending, record, registering

DISPUTE = "disputes/<int:dispute_id>/"
CORRECTION = "corrections/<int:correction_id>/"
COMPLAINT = "complaints/<int:complaint_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("disputes/", disputes.disputes, name="disputes"),
    path("disputes/new/", registering.dispute_new, name="dispute_new"),
    path(DISPUTE, record.dispute, name="dispute"),
    path(DISPUTE + "change/", registering.dispute_change, name="dispute_change"),
    path(DISPUTE + "answer/", answering.dispute_answer, name="dispute_answer"),
    path(DISPUTE + "hearing/", ending.dispute_hearing, name="dispute_hearing"),
    path(DISPUTE + "conclude/", ending.dispute_conclude, name="dispute_conclude"),
    path(DISPUTE + "redone/", ending.dispute_redone, name="dispute_redone"),
    path(DISPUTE + "void/", ending.dispute_void, name="dispute_void"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("corrections/new/", corrections.correction_new, name="correction_new"),
    path(CORRECTION, corrections.correction, name="correction"),
    path(CORRECTION + "take/", corrections.correction_take, name="correction_take"),
    path(CORRECTION + "conclude/", corrections.correction_conclude, name="correction_conclude"),
    path(CORRECTION + "void/", corrections.correction_void, name="correction_void"),
    path("complaints/", complaints.complaints, name="complaints"),
    path("complaints/new/", complaints.complaint_new, name="complaint_new"),
    path(COMPLAINT, complaints.complaint, name="complaint"),
    path(COMPLAINT + "take/", complaints.complaint_take, name="complaint_take"),
    path(COMPLAINT + "conclude/", complaints.complaint_conclude, name="complaint_conclude"),
    path(COMPLAINT + "void/", complaints.complaint_void, name="complaint_void"),
]
