# The commands of this project; the work is done by deploy/bootstrap.py, which needs no package.

ifndef PYTHON
PYTHON := $(shell for python in python3 python3.13 python3.12 python3.11 /usr/bin/python3; do \
	if $$python -c "" 2>/dev/null; then echo $$python; break; fi; done)
endif
ifeq ($(PYTHON),)
$(error Python 3.11 or newer is needed and no python3 was found. 需要 Python 3.11 或更高版本，未找到 python3)
endif

BOOTSTRAP := @$(PYTHON) deploy/bootstrap.py

.DEFAULT_GOAL := help
.PHONY: help run test test-latest test-full bench screenshots lint format messages clean

help:
	@echo "make run          the site on http://127.0.0.1:8000 (PORT=8001 changes the port)"
	@echo "make test         lint, checks and all tests"
	@echo "make test-latest  the tests on the newest Django, with Python 3.12 or 3.13"
	@echo "make test-full    make test, and the full products of large combinations"
	@echo "make bench        measures pages and queries"
	@echo "make screenshots  pictures of the pages, into docs/screenshots"
	@echo "make lint         style and checks alone; changes nothing"
	@echo "make format       mends the style of Python and templates"
	@echo "make messages     brings the message catalogues in step with the code"
	@echo "make clean        removes what can be made again; keeps .env, the database and media"

run:
	$(BOOTSTRAP) run

test:
	$(BOOTSTRAP) test

test-latest:
	$(BOOTSTRAP) test-latest

test-full:
	$(BOOTSTRAP) test-full

bench:
	$(BOOTSTRAP) bench

screenshots:
	$(BOOTSTRAP) screenshots

lint:
	$(BOOTSTRAP) lint

format:
	$(BOOTSTRAP) format

messages:
	$(BOOTSTRAP) messages

clean:
	$(BOOTSTRAP) clean
