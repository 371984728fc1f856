"""原件: the file of an earlier report: read, turned into pages, and where its figures stand on them.

    read(path, name) -> Report         paged(path, kind) -> bytes      its pages as PDF, or its words set anew
    sheets(path, report) -> [Sheet]    the size of each page and where the figures of the tables stand on it

apart       a process of its own, within bounds of time and memory: the file comes from anywhere
writing     the words and tables of a file on a plain page
places      labels and figures found among the letters of a page

Plain Python: knows nothing of the site.
"""

from gongkai.filing.originals.apart import read, sheets
from gongkai.filing.originals.paging import AS_WORDS, CAN_BE_SHOWN, paged
from gongkai.filing.originals.places import Sheet

__all__ = ["AS_WORDS", "CAN_BE_SHOWN", "Sheet", "paged", "read", "sheets"]
