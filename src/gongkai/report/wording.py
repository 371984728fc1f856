"""成句: what people wrote, set into sentences of ours: one stop where two met, quotation marks within others single."""

import re

_DOUBLED = re.compile(r"[。；]+(?=[。；，])")


def smooth(sentence: str) -> str:
    """The sentence without a stop before another, “ ” within “ ” made ‘ ’."""
    return _nested(_DOUBLED.sub("", sentence))


def _nested(sentence: str) -> str:
    """With quotation marks that take turns; as it stands where they do not pair."""
    depth, told = 0, []
    for mark in sentence:
        if mark == "“":
            depth += 1
            told.append("“" if depth % 2 else "‘")
        elif mark == "”":
            told.append("”" if depth % 2 else "’")
            depth -= 1
            if depth < 0:
                return sentence
        else:
            told.append(mark)
    return sentence if depth else "".join(told)
