"""成品文件: a version as the files that the public downloads, made once when it is published, and its seal."""

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from gongkai.disclosure import files
from gongkai.errors import Refused, reason
from gongkai.filing import packing, sealed
from gongkai.filing.models import Filing, Rendered, Version
from gongkai.report import exchange, rendering

KINDS = {"docx": "Word", "pdf": "PDF", "xlsx": "Excel", "json": "JSON", "zip": "封存包"}
"""What each is called, in the order in which they are offered."""


def render_all(version: Version, *, now: datetime) -> list[Rendered]:
    """Make the files of a fixed version and its sealed package, and keep its seal.

    `version.published_on` is set before. The same version at the same moment gives the same bytes.
    """
    version.rendered.all().delete()
    try:
        rows = _made(version, now)
    except OSError as error:
        raise Refused(f"成品文件没有做成，报告没有公布：{reason(error)}。请联系平台管理员，处理后再公布。") from error
    version.package_hash = rows[-1].hash
    version.save(update_fields=["seal", "package_hash"])
    return Rendered.objects.bulk_create(rows)


def _made(version: Version, now: datetime) -> list[Rendered]:
    """The files, kept, and their rows, unsaved; the sealed package is the last."""
    report, stem = exchange.decode(version.report.encode()), name(version)
    with TemporaryDirectory() as folder:
        made = {kind: Path(folder) / f"report.{kind}" for kind in KINDS}
        for kind in ("docx", "pdf", "xlsx", "json"):
            rendering.write(report, made[kind])
        documents = {path.name: path for path in made.values() if path.name in sealed.DOCUMENTS}
        version.seal = packing.pack(version, documents, made["zip"], now=now)
        rows = []
        for kind, path in made.items():
            kept = files.keep_path(path, "filings")
            title = f"{stem}（封存包）" if kind == "zip" else stem
            rows.append(Rendered(version=version, kind=kind, name=f"{title}.{kind}", hash=kept.hash, size=kept.size))
    return rows


def name(version: Version) -> str:
    """What the files of a version are called, without their suffix."""
    filing = version.filing
    whole = "（汇总）" if filing.scope == Filing.Scope.WHOLE else ""
    later = f"（第{version.number}版）" if version.number > 1 else ""
    return f"{filing.agency.name}{filing.year}年政府信息公开工作年度报告{whole}{later}"
