"""修复: each kind of mess met in published reports, one a file, with a sample of it as found.

A repair acts only when the official form confirms the result, and leaves a note: its own name on the
cells that it touched. `SAYS` is what that note says to people.
"""

from importlib import import_module

NAMES = (
    "run_together",
    "split_row",
    "misspelt_label",
    "shifted_row",
    "surplus_value",
    "swapped_columns",
    "missing_half",
    "merged_rows",
    "broken_number",
    "unit_in_cell",
    "glued_digits",
    "leftover_markup",
)
"""Every repair, in the order in which they have their turn."""


def says(name: str) -> str:
    """The sentence that tells a person what the repair did."""
    words: str = import_module(f"{__name__}.{name}").SAYS
    return words
