"""The whole family of errors.

A wrong figure in a report is not an error but a finding (`gongkai.report.report.Finding`).
"""

from collections.abc import Iterable


class GongkaiError(Exception):
    """Something a person can act on; the message says what happened, why, and what to do next, in Chinese."""


class Refused(GongkaiError):
    """Law or procedure does not allow this act now; `cites` says why."""

    def __init__(self, message: str, *, cites: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.cites = tuple(cites)


class Unreadable(GongkaiError):
    """The file cannot be opened as a report at all; `tried` lists the ways."""

    def __init__(self, message: str, *, tried: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.tried = tuple(tried)
