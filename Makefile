# Two commands do everything from a bare Debian machine with Python: make run, make test.

CORPUS ?=
SITE = $(addprefix tests/,agency journal task catalogue screening disclosure request supervision filing portal desk site stories)

.PHONY: run test requirements samples figures documents

run:                ## the site with a made-up county, on http://127.0.0.1:8000; keeps its data in data/
	@./bootstrap run
	@.venv/bin/gongkai demo

test:               ## all that must hold before a change goes in: make test CORPUS=folder-with-truth
	@./bootstrap test
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/pytest -n auto $(if $(CORPUS),--corpus $(CORPUS))
	.venv/bin/python -m tests.postgresql .venv/bin/pytest -n auto $(SITE)

requirements:       ## resolve the hashed requirements again from pyproject.toml; needs uv
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --upgrade \
	  --custom-compile-command "make requirements" --extra web --group build pyproject.toml -o requirements/core.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --upgrade \
	  --custom-compile-command "make requirements" -c requirements/core.txt \
	  --extra web --group build --group dev pyproject.toml -o requirements/dev.txt

samples:            ## make the sample reports again
	@./bootstrap test
	.venv/bin/python -m tests.samples.make

figures:            ## the accuracy tables and the pictures of the READMEs and the user manual, made again
	@./bootstrap test
	.venv/bin/python -m tests.accuracy README.md README.zh-CN.md
	.venv/bin/python docs/pictures/make.py
	.venv/bin/python docs/pictures/desk.py

documents:          ## the pages of the manual that are made from the code
	@./bootstrap test
	.venv/bin/python docs/make.py
