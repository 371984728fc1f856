"""建议的正文: what a version's figures and the year's records let the report say."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from gongkai.agency.models import Agency
from gongkai.catalogue import roots
from gongkai.catalogue.roots import Root
from gongkai.disclosure.models import Channel
from gongkai.filing.models import Filing, Passage, Plan, Version
from gongkai.filing.text import links
from gongkai.filing.text.links import Away, Figures
from gongkai.filing.text.sentences import Known, tell
from gongkai.law.calendar import long_words
from gongkai.report import forms
from gongkai.supervision.models import Appraisal, Assessment, Problem

CHANNEL = "disclosed.channel."
ROOT = "disclosed.root."
MOST_RECORDS = 20
"""Records of one kind that a report tells one by one."""

Records = dict[str, Sequence[Mapping[str, str]]]


def propose(version: Version, figures: Figures) -> dict[tuple[str, str], str]:
    """The words proposed for each passage of the form, by section and part, "" where nothing is to be said."""
    told = tell(known_of(version.filing, figures), figures)
    return {place: told.get(place, "") for place in places(version)}


def renew(version: Version, figures: Figures) -> None:
    """Bring the passages up to new figures: those nobody wrote in are proposed again, the others only know of it."""
    proposed = propose(version, figures)
    kept = {(passage.section, passage.part): passage for passage in version.passages.all()}
    for place, words in proposed.items():
        passage = kept.get(place) or Passage(version=version, section=place[0], part=place[1])
        if passage.by_id is None:
            passage.text = words
        if passage.pk is None or passage.proposed != words or passage.by_id is None:
            passage.proposed = words
            passage.save()


def places(version: Version) -> list[tuple[str, str]]:
    """The passages that the form has room for, in its order; none before there was a form."""
    if not version.edition:
        return []
    form = forms.form(version.edition)
    return [(section.code, part) for section in form.section for part in ("", *(part.code for part in section.part))]


def preamble_for(year: int, edition: str) -> str:
    """The words under the title: what the report follows, and the period it is of."""
    format_ = re.sub(r"^《关于印发(《[^《》]+》)的通知》", r"\1", forms.form(edition).cites)
    return f"本报告根据《中华人民共和国政府信息公开条例》和{format_}编制。统计期限为{year}年1月1日至{year}年12月31日。"


def shown(passage: Passage, figures: Figures) -> str:
    """The plain words of a passage."""
    return links.plain(passage.text, figures)


def away(passage: Passage, figures: Figures) -> list[Away]:
    """The numbers of a passage that are not what their figures say."""
    return links.away(passage.text, figures)


def known_of(filing: Filing, figures: Figures) -> Known:
    """What the sentences are told of, from the records of the filing's agency and year."""
    agency = filing.agency
    return Known(
        year=filing.year,
        agency=agency.name,
        must_tell_results=agency.kind in (Agency.Kind.GOVERNMENT, Agency.Kind.STREET_OFFICE),
        labels=_labels(figures),
        records={**_of_registers(filing), **_of_plans(filing), "entered": _entered(figures), "parts": _parts(filing)},
    )


def _labels(figures: Figures) -> dict[str, str]:
    """The names of channels and of what the Regulation has disclosed, by figure."""
    by_channel = {int(name.removeprefix(CHANNEL)): name for name in figures if name.startswith(CHANNEL)}
    named = Channel.objects.filter(pk__in=by_channel).values_list("pk", "name") if by_channel else ()
    labels = {by_channel[pk]: _words(name) for pk, name in named}
    for name in figures:
        if name.startswith(ROOT) and (root := roots.ROOTS.get(name.removeprefix(ROOT))):
            labels[name] = root_label(root)
    return labels


def root_label(root: Root) -> str:
    """What an item of the Regulation is called in a list: short, no 、 in it, and no name of a kind of decision.

    Items published are not decisions made; by name and number alike they would be taken for them.
    """
    return _SHORT.get(root.code) or re.sub("行政(?=许可|处罚|强制)", "", root.title)


_SHORT = {
    "20.1": "规章和规范性文件",
    "20.2": "机构职能信息",
    "20.3": "规划及相关政策",
    "20.6": "处罚和强制",
    "20.7": "财政预算和决算信息",
    "20.11": "扶贫教育医疗社保就业政策措施",
    "20.12": "应急预案和预警应对信息",
    "20.13": "环境卫生安全食药质量监督检查",
}
"""Items whose official words are a list themselves."""


def _words(said: str) -> str:
    """A record's own words within a sentence of ours: on one line, without a stop at the end."""
    return " ".join(links.cleaned(said).split()).rstrip("。；;，,")


def _of_registers(filing: Filing) -> Records:
    held = {"agency": filing.agency, "void_reason": ""}
    assessments = Assessment.objects.filter(**held, year=filing.year).order_by("on", "pk")[:MOST_RECORDS]
    appraisals = Appraisal.objects.filter(**held, year=filing.year).order_by("on", "pk")[:MOST_RECORDS]
    problems = list(Problem.objects.filter(**held, on__year=filing.year).order_by("on", "pk")[:MOST_RECORDS])
    return {
        "assessments": [{"words": _assessed(each)} for each in assessments],
        "appraisals": [{"words": _appraised(each)} for each in appraisals],
        "problems": [{"problem": _words(problem.title)} for problem in problems],
        "mended": [{"words": _mended(problem)} for problem in problems],
    }


def _assessed(assessment: Assessment) -> str:
    said = [f"{_words(assessment.assessor)}组织的“{_words(assessment.title)}”"]
    if assessment.score is not None:
        said.append(f"得分{links.number(assessment.score)}分")
    if assessment.grade:
        said.append(f"考核结果为{_words(assessment.grade)}")
    return "，".join(said)


def _appraised(appraisal: Appraisal) -> str:
    said = [f"{appraisal.get_kind_display()}“{_words(appraisal.title)}”"]
    if appraisal.satisfaction is not None:
        said.append(f"满意率{links.number(appraisal.satisfaction)}%")
    if appraisal.grade:
        said.append(f"评议结果为{_words(appraisal.grade)}")
    return "，".join(said)


def _mended(problem: Problem) -> str:
    said = [f"对“{_words(problem.title)}”的问题"]
    if problem.measure:
        said.append(_words(problem.measure))
    if problem.mended_on is not None:
        said.append(f"{long_words(problem.mended_on)}已经整改完成")
    elif problem.due_on is not None:
        said.append(f"尚在整改，期限为{long_words(problem.due_on)}")
    else:
        said.append("尚在整改")
    return "，".join(said)


def _of_plans(filing: Filing) -> Records:
    plans = Plan.objects.filter(agency=filing.agency, void_reason="", year__in=(filing.year, filing.year + 1))
    by_year: dict[int, list[Plan]] = defaultdict(list)
    for plan in plans.order_by("pk")[: 2 * MOST_RECORDS]:
        by_year[plan.year].append(plan)
    promised = (plan for plan in by_year[filing.year] if plan.progress)
    return {
        "promised": [{"words": _promised(plan)} for plan in promised],
        "planned": [{"words": _words(plan.measure)} for plan in by_year[filing.year + 1]],
    }


def _promised(plan: Plan) -> str:
    said = [f"“{_words(plan.measure)}”{plan.get_progress_display()}"]
    if plan.done:
        said.append(_words(plan.done))
    return "，".join(said)


def _entered(figures: Figures) -> list[dict[str, str]]:
    """The figures that do not come from the ledger, by where they come from."""
    by_source: dict[str, list[str]] = defaultdict(list)
    for figure in figures.values():
        if figure.entered is not None:
            by_source[_words(figure.entered.source)].append(figure.label)
    return [{"labels": _few(labels), "source": source} for source, labels in by_source.items()]


def _parts(filing: Filing) -> list[dict[str, str]]:
    """Of how many reports a total is made, while some are not in it."""
    if filing.scope != Filing.Scope.WHOLE:
        return []
    from gongkai.filing import totalling  # what it reads comes here for the words of reports

    words = totalling.made_of(filing)
    return [{"words": words}] if words else []


def _few(labels: Sequence[str]) -> str:
    return "、".join(labels[:MOST_RECORDS]) + ("等" if len(labels) > MOST_RECORDS else "")
