"""Forms of this place: an entry in the national columns, a rule of procedure, filters, choices of domains."""

from typing import Any

from django import forms

from gongkai.agency.models import Agency
from gongkai.catalogue import cells, guide, library, roots, time_limits
from gongkai.catalogue.actions.regulations import Text
from gongkai.catalogue.columns import Columns
from gongkai.catalogue.coverage import State
from gongkai.catalogue.models import CatalogueEntry, Regulation

_FIXED = [(name, name) for name in cells.CHANNELS]


class CoverageFilter(forms.Form):
    """Which entries of the tree are shown."""

    state = forms.ChoiceField(
        label="状态", required=False, choices=[("", "全部"), *((state.name.lower(), state.value) for state in State)]
    )
    root = forms.ChoiceField(label="法定内容", required=False)
    q = forms.CharField(
        label="名称", required=False, max_length=60, widget=forms.TextInput({"type": "search", "size": 16})
    )

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [(root.code, f"{root.code} {root.title}") for root in roots.of_level(agency.level)]
        self.fields["root"] = forms.ChoiceField(label="法定内容", required=False, choices=[("", "全部"), *found])

    @property
    def only(self) -> State | None:
        """The state asked for."""
        name = self.cleaned_data.get("state", "") if self.is_valid() else ""
        return State[name.upper()] if name else None


class EntryForm(forms.Form):
    """An entry in the national columns."""

    root = forms.ChoiceField(label="法定内容", help_text="条例第二十条、第二十一条的哪一项。")
    domain = forms.CharField(
        label="领域",
        max_length=60,
        required=False,
        help_text="国家试点领域之一，或者本地的名称；可以不填。",
        widget=forms.TextInput({"list": "domains"}),
    )
    level1 = forms.CharField(label="一级事项", max_length=120)
    level2 = forms.CharField(label="二级事项", max_length=120, required=False)
    level3 = forms.CharField(label="三级事项", max_length=120, required=False)
    elements = forms.CharField(
        label="公开内容（要素）",
        required=False,
        widget=forms.Textarea({"rows": 6}),
        help_text="一行一项；录入信息时会逐项核对。",
    )
    basis = forms.CharField(
        label="公开依据",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
        help_text="法律、法规或者文件的名称和文号。",
    )
    time_limit = forms.CharField(
        label="公开时限",
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        help_text="照目录上的写法填写。",
    )
    usual_limit = forms.ChoiceField(
        label="或者选定一种常用的时限",
        required=False,
        choices=[("", "用上面写的"), *((words, words) for words in time_limits.USUAL)],
        help_text="选了这里，就代替上面写的。",
    )
    subject = forms.CharField(label="公开主体", max_length=120, required=False)
    required_channels = forms.MultipleChoiceField(
        label="■ 必选的公开渠道和载体", required=False, choices=_FIXED, widget=forms.CheckboxSelectMultiple
    )
    optional_channels = forms.MultipleChoiceField(
        label="□ 可选的公开渠道和载体", required=False, choices=_FIXED, widget=forms.CheckboxSelectMultiple
    )
    other_channels = forms.CharField(
        label="其他渠道",
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        help_text="一行一个，前面写 ■（必选）或 □（可选），例如：■法律服务网。",
    )
    audience = forms.ChoiceField(
        label="公开对象", choices=CatalogueEntry.Audience.choices, widget=forms.RadioSelect, initial="public"
    )
    audience_words = forms.CharField(label="特定群体（请写明）", max_length=120, required=False)
    mode = forms.ChoiceField(
        label="公开方式", choices=CatalogueEntry.Mode.choices, widget=forms.RadioSelect, initial="active"
    )
    levels = forms.MultipleChoiceField(
        label="公开层级",
        required=False,
        choices=[(level, level) for level in cells.LEVELS],
        widget=forms.CheckboxSelectMultiple,
    )
    has_personal_data = forms.BooleanField(
        label="含个人信息，发布前必查",
        required=False,
        help_text="低保、特困、临时救助、危房改造、补贴发放、就业困难人员、计生特扶、残疾人补贴等名单类的条目应当勾选。",
    )
    not_applicable_reason = forms.CharField(
        label="不涉及的说明",
        max_length=200,
        required=False,
        help_text="本机关不涉及这一项时写一句原因；写了就不再计为空白。",
    )
    local_columns = forms.CharField(
        label="地方增列",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text="一行一项，写成“名称：内容”，例如：责任科室：民政办。",
    )

    def __init__(self, *args: Any, agency: Agency, entry: CatalogueEntry | None = None, **kwargs: Any) -> None:
        if entry:
            kwargs["initial"] = _initial(entry)
        super().__init__(*args, **kwargs)
        choices = [(root.code, f"{root.code} {root.title}") for root in roots.of_level(agency.level)]
        if entry and entry.root not in dict(choices):
            choices.append((entry.root, f"{entry.root} {roots.ROOTS[entry.root].title}"))
        root = self.fields["root"]
        assert isinstance(root, forms.ChoiceField)
        root.choices = choices
        self.fields["subject"].initial = agency.name

    def clean_local_columns(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for line in self.cleaned_data["local_columns"].splitlines():
            name, colon, words = line.replace(":", "：", 1).partition("：")
            if line.strip() and not (colon and name.strip() and words.strip()):
                raise forms.ValidationError(f"“{line.strip()}”没有写成“名称：内容”。请在名称后面写冒号。")
            if line.strip():
                found[name.strip()] = words.strip()
        return found

    @property
    def time_words(self) -> str:
        """The words of the time limit as they would be kept."""
        return str(self["usual_limit"].value() or self["time_limit"].value() or "")

    def columns(self) -> Columns:
        """What the form says."""
        said = self.cleaned_data
        pairs = dict.fromkeys(said["optional_channels"], False) | dict.fromkeys(said["required_channels"], True)
        fixed = [(name, pairs[name]) for name in cells.CHANNELS if name in pairs]
        others = [pair for pair in cells.channels(said["other_channels"]) if pair[0] not in pairs]
        return Columns(
            root=said["root"],
            domain=said["domain"].strip(),
            level1=said["level1"],
            level2=said["level2"],
            level3=said["level3"],
            elements=tuple(dict.fromkeys(line.strip() for line in said["elements"].splitlines() if line.strip())),
            basis=said["basis"],
            time_limit=said["usual_limit"] or said["time_limit"],
            subject=said["subject"],
            channels=tuple(fixed + others),
            audience=said["audience"],
            audience_words=said["audience_words"],
            mode=said["mode"],
            levels=tuple(level for level in cells.LEVELS if level in said["levels"]),
            local_columns=said["local_columns"],
            has_personal_data=said["has_personal_data"],
            not_applicable_reason=said["not_applicable_reason"],
        )


def _initial(entry: CatalogueEntry) -> dict[str, Any]:
    plain = ("root", "domain", "level1", "level2", "level3", "basis", "time_limit", "subject", "audience")
    more = ("audience_words", "mode", "levels", "has_personal_data", "not_applicable_reason")
    fixed = set(cells.CHANNELS)
    return {name: getattr(entry, name) for name in (*plain, *more)} | {
        "elements": "\n".join(entry.elements),
        "required_channels": [name for name, required in entry.channels if required and name in fixed],
        "optional_channels": [name for name, required in entry.channels if not required and name in fixed],
        "other_channels": "\n".join(cells.channels_written([pair]) for pair in entry.channels if pair[0] not in fixed),
        "local_columns": "\n".join(f"{name}：{words}" for name, words in entry.local_columns.items()),
    }


class DescriptionForm(forms.Form):
    """What stands at the head of an edition."""

    name = forms.CharField(label="名称", max_length=120)
    note = forms.CharField(
        label="说明",
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
        help_text="公众在目录前面看到的话；各领域“不涉及”的原因在勾选领域时写，会自动列出。",
    )


class UploadForm(forms.Form):
    """A workbook."""

    file = forms.FileField(
        label="目录文件",
        help_text="Excel 文件（.xlsx 或 .xls），可以有多个工作表，每个工作表一个领域。",
        widget=forms.FileInput({"accept": ".xlsx,.xls"}),
    )


class GuideForm(forms.Form):
    """The parts of the guide that the agency writes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, heading in guide.OWN.items():
            self.fields[code] = forms.CharField(
                label=heading, required=False, max_length=8000, widget=forms.Textarea({"rows": 6})
            )


class RegulationForm(forms.Form):
    """A rule of procedure."""

    title = forms.CharField(label="名称", max_length=200)
    document_number = forms.CharField(label="文号", max_length=60, required=False)
    source = forms.ChoiceField(label="来源", choices=Regulation.Source.choices, initial=Regulation.Source.OWN)
    subject = forms.ChoiceField(
        label="类别", required=False, choices=[("", "未分类"), *((word, word) for word in library.SUBJECTS)]
    )
    issued_on = forms.DateField(label="印发日期", required=False, widget=forms.DateInput({"type": "date"}))
    link = forms.URLField(
        label="网址", required=False, assume_scheme="https", help_text="全文在别处公开的，写那里的网址。"
    )
    body = forms.CharField(
        label="正文",
        required=False,
        widget=forms.Textarea({"rows": 16, "data-editor": ""}),
        help_text="可以从 Word、WPS 粘贴，标题和表格会保留。",
    )

    def text(self) -> Text:
        """What the form says."""
        return Text(**self.cleaned_data)


class HandDownForm(forms.Form):
    """Which entries are handed down; the agencies themselves are ticked in their list."""

    only_own_level = forms.BooleanField(
        label="只下发“公开层级”含下级层级的条目", required=False, help_text="没有写公开层级的条目总是下发。"
    )


class DomainsForm(forms.Form):
    """Each domain of an edition: whether it concerns the agency, and if not, why."""

    def __init__(self, *args: Any, domains: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.domains = list(domains)
        for at, (domain, reason) in enumerate(domains.items()):
            self.fields[f"concerns_{at}"] = forms.BooleanField(label=domain, required=False, initial=not reason)
            self.fields[f"reason_{at}"] = forms.CharField(
                label=f"{domain}不涉及的说明", required=False, max_length=200, initial=reason
            )

    @property
    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The two fields of each domain."""
        return [(self[f"concerns_{at}"], self[f"reason_{at}"]) for at in range(len(self.domains))]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for at, domain in enumerate(self.domains):
            if not said.get(f"concerns_{at}") and not said.get(f"reason_{at}", "").strip():
                self.add_error(f"reason_{at}", f"没有勾选“{domain}”，请写一句为什么不涉及，例如“本镇无此项职责”。")
        return said

    def not_concerned(self) -> dict[str, str]:
        """The domains left unticked, each with why."""
        said = self.cleaned_data
        return {
            domain: said[f"reason_{at}"].strip() for at, domain in enumerate(self.domains) if not said[f"concerns_{at}"]
        }
