"""What a person is told about a file that cannot be read: what is wrong, and what to do."""

from gongkai.errors import Unreadable

EMPTY = "文件是空的；请确认下载完整，或选对了文件。"
DAMAGED = "文件不完整或已损坏，可能没有下载完；请重新下载，或用原来的软件打开后另存一份再试。"
PASSWORD = "文件有密码，不能读取；请用原来的软件打开，去掉密码后另存一份再试。"
PICTURE = "这是一张图片，不是文档，不能读取；请提供文字版，或先做文字识别（OCR）再试。"
PACKED = "这是一个压缩包，不是文档；请先解压，再选里面的报告文件。"
SCANNED = "这是扫描件，没有文字层，不能读取；请向制作单位索取文字版，或先做文字识别（OCR）再试。"
NO_LETTERS = "文件里的文字没有编码对照，取出来会是乱码；请用原来的软件重新导出 PDF，或改用 docx。"
NOT_TEXT = "文件内容不是文字，认不出是哪种文档；请用原来的软件打开，另存为 docx 或 PDF 再试。"
NO_PAGE = "这个网页归档文件（.mht）里没有网页正文；请用浏览器打开原网页，另存为 html 再试。"
OTHER_DATA = "这是数据文件（JSON），不是本系统写出的年度报告；请提供报告的 docx、pdf、html 或 txt。"
TYPE_DECLARED = "文件里带有文档类型声明（DTD），正常的办公文档不会有，为安全起见不予读取；请另存一份再试。"
OPEN_SHEET = "这是 OpenDocument 表格或演示文稿；请用原来的软件打开，表格另存为 xlsx，文字另存为 docx 再试。"


def no_report(what: str) -> Unreadable:
    """For a file of another sort altogether."""
    return Unreadable(f"这是{what}，不是年度报告会用的文档；请提供 docx、doc、pdf、html、txt、ofd 或 xlsx。")


def too_much(what: str) -> Unreadable:
    """For a file that asks more of the machine than a report could."""
    return Unreadable(f"{what}，远超一份年度报告应有的大小；请确认选对了文件，或只保留报告正文后再试。")
