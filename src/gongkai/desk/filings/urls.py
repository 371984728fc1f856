"""The addresses of this place."""

from django.urls import URLPattern, URLResolver, path

from gongkai.desk.filings import (
    beginning,
    board,
    chasing,
    comparison,
    confirming,
    dates,
    doubts,
    entering,
    examining,
    figures,
    filing,
    filings,
    findings,
    importing,
    marking,
    original,
    parts,
    plans,
    preview,
    publishing,
    receiving,
    records,
    restating,
    submitting,
    text,
    trail,
)

FILING = "filings/<int:filing_id>/"
TOTAL = "filings/<int:total_id>/"

_list: list[URLPattern | URLResolver] = [
    path("filings/", filings.filings, name="filings"),
    path("filings/import/", importing.read_file, name="filing_import"),
    path("filings/begin/", beginning.filing_begin, name="filing_begin"),
]
_report: list[URLPattern | URLResolver] = [
    path(FILING, filing.filing, name="filing"),
    path(FILING + "trail/", trail.filing_trail, name="filing_trail"),
]
_road: list[URLPattern | URLResolver] = [
    path(FILING + "discard/", beginning.filing_discard, name="filing_discard"),
    path(FILING + "examine/", examining.filing_examine, name="filing_examine"),
    path(FILING + "pass/", examining.filing_pass, name="filing_pass"),
    path(FILING + "return/", examining.filing_return, name="filing_return"),
    path(FILING + "take-back/", examining.filing_take_back, name="filing_take_back"),
    path(FILING + "submit/", submitting.filing_submit, name="filing_submit"),
    path(FILING + "accept/", receiving.filing_accept, name="filing_accept"),
    path(FILING + "send-back/", receiving.filing_send_back, name="filing_send_back"),
    path(FILING + "publish/", publishing.filing_publish, name="filing_publish"),
    path(FILING + "restate/", restating.filing_restate, name="filing_restate"),
    path(FILING + "marks/", marking.filing_marks, name="filing_marks"),
    path(FILING + "mark/", marking.filing_mark, name="filing_mark"),
    path("filings/marks/<int:mark_id>/answer/", marking.mark_answer, name="mark_answer"),
    path("filings/marks/<int:mark_id>/drop/", marking.mark_drop, name="mark_drop"),
]
_findings: list[URLPattern | URLResolver] = [
    path(FILING + "findings/", findings.filing_findings, name="filing_findings"),
    path(FILING + "findings/confirm/", confirming.filing_confirm, name="filing_confirm"),
    path(FILING + "findings/drop/", confirming.filing_confirmation_drop, name="filing_confirmation_drop"),
    path(FILING + "comparison/", comparison.filing_comparison, name="filing_comparison"),
]
_original: list[URLPattern | URLResolver] = [
    path(FILING + "doubts/", doubts.doubts, name="filing_doubts"),
    path(FILING + "record/", doubts.record, name="filing_record"),
    path(FILING + "original/", original.original, name="filing_original"),
    path(FILING + "original/file/", original.original_file, name="filing_original_file"),
]

_figures: list[URLPattern | URLResolver] = [
    path(FILING + "figures/", figures.filing_figures, name="filing_figures"),
    path(FILING + "figures/count/", figures.filing_count, name="filing_count"),
    path(FILING + "figures/records/", records.filing_records, name="filing_records"),
    path(FILING + "figures/enter/", entering.filing_enter, name="filing_enter"),
    path(FILING + "figures/drop/", entering.filing_entry_drop, name="filing_entry_drop"),
]
_text: list[URLPattern | URLResolver] = [
    path(FILING + "text/", text.filing_text, name="filing_text"),
    path(FILING + "text/propose/", text.filing_text_propose, name="filing_text_propose"),
    path(FILING + "plans/", plans.filing_plans, name="filing_plans"),
    path(FILING + "plans/add/", plans.filing_plan_add, name="filing_plan_add"),
    path(FILING + "plans/take-over/", plans.filing_plans_take_over, name="filing_plans_take_over"),
    path(FILING + "plans/<int:plan_id>/tell/", plans.filing_plan_tell, name="filing_plan_tell"),
    path(FILING + "plans/<int:plan_id>/void/", plans.filing_plan_void, name="filing_plan_void"),
    path(FILING + "preview/", preview.filing_preview, name="filing_preview"),
    path(FILING + "preview/draft/", preview.filing_draft, name="filing_draft"),
]

_below: list[URLPattern | URLResolver] = [
    path("filings/below/", board.filing_board, name="filing_board"),
    path("filings/below/chase/", chasing.filing_chase, name="filing_chase"),
    path("filings/dates/", dates.filing_dates, name="filing_dates"),
    path("filings/dates/set/", dates.filing_dates_set, name="filing_dates_set"),
    path("filings/dates/drop/", dates.filing_dates_drop, name="filing_dates_drop"),
    path(TOTAL + "parts/", parts.filing_parts, name="filing_parts"),
    path(TOTAL + "parts/<int:part_id>/include/", parts.filing_part_include, name="filing_part_include"),
    path(TOTAL + "parts/<int:part_id>/leave-out/", parts.filing_part_leave_out, name="filing_part_leave_out"),
]

urlpatterns = [*_below, *_findings, *_list, *_report, *_road, *_original, *_figures, *_text]
