"""成品: a letter as Word and as PDF, laid out as an official document (GB/T 9704).

pdf(content) -> bytes    docx(content) -> bytes

What an officer or an applicant wrote comes as data: nothing in it is markup.
"""

from gongkai.request.letters.rendering.pdf import pdf
from gongkai.request.letters.rendering.word import docx

__all__ = ["docx", "pdf"]
