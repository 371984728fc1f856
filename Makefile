# Two commands do everything from a bare Debian machine with Python: make run, make test.

REPORTS ?= tests/samples/reports
CORPUS ?=

.PHONY: run test requirements samples figures

run:                ## read and check reports and show what was found: make run REPORTS=folder
	@./bootstrap run
	@.venv/bin/gongkai check "$(REPORTS)" || [ $$? -eq 1 ]

test:               ## all that must hold before a change goes in: make test CORPUS=folder-with-truth
	@./bootstrap test
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/pytest -n auto $(if $(CORPUS),--corpus $(CORPUS))

requirements:       ## resolve the hashed requirements again from pyproject.toml; needs uv
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --upgrade \
	  --custom-compile-command "make requirements" --group build pyproject.toml -o requirements/core.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --upgrade \
	  --custom-compile-command "make requirements" -c requirements/core.txt \
	  --group build --group dev pyproject.toml -o requirements/dev.txt

samples:            ## make the sample reports again
	@./bootstrap test
	.venv/bin/python -m tests.samples.make

figures:            ## the accuracy tables and the pictures of the READMEs, measured and made again
	@./bootstrap test
	.venv/bin/python -m tests.accuracy README.md README.zh-CN.md
	.venv/bin/python docs/pictures/make.py
