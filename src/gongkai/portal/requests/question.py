"""文字题: a question in words that a person answers by eye or by ear, and that a flood of forms does not.

The answer is kept in the session and counts once. No picture, no script, nothing from elsewhere.
"""

import secrets
from unicodedata import normalize

from django.http import HttpRequest

from gongkai.law.statutes import chinese

_NAME = "question"
_MOST = 9


def asked(request: HttpRequest) -> str:
    """The question of this visit: the one that waits for its answer, or a new one."""
    kept = request.session.get(_NAME)
    if kept is None:
        first, second = secrets.randbelow(_MOST) + 1, secrets.randbelow(_MOST) + 1
        if secrets.randbelow(2):
            kept = {"says": f"{chinese(first)}加{chinese(second)}等于几？", "answer": first + second}
        else:
            kept = {"says": f"{chinese(first + second)}减{chinese(first)}等于几？", "answer": second}
        request.session[_NAME] = kept
    return str(kept["says"])


def is_answered(request: HttpRequest, words: str) -> bool:
    """Whether the words answer the question, in digits or in Chinese; right or wrong, it is not asked again."""
    kept = request.session.pop(_NAME, None)
    given = normalize("NFKC", words).strip().rstrip("。.")
    return kept is not None and given in (str(kept["answer"]), chinese(kept["answer"]))
