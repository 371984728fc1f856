"""The form of an item: one page in sections, saved as a draft however little is filled in."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField

from gongkai.agency.models import Agency
from gongkai.catalogue import roots
from gongkai.catalogue.models import CatalogueEntry
from gongkai.desk.items.filters import EntryGroup, entries_of
from gongkai.disclosure import grounds
from gongkai.disclosure.models import Item

SECTIONS = (
    (
        "一、来源与属性",
        "先定是什么信息、由谁公开、要不要公开。",
        (
            "kind",
            "origin",
            "origin_agency",
            "lead_agency",
            "responsibility_reason",
            "source_department",
            "attribute",
            "attribute_ground",
            "classification",
            "attribute_reason",
        ),
    ),
    (
        "二、基本信息",
        "公开页面上方的表格由这些内容组成。",
        ("title", "document_number", "formed_on", "event_on", "summary", "keywords", "audience"),
    ),
    ("三、正文", "可以从 Word、WPS 直接粘贴，标题和表格会保留。", ("body",)),
    ("四、附件", "", ("uploads",)),
    (
        "五、目录与要素",
        "选定条目后，公开期限按该条目的时限计算，要素逐项核对。",
        ("entry_words", "entry_code", "root", "elements_present"),
    ),
    (
        "六、有效性",
        "规范性文件须填写；其他信息一般选“不适用”。",
        ("validity", "effective_on", "expires_on", "validity_note"),
    ),
)
LONGEST_BODY = 5_000_000


@dataclass(frozen=True)
class Section:
    """A part of the form with its heading and its fields."""

    word: str
    says: str
    fields: dict[str, BoundField]


class SeveralFiles(forms.ClearableFileInput):
    """A field for several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """The files chosen, in their order; none is allowed."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(file, initial) for file in given if file]


class ItemForm(forms.ModelForm[Item]):
    """What an officer types of an item; the acts decide what becomes of it."""

    body = forms.CharField(
        label="正文",
        required=False,
        max_length=LONGEST_BODY,
        widget=forms.Textarea({"data-editor": "", "rows": 16}),
    )
    uploads = FilesField(label="上传附件", required=False, widget=SeveralFiles({"multiple": True}))
    entry_words = forms.CharField(
        label="查找条目",
        required=False,
        max_length=40,
        widget=forms.TextInput({"data-narrows": "id_entry_code"}),
        help_text="输入几个字，如“补贴”，下面只列有这些字的条目。",
    )
    entry_code = forms.ChoiceField(label="目录条目", required=False)
    elements_present = forms.MultipleChoiceField(label="要素核对", required=False, widget=forms.CheckboxSelectMultiple)
    attribute_ground = forms.ChoiceField(label="依据条款", required=False)
    revision = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    class Meta:
        model = Item
        fields: ClassVar = [
            *("kind", "origin", "origin_agency", "lead_agency", "responsibility_reason", "source_department"),
            *("attribute", "attribute_ground", "attribute_reason", "classification"),
            *("title", "document_number", "formed_on", "event_on", "summary", "keywords", "audience"),
            *("entry_code", "root", "elements_present"),
            *("validity", "effective_on", "expires_on", "validity_note"),
        ]
        widgets: ClassVar = {
            "attribute": forms.RadioSelect,
            "origin": forms.RadioSelect,
            "attribute_reason": forms.Textarea({"rows": 3}),
            "summary": forms.Textarea({"rows": 3, "maxlength": 500}),
            "title": forms.TextInput({"class": "long"}),
        }
        help_texts: ClassVar = {
            "origin_agency": "从其他机关获取的，由制作或最初获取它的机关公开，不由本机关公开（条例第十条）。",
            "lead_agency": "共同制作的，由牵头制作的机关公开（条例第十条）。",
            "responsibility_reason": "按条例应由别的机关公开、仍由本机关公开的，写明理由。",
            "classification": "国家秘密只登记文号和密级；标题、正文、附件都不要录入本系统。",
            "attribute_ground": "不予公开须有条款依据；依申请公开可不填。",
            "attribute_reason": "写明为什么不主动公开，复核时要看。",
            "formed_on": "文件落款的日期，或者信息形成的日期。公开期限从次日起算。",
            "event_on": "条目的时限从别的日子起算时填，如批准、批复、作出决定的日期。",
            "document_number": "有文号的填写，如“清政发〔2024〕3号”。",
            "summary": "两三句话说清是什么事、涉及谁。公众在列表和检索里看到它。",
            "keywords": "用空格分开，如“耕地地力保护 补贴”。",
            "audience": "只向特定群体公开的，写明是谁；向全社会公开的不填。",
            "root": "没有对应条目时，选它属于条例的哪一项；选了条目以条目为准。",
            "validity": "公众在页面上看到它，失效、废止的会标明。",
        }

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        self._choices(
            "root", [("", "未选"), *((each.code, f"{each.code} {each.title}") for each in roots.of_level(agency.level))]
        )
        self._choices("kind", [("", "请选择"), *Item.Kind.choices])
        code, words = str(self["entry_code"].value() or ""), str(self["entry_words"].value() or "")
        self._choices("entry_code", [("", "未选"), *narrowed(entries_of(agency), words, code)])
        self._choices("attribute_ground", [("", "未选"), *grounds.CHOICES])
        if self["attribute_ground"].value() == grounds.STATE_SECRET:
            self.fields["title"].required = False  # only its document number and classification are kept
        self.entry = entry_of(agency, code)
        self._choices(
            "elements_present", [(element, element) for element in (self.entry.elements if self.entry else [])]
        )

    def _choices(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    @property
    def facts(self) -> dict[str, Any]:
        """What is written on the item: title and the facts beside the text."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}

    @property
    def sections(self) -> list[Section]:
        return [Section(word, says, {name: self[name] for name in names}) for word, says, names in SECTIONS]


def narrowed(groups: list[EntryGroup], words: str, chosen: str) -> list[EntryGroup]:
    """The entries in which every word stands, and the one chosen."""
    wanted = words.split()
    found = [
        (
            domain,
            [
                (code, name)
                for code, name in entries
                if code == chosen or all(word in f"{domain}{name}" for word in wanted)
            ],
        )
        for domain, entries in groups
    ]
    return [(domain, entries) for domain, entries in found if entries]


def entry_of(agency: Agency, code: str) -> CatalogueEntry | None:
    """The entry of that code in the catalogue in force."""
    if not code:
        return None
    return CatalogueEntry.objects.filter(agency=agency, catalogue__state="in_force", code=code).first()
