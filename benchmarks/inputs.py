"""输入: reports as the sample reports are made, as many as wanted, each with figures and sentences of its own."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.timing import Layouts
from gongkai.report.reading import read
from gongkai.report.rendering import write
from tests.samples import drawing, layouts
from tests.samples.layouts import Page
from tests.samples.make import Sample, Told, Values, distinct

_EDITION = "2021"
_FIRST_FIGURE, _APART = 211, 13

_WHO = ("办公室", "综合科", "法规科", "信息中心", "政务服务窗口", "各村居", "业务科室", "公开专班")
_WHEN = ("年初", "上半年", "汛期前", "七月", "国庆节后", "年末", "每季度", "按月")
_DEEDS = (
    "核对了{n}个栏目，{m}处失效的链接已经改好",
    "为办事群众代查档案{n}人次，打印材料{m}页",
    "把{n}项办事流程改写成一页纸，摆在窗口供人取用",
    "到{n}个村开放查阅点，听取意见{m}条并逐条答复",
    "修订保密审查清单，增加{n}类情形，删去{m}类重复的",
    "对新来的{n}名同志讲解条例，课后用真实案例考了一次",
    "请{m}位服务对象评议栏目是否好找、文字是否好懂",
    "清理过期文件{n}份，注明失效日期，链接到新文件",
    "更换了{n}台查询终端，公告栏加装了防雨的顶棚",
)


@dataclass(frozen=True)
class Made:
    """A file, how it is laid out, and the figure that every cell of the form has in it."""

    file: Path
    layout: str
    values: Values


def by_layout(made: Sequence[Made]) -> Layouts:
    files: dict[str, list[Path]] = {}
    for one in made:
        files.setdefault(one.layout, []).append(one.file)
    return list(files.values())


def texts(folder: Path, copies: int) -> list[Made]:
    """The same number of copies of each layout of a text."""
    every = (
        layouts.tab_rows,
        layouts.gb18030,
        layouts.utf16,
        layouts.aligned,
        layouts.markdown,
        layouts.cells,
        layouts.page_broken,
    )
    return _drawn(folder, "txt", every, copies)


def pages(folder: Path, copies: int) -> list[Made]:
    return _drawn(folder, "html", (layouts.html, layouts.website), copies)


def word_documents(folder: Path, copies: int) -> list[Made]:
    return _drawn(folder, "docx", (drawing.docx,), copies)


def workbooks(folder: Path, copies: int) -> list[Made]:
    return _drawn(folder, "xlsx", (drawing.xlsx,), copies)


def ofd_documents(folder: Path, copies: int) -> list[Made]:
    return _drawn(folder, "ofd", (drawing.ofd,), copies)


def pdfs(folder: Path, copies: int) -> list[Made]:
    """Half of them with ruled tables, as we write them, half with columns that nothing rules."""
    ruled = [_as_pdf(made) for made in _drawn(folder, "html", (layouts.html,), copies)]
    unruled = _drawn(folder, "pdf", (drawing.pdf_without_rules,), copies)
    return [made for pair in zip(ruled, unruled, strict=True) for made in pair]


FORMATS: dict[str, Callable[[Path, int], list[Made]]] = {
    "txt": texts,
    "html": pages,
    "docx": word_documents,
    "pdf": pdfs,
    "xlsx": workbooks,
    "ofd": ofd_documents,
}


def _as_pdf(made: Made) -> Made:
    file = made.file.with_name(f"ruled_{made.file.stem}.pdf")
    write(read(made.file), file)
    made.file.unlink()
    return Made(file, "ruled", made.values)


def _drawn(folder: Path, suffix: str, writers: Sequence[Callable[[Page], bytes]], copies: int) -> list[Made]:
    made = []
    for number in range(copies):
        for place, writer in enumerate(writers):
            page = _page(number * len(writers) + place)
            file = folder / f"{writer.__name__}_{number:05}.{suffix}"
            file.write_bytes(writer(page))
            made.append(Made(file, writer.__name__, page.values))
    return made


def _page(number: int) -> Page:
    dice = random.Random(number)
    values = distinct(_EDITION, _FIRST_FIGURE + _APART * number)
    web, board = dice.randint(300, 4000), dice.randint(10, 300)
    told = Told(web + board, (("县政府门户网站", web), ("公示栏", board)), signed=f"2025年1月{dice.randint(2, 30)}日")
    agency = f"柳河县第{number + 1}号办事机构"
    sample = Sample("benchmark", agency, 2024, _EDITION, values, told, layouts.tab_rows)
    page = sample.page()
    return Page(page.form, page.title, list(_longer(page.paragraphs, dice)), values)


def _longer(paragraphs: Sequence[str], dice: random.Random) -> Iterator[str]:
    """The prose of a sample, short for want of things to say, at the length of a real report."""
    for paragraph in paragraphs:
        is_text = len(paragraph) > 25 and paragraph.endswith("。")
        yield paragraph + "".join(_sentences(dice)) if is_text else paragraph


def _sentences(dice: random.Random) -> Iterator[str]:
    for _ in range(dice.randint(2, 4)):
        deed = dice.choice(_DEEDS).format(n=dice.randint(2, 90), m=dice.randint(2, 900))
        yield f"{dice.choice(_WHEN)}，{dice.choice(_WHO)}{deed}。"


def many(folder: Path, count: int) -> None:
    """As many reports as wanted, no two with the same figures, three of four as text and one as a page."""
    for number in range(count):
        writer, suffix = (layouts.html, "html") if number % 4 == 3 else (layouts.tab_rows, "txt")
        (folder / f"{number:05}.{suffix}").write_bytes(writer(_page(number)))
