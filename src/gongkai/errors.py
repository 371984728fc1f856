"""The whole family of errors.

A wrong figure in a report is not an error but a finding (`gongkai.report.report.Finding`).
"""

import errno
from collections.abc import Iterable


class GongkaiError(Exception):
    """Something a person can act on; the message says what happened, why, and what to do next, in Chinese."""


class Refused(GongkaiError):
    """Law or procedure does not allow this act now; `cites` says why, `details` name what it concerns one by one."""

    def __init__(self, message: str, *, details: Iterable[str] = (), cites: Iterable[str] = ()) -> None:
        self.message = message
        self.details = tuple(details)
        self.cites = tuple(cites)
        super().__init__("\n".join((message, *self.details)))


class NotYours(GongkaiError):
    """This officer may not see this record; to the officer it is as if it were not there."""


class NotYourRole(NotYours):
    """The officer sees the record, but holds no role that may do this."""


class Unreadable(GongkaiError):
    """The file cannot be opened as a report at all; `tried` lists the ways."""

    def __init__(self, message: str, *, tried: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.tried = tuple(tried)


_REASONS = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EFBIG: "超过了允许的文件大小",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘只读",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EEXIST: "已有同名的文件",
    errno.ENAMETOOLONG: "名称太长",
    errno.EIO: "磁盘读写出错",
    errno.EADDRINUSE: "已被占用",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
}


def reason(error: OSError) -> str:
    """Why the system did not do it, in Chinese."""
    known = _REASONS.get(error.errno or 0)
    return known or (f"系统错误 {error.errno}" if error.errno else "系统错误")
