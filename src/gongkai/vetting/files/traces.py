"""痕迹: what a file holds besides what is seen when it is opened, and what becomes of it before release.

`removed` goes out of the released copy by itself; `confirm` may stay if a person says so; `mend` must be mended in
the original by whoever made it.
"""

from typing import Literal, NamedTuple

import msgspec

Treatment = Literal["removed", "confirm", "mend"]


class Sort(NamedTuple):
    """A sort of trace: what people call it, what becomes of it, what to do about it, whether it can act."""

    what: str
    treatment: Treatment
    mend: str = ""
    is_active: bool = False


SORTS = {
    "properties": Sort("文档属性（作者、单位、修改人等）", "removed"),
    "thumbnail": Sort("缩略图", "removed"),
    "picture_details": Sort("照片信息（拍摄时间、设备等）", "removed"),
    "picture_position": Sort("照片的拍摄位置（GPS）", "removed"),
    "comments": Sort("批注", "removed"),
    "sheet_comments": Sort("单元格批注", "mend", "请在 Excel“审阅”里删除全部批注"),
    "slide_comments": Sort("幻灯片批注", "mend", "请在“审阅”里删除全部批注"),
    "tracked_changes": Sort("修订痕迹", "mend", "请在 Word“审阅”里接受或拒绝全部修订"),
    "hidden_text": Sort("隐藏文字", "mend", "请显示并删去隐藏文字"),
    "unseen_text": Sort("白色或极小的文字", "confirm", "请核对，不该公开的删去"),
    "covered_text": Sort("被图形盖住的文字", "mend", "盖住的文字仍能复制出来；请在原稿里真正删去，再重新导出"),
    "redaction_marks": Sort("没有应用的遮盖标记", "mend", "请在 PDF 软件里应用遮盖，再重新导出"),
    "hidden_sheets": Sort("隐藏的工作表", "confirm", "请取消隐藏并核对，不该公开的删去"),
    "hidden_rows": Sort("隐藏的行", "confirm", "请取消隐藏并核对，不该公开的删去"),
    "hidden_columns": Sort("隐藏的列", "confirm", "请取消隐藏并核对，不该公开的删去"),
    "hidden_names": Sort("隐藏的名称", "confirm", "请在“名称管理器”里核对"),
    "pivot_cache": Sort("数据透视表的底层数据", "confirm", "请把透视表粘贴为数值"),
    "hidden_slides": Sort("隐藏的幻灯片", "confirm", "请取消隐藏并核对，不该公开的删去"),
    "slide_notes": Sort("幻灯片备注", "confirm", "请核对，不该公开的删去"),
    "annotations": Sort("PDF 批注", "removed"),
    "markings": Sort("PDF 标注（高亮、图形、图章等）", "confirm", "请核对，不需要的在 PDF 软件里删除"),
    "hidden_layers": Sort("隐藏的图层", "confirm", "请核对，不该公开的删去"),
    "earlier_versions": Sort("以前保存的版本", "removed"),
    "old_format": Sort("旧格式，修订和隐藏内容查不全", "confirm", "请另存为 docx、xlsx 或 PDF 再上传"),
    "signature": Sort("电子签章", "confirm", "带签章的文件不能改动，属性等会一并公开；请核对"),
    "parts_apart": Sort("文件末尾附带的其他内容", "removed"),
    "macros": Sort("宏", "mend", "请另存为不含宏的文件", True),
    "embedded_files": Sort("嵌入的文件或对象", "mend", "请删去嵌入的对象，需要公开的作为附件单独上传", True),
    "pdf_files": Sort("PDF 里附带的文件", "removed", "", True),
    "pdf_scripts": Sort("PDF 脚本和自动动作", "removed", "", True),
    "launches": Sort("会启动程序的动作", "removed", "", True),
    "remote_template": Sort("外部模板", "removed", "", True),
    "external_content": Sort("从外部取内容的链接", "mend", "请断开链接，把内容粘贴为图片或文字", True),
    "external_workbooks": Sort("对其他工作簿的引用", "mend", "请在“数据—编辑链接”里断开链接", True),
    "data_connections": Sort("数据连接", "mend", "请在“数据—查询和连接”里删除", True),
    "dde": Sort("会调用其他程序的域或公式（DDE）", "mend", "请删去这些域或公式", True),
}  # fmt: skip


class Trace(msgspec.Struct, frozen=True):
    """One sort of trace as found in a file: how often, and where, as far as a name helps to find it."""

    code: str
    count: int = 1
    where: tuple[str, ...] = ()
    treatment: Treatment = "confirm"

    @property
    def is_active(self) -> bool:
        return SORTS[self.code].is_active

    @property
    def what(self) -> str:
        """隐藏的工作表 2 处（“底稿”“Sheet3”）"""
        count = f" {self.count} 处" if self.count > 1 else ""
        names = "".join(f"“{name}”" for name in self.where[:5]) + ("等" if len(self.where) > 5 else "")
        return f"{SORTS[self.code].what}{count}{f'（{names}）' if names else ''}"

    @property
    def mend(self) -> str:
        """What a person has to do about it, as a clause."""
        return SORTS[self.code].mend or "请核对能否一并公开"


class Traces:
    """The traces of a file as they are found, each sort once, in the order of `SORTS`."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._where: dict[str, dict[str, None]] = {}

    def add(self, code: str, where: str = "", *, count: int = 1) -> None:
        self._counts[code] = self._counts.get(code, 0) + count
        if where and len(names := self._where.setdefault(code, {})) < 50:
            names[where[:60]] = None

    def __contains__(self, code: str) -> bool:
        return code in self._counts

    def found(self, *, is_fixed: bool = False) -> tuple[Trace, ...]:
        """All of them. Nothing can be taken out of a fixed file, such as a sealed one: a person has to decide."""
        return tuple(
            Trace(
                code,
                self._counts[code],
                tuple(self._where.get(code, ())),
                "confirm" if is_fixed and sort.treatment == "removed" else sort.treatment,
            )
            for code, sort in SORTS.items()
            if code in self._counts
        )
