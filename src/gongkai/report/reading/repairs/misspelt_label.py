"""错字: a label with a character lost or changed, told by its likeness to one row of the form only.

2.其他法律行政止公开   | 0 | 0
"""

SAYS = "标签与格式不尽相同，按最相近的一行读取"

_ALIKE = 78
_SHORTEST = 5


def likeness(words: str, label: str) -> float:
    """How alike they are, 0 to 100; 0 when too little so for the one to be taken for the other."""
    if min(len(words), len(label)) < _SHORTEST:
        return 0.0
    from rapidfuzz import fuzz  # only a misspelt label has need of it

    return fuzz.ratio(words, label, score_cutoff=_ALIKE)
