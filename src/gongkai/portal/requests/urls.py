"""The addresses of applying and following. None of them names a case or a person: the session knows which is open."""

from django.urls import URLPattern, path

from gongkai.portal.requests import answers, applying, case, following, ways

APPLY = "agencies/<int:agency_id>/apply/"

urlpatterns: list[URLPattern] = [
    path(APPLY, ways.ways, name="apply"),
    path(APPLY + "paper/", ways.form, name="paper_form"),
    path(APPLY + "form.pdf", ways.form_file, {"kind": "pdf"}, name="paper_form_pdf"),
    path(APPLY + "form.docx", ways.form_file, {"kind": "docx"}, name="paper_form_docx"),
    path(APPLY + "start/", applying.start, name="application_start"),
    path(APPLY + "<slug:code>/", applying.step, name="application"),
    path("follow/", following.follow, name="follow"),
    path("follow/leave/", following.leave, name="follow_leave"),
    path("follow/case/", case.case, name="followed"),
    path("follow/receipt/", case.receipt, name="receipt"),
    path("follow/receipt.pdf", case.receipt_file, name="receipt_pdf"),
    path("follow/letters/<int:letter_id>/", case.letter, name="followed_letter"),
    path("follow/files/<int:case_file_id>/", case.file, name="followed_file"),
    path("follow/amend/", answers.amend, name="followed_amend"),
    path("follow/explain/", answers.explain, name="followed_explain"),
    path("follow/withdraw/", answers.withdraw, name="followed_withdraw"),
    path("follow/rate/", answers.rate, name="followed_rate"),
    path("follow/publish/", answers.ask_to_publish, name="followed_publish"),
]
