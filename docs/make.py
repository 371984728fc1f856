"""Makes the pages of the manual that come from the code: python docs/make.py."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import django

from gongkai.site import configuration

HERE = Path(__file__).parent

if __name__ == "__main__":
    (HERE / "settings.zh-CN.md").write_text(configuration.manual(), encoding="utf-8")
    with TemporaryDirectory() as folder:
        os.environ |= {"GONGKAI_DATA": folder, "DJANGO_SETTINGS_MODULE": "gongkai.site.settings"}
        django.setup()
        from gongkai.filing import states as filings
        from gongkai.request import states as requests

        (HERE / "requests.md").write_text(requests.manual(), encoding="utf-8")
        (HERE / "filings.md").write_text(filings.manual(), encoding="utf-8")
