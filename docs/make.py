"""Makes the pages of the manual that come from the code: python docs/make.py."""

from pathlib import Path

from gongkai.site import configuration

if __name__ == "__main__":
    (Path(__file__).parent / "settings.zh-CN.md").write_text(configuration.manual(), encoding="utf-8")
