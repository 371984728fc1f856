"""告知: what the applicant and the officers are told of a step; written with the step, sent by a timer."""

from gongkai.request.models import InfoRequest, Step


def after(info_request: InfoRequest, step: Step) -> None:
    """Write the messages that a step leads to."""
