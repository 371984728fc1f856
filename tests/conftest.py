"""Options of the whole set of tests."""

from pathlib import Path

import pytest

from tests.cast import Cast, assemble

HERE = Path(__file__).parent
NEIGHBOUR = HERE.parent.parent / "shared" / "corpus"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--corpus",
        action="append",
        default=[],
        metavar="FOLDER",
        help="a further folder of reports/ with truth/ to measure the reader on; may be given again",
    )


def corpora(config: pytest.Config) -> list[Path]:
    """The folders of reports with their truth: our samples, real ones where they lie beside the clone, those given."""
    given = [Path(folder) for folder in config.getoption("--corpus")]
    return [HERE / "samples", *([NEIGHBOUR] if NEIGHBOUR.is_dir() else []), *given]


@pytest.fixture
def cast(db: None) -> Cast:
    """A county, its towns and their people, in the database."""
    return assemble()
