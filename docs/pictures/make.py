"""Makes the pictures of the README again from the samples:  python docs/pictures/make.py"""

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
COMMAND = Path(sys.executable).with_name("gongkai")
SAMPLE = HERE.parent.parent / "tests" / "samples" / "reports" / "sums_that_fail.txt"

with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
    shown = Path(folder, "marked.html")
    subprocess.run([COMMAND, "check", SAMPLE, "--html", shown], stdout=subprocess.DEVNULL)  # exits 1: faults found
    chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    page = chromium.new_page(viewport={"width": 1100, "height": 590})
    page.goto(shown.as_uri())
    page.screenshot(path=HERE / "findings.png")
    page.locator("table").nth(1).screenshot(path=HERE / "marked.png")
    chromium.close()
