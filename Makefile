# Trợ lý HTX. `make` alone lists what there is to do; docs/decisions/0001-pip-and-a-lock.md says why it is so.
#
#   PYTHON=python3.12   the interpreter that makes .venv; else the newest one here that can, from 3.11 on
#   PIP_ARGS="…"        further arguments of pip, such as where to find PyTorch's CPU wheels
#   TEST_ARGS="…"       further arguments of pytest
#   BENCH_ARGS="…"      arguments of bench-large
#   ARTEFACTS=folder    keeps there a picture of every page as its browser test left it (make test)

PYTHON ?=
PIP_ARGS ?=
TEST_ARGS ?=
BENCH_ARGS ?=
export ARTEFACTS

VENV := .venv
PY := $(VENV)/bin/python
PIP_INSTALL = $(PY) -m pip --disable-pip-version-check install $(PIP_ARGS) --constraint constraints.txt
KNOWN_PYTHONS := python3.14 python3.13 python3.12 python3.11 python3 python
RECENT := import sys; sys.exit(sys.version_info < (3, 11))

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help run demo-bot install index test check format-check lint types contracts bench bench-large lock

help: ## Liệt kê các lệnh
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18

run: index ## Cài đặt, lập chỉ mục nếu cần, mở dịch vụ tại http://127.0.0.1:8000
	@$(PY) -m assistant serve

demo-bot: index ## Trò chuyện với bot ngay trong cửa sổ lệnh, không cần tài khoản nào
	@$(PY) -m bots demo

install: $(VENV)/.runtime ## Cài những gì cần để chạy, vào .venv

index: $(VENV)/.runtime ## Lập chỉ mục, hoặc cập nhật chỉ mục đã có
	@$(PY) -m ingest build

test: $(VENV)/.dev ## Chạy các bài kiểm thử
	$(PY) -m pytest -n auto --dist loadfile --no-loadscope-reorder $(TEST_ARGS)

check: format-check lint types contracts test ## Kiểm tra tất cả: định dạng, mã, kiểu, kiến trúc, kiểm thử

format-check: $(VENV)/.dev
	$(PY) -m ruff format --check .

lint: $(VENV)/.dev
	$(PY) -m ruff check .

types: $(VENV)/.dev
	$(PY) -m mypy

contracts: $(VENV)/.dev
	$(PY) -c 'from importlinter.cli import lint_imports_command as run; run()' --no-logo

bench: $(VENV)/.dev ## Đo tốc độ và bộ nhớ của dịch vụ
	@$(PY) bench/bench.py

bench-large: $(VENV)/.dev ## Đo khi kho lớn dần tới cả bộ pháp điển; BENCH_ARGS nêu kho và cỡ
	@$(PY) -m bench.large $(BENCH_ARGS)

lock: $(VENV)/.dev ## Ghi lại phiên bản đang cài vào constraints.txt
	@$(PY) -m pip freeze --exclude-editable | sed -e 's/+[a-z0-9.]*$$//' -e '/^#/d' > $(VENV)/.frozen
	@{ sed -n '/^#/p' constraints.txt; cat $(VENV)/.frozen; } > $(VENV)/.lock
	@mv $(VENV)/.lock constraints.txt
	@touch $(VENV)/.runtime $(VENV)/.dev

# Stamps in .venv: older than pyproject.toml or constraints.txt means that pip has to look again.

$(VENV)/.runtime: pyproject.toml constraints.txt $(VENV)/.made
	@echo "Đang cài thư viện vào $(VENV) (lần đầu mất vài phút)…"
	$(PIP_INSTALL) --editable '.[evals,bots]'
	@touch $@

$(VENV)/.dev: pyproject.toml constraints.txt $(VENV)/.made
	@echo "Đang cài thư viện và công cụ kiểm thử vào $(VENV) (lần đầu mất vài phút)…"
	$(PIP_INSTALL) --editable '.[dev]'
	@touch $(VENV)/.runtime $@

# A .venv whose interpreter is gone (a moved folder, an upgraded system) is made anew; one that works is kept.
VENV_WORKS := $(shell $(PY) -c 'import pip; $(RECENT)' 2>/dev/null && echo yes)
ifneq ($(VENV_WORKS),yes)
.PHONY: $(VENV)/.made
endif

$(VENV)/.made:
	@if [ "$(VENV_WORKS)" = yes ]; then touch $@; exit 0; fi; \
	chosen=; old=; bare=; \
	for name in $(if $(PYTHON),"$(PYTHON)",$(KNOWN_PYTHONS)); do \
	    version=$$("$$name" -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])' 2>/dev/null) || continue; \
	    if ! "$$name" -c '$(RECENT)'; then old="$$old $$name ($$version)"; continue; fi; \
	    if ! "$$name" -c 'import ensurepip, venv' 2>/dev/null; then bare="$$bare $$name ($$version)"; continue; fi; \
	    chosen=$$name; break; \
	done; \
	if [ -n "$$chosen" ]; then \
	    echo "Tạo $(VENV) bằng $$chosen ($$version)"; "$$chosen" -m venv --clear $(VENV) && touch $@; exit $$?; \
	fi; \
	if [ -n "$$bare" ]; then \
	    echo "Python có đây nhưng thiếu venv:$$bare. Trên Debian, Ubuntu: apt install python3-venv, rồi chạy lại." >&2; \
	elif [ -n "$$old" ]; then \
	    echo "Cần Python 3.11 trở lên; ở đây chỉ có:$$old. Hãy cài bản mới, hoặc chỉ rõ: make PYTHON=/đường/dẫn/python3" >&2; \
	else \
	    echo "Không tìm thấy Python$(if $(PYTHON), ($(PYTHON))). Hãy cài Python 3.11 trở lên (Debian, Ubuntu: apt install python3 python3-venv)." >&2; \
	fi; exit 1
