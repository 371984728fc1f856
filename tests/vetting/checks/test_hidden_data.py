"""The checks that tell what `files.scan` found in an attachment."""

from gongkai.vetting import Attached
from gongkai.vetting.files.traces import SORTS, Traces
from tests.vetting.drafts import but, found


def with_traces(*codes, is_fixed=False):
    traces = Traces()
    for code in codes:
        traces.add(code, "底稿")
    return but(attachments=(Attached("预算.xlsx", "xlsx", traces=traces.found(is_fixed=is_fixed)),))


def test_what_is_hidden_is_told_by_what_becomes_of_it():
    draft = with_traces("properties", "hidden_sheets", "tracked_changes")
    assert {each.facts["code"]: each.severity for each in found(draft, "hidden_data")} == {
        "properties": "note",
        "hidden_sheets": "warning",
        "tracked_changes": "error",
    }
    assert found(draft, "active_content") == []


def test_what_can_act_must_be_mended_unless_the_copy_leaves_it_out():
    draft = with_traces("macros", "pdf_scripts")
    assert {each.facts["code"]: each.severity for each in found(draft, "active_content")} == {
        "macros": "error",
        "pdf_scripts": "note",
    }
    assert found(draft, "hidden_data") == []


def test_of_a_fixed_file_nothing_is_left_out_by_itself():
    draft = with_traces("properties", "pdf_scripts", "signature", is_fixed=True)
    assert {each.severity for each in found(draft, "hidden_data")} == {"warning"}
    assert {each.severity for each in found(draft, "active_content")} == {"error"}


def test_a_trace_names_where_it_was_found():
    [finding] = found(with_traces("hidden_sheets"), "hidden_data")
    assert "隐藏的工作表（“底稿”）" in finding.message
    assert finding.quote == "底稿"


def test_every_sort_that_stays_says_what_to_do():
    assert all(sort.mend for sort in SORTS.values() if sort.treatment != "removed")
