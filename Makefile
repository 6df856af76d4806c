# AttnAudit. `make help` lists the targets; CONTRIBUTING.md says when to use which.

SHELL := /bin/bash
SWIFT ?= swift
PYTHON ?= python3
APT_GET ?= apt-get
PKG_CONFIG ?= pkg-config

# The oldest toolchain that reads Package.swift.
SWIFT_NEEDED := 6.2

# Succeeds where GMP's header is. `make install HAS_GMP=false APT_GET='echo apt-get'` shows what an installation
# would run, and runs none of it.
HAS_GMP ?= $(PKG_CONFIG) --exists gmp 2>/dev/null || echo '\#include <gmp.h>' | cc -E - >/dev/null 2>&1

# Succeeds where the C peers of the benchmarks can be compiled.
HAS_PEERS ?= $(CC) -fsyntax-only Benchmarks/Peers/peers.c 2>/dev/null
# Succeeds where the pictures of the tables can be drawn.
HAS_GNUPLOT ?= command -v gnuplot >/dev/null

# The Python of the benchmarks' peers. `make bench PEERS=torch` installs PyTorch into it, which takes 5 GB; what is
# in it already is measured in any case.
BENCH_VENV ?= Benchmarks/.venv
PEERS ?=

SOURCES := Package.swift Sources Tests Examples Benchmarks
BINARY := .build/release/attn-audit
REPORT := audit-report.json
# More arguments of `make audit`, `make bench` and `make bench-phase`: make audit ARGS="FlashAttention --quiet"
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help install install-swift install-gmp install-gnuplot install-peers build audit tables check-tables test lint \
  format sweep lemmas reduction shrinking shrinking-peers bench bench-programs bench-million bench-phase vectors \
  clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(firstword $(MAKEFILE_LIST)) | expand -t 17

install: install-swift install-gmp ## install what is missing: libgmp-dev, by apt; Swift is only checked

install-swift:
	@text=$$($(SWIFT) --version 2>/dev/null) || { \
	  echo "There is no Swift here. Install $(SWIFT_NEEDED) or newer as https://www.swift.org/install/linux says," \
	    "and put 'swift' on the PATH." >&2; exit 1; }; \
	found=$$(sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p' <<< "$$text" | head -n 1); \
	[ "$$(printf '%s\n' $(SWIFT_NEEDED) "$$found" | sort -V | head -n 1)" = $(SWIFT_NEEDED) ] || { \
	  echo "This is Swift $$found, and AttnAudit needs $(SWIFT_NEEDED) or newer: install it as" \
	    "https://www.swift.org/install/linux says." >&2; exit 1; }

# Installs Debian packages. $(1): what is missing, $(2): the packages, as words of the shell, read once the lists are
# current; $(3): how others call them.
define apt_install
	command -v $(firstword $(APT_GET)) >/dev/null || { \
	  echo "$(1) is missing and there is no apt-get: install it with your own package manager$(3)." >&2; \
	  exit 1; }; \
	sudo=; \
	if [ "$$(id -u)" -ne 0 ]; then \
	  command -v sudo >/dev/null || { \
	    echo "$(1) is missing and there is no sudo: run 'apt-get install' as root, for $(2)." >&2; exit 1; }; \
	  sudo=sudo; \
	fi; \
	echo "Installing what is missing: $(1)."; \
	$$sudo $(APT_GET) update -qq || echo "The package lists are not current; going on with those here." >&2; \
	$$sudo env DEBIAN_FRONTEND=noninteractive $(APT_GET) install -y -qq --no-install-recommends $(2)
endef

install-gmp:
	@if { $(HAS_GMP); }; then exit 0; fi; \
	$(call apt_install,GMP's header,libgmp-dev, (Fedora: gmp-devel, Arch: gmp, Alpine: gmp-dev))

install-gnuplot:
	@if { $(HAS_GNUPLOT); }; then exit 0; fi; \
	$(call apt_install,gnuplot,gnuplot-nox)

install-peers:
	@if ! { $(HAS_PEERS); }; then \
	  flint() { apt-cache show libflint-arb-dev >/dev/null 2>&1 && echo libflint-arb-dev || echo libflint-dev; }; \
	  $(call apt_install,MPFR's or FLINT/Arb's header,libmpfr-dev $$(flint), (Fedora: mpfr-devel flint-devel)); \
	fi; \
	if ! command -v sollya >/dev/null; then $(call apt_install,Sollya,sollya,); fi; \
	if ! { [ -x $(BENCH_VENV)/bin/python ] || $(PYTHON) -c 'import ensurepip'; } 2>/dev/null; then \
	  $(call apt_install,Python's venv,python3-venv); \
	fi; \
	[ -x $(BENCH_VENV)/bin/python ] || $(PYTHON) -m venv $(BENCH_VENV); \
	for library in numpy $(PEERS); do \
	  $(BENCH_VENV)/bin/python -c "import $$library" 2>/dev/null || { \
	    echo "Installing $$library into $(BENCH_VENV)."; \
	    $(BENCH_VENV)/bin/python -m pip install --quiet $$library || exit 1; }; \
	done

build: install ## build attn-audit, optimised, into .build/release
	$(SWIFT) build -c release --product attn-audit

audit: build ## audit every kernel on the bundled activations and the killing inputs; write audit-report.json
	$(BINARY) audit --json $(REPORT) $(ARGS)

tables: build install-gnuplot ## compute the tables of bounds anew, each row proved; write Tables
	time $(BINARY) tables

check-tables: build ## compute them, compare Tables with what comes out, and verify the certificates stored there
	time $(BINARY) tables --check

test: install ## run all tests
	$(SWIFT) test

lint: install-swift ## check the style of every source file
	$(SWIFT) format lint --strict --parallel --recursive $(SOURCES)

format: install-swift ## bring every source file into that style
	$(SWIFT) format --in-place --parallel --recursive $(SOURCES)

sweep: install ## the long test: every kernel, shape, mask and family; write Tables/Sweep.md
	mkdir -p Tables
	ATTN_SWEEP=Tables/Sweep.md $(SWIFT) test --filter Sweep

lemmas: build ## check every statement of the theory on 100 000 exact instances; write Tables/Lemmas.txt
	$(BINARY) lemmas --instances 100000 > Tables/Lemmas.txt.new
	mv Tables/Lemmas.txt.new Tables/Lemmas.txt

reduction: install ## run the hardness reduction on 236 instances; write Tables/Reduction.md and .csv
	mkdir -p Tables
	ATTN_REDUCTION=Tables $(SWIFT) test --filter theTableIsWritten

shrinking: install ## run the shrinking challenges from 100 seeds; write Tables/Shrinking.md
	ATTN_SHRINKING=Tables/Shrinking.md $(SWIFT) test --filter shrinkingTable

shrinking-peers: ## run them by Hypothesis, in Benchmarks/.venv; write Benchmarks/shrinking-hypothesis.csv
	[ -x $(BENCH_VENV)/bin/python ] || $(PYTHON) -m venv $(BENCH_VENV)
	$(BENCH_VENV)/bin/python -m pip install --quiet 'hypothesis==6.170.*'
	$(BENCH_VENV)/bin/python Benchmarks/Peers/shrinking.py > shrinking-hypothesis.csv.new
	mv shrinking-hypothesis.csv.new Benchmarks/shrinking-hypothesis.csv

bench-programs: install install-peers
	$(SWIFT) build -c release --package-path Benchmarks --product attn-bench
	$(SWIFT) build -c release --package-path Benchmarks --product attn-audit
	@# FLINT 3 contains Arb.
	$(CC) -O2 Benchmarks/Peers/peers.c -o Benchmarks/.build/peers -lflint-arb -lflint -lmpfr -lgmp 2>/dev/null \
	  || $(CC) -O2 Benchmarks/Peers/peers.c -o Benchmarks/.build/peers -lflint -lmpfr -lgmp

bench: bench-programs ## measure speed and memory against the best peers; write Benchmarks/RESULTS.md
	Benchmarks/.build/release/attn-bench --peers Benchmarks/.build/peers --script Benchmarks/Peers/peers.py \
	  --python $(BENCH_VENV)/bin/python --attn-audit Benchmarks/.build/release/attn-audit \
	  --output Benchmarks/RESULTS.md $(ARGS)
	{ printf '\n## Polynomials for the exponential: Sollya\n\n' && \
	  Benchmarks/compare-sollya Benchmarks/.build/release/attn-audit && printf '\n' && \
	  Benchmarks/check-sollya-norms; } >> Benchmarks/RESULTS.md

bench-million: bench-programs ## measure polynomial attention at a million tokens; write Benchmarks/MillionTokens.md
	Benchmarks/.build/release/attn-bench --peers Benchmarks/.build/peers --script Benchmarks/Peers/peers.py \
	  --python $(BENCH_VENV)/bin/python --attn-audit Benchmarks/.build/release/attn-audit \
	  --only-million-tokens --output Benchmarks/MillionTokens.md $(ARGS)

bench-phase: install ## measure polynomial against quadratic attention; write Benchmarks/phase-points.csv
	$(SWIFT) build -c release --package-path Benchmarks --product attn-bench
	Benchmarks/.build/release/attn-bench phase --output Benchmarks/phase-points.csv $(ARGS)

vectors: ## compute the test vectors of exp, log, sqrt and real roots again, from MPFR and FLINT/Arb, in .venv
	$(PYTHON) -m venv .venv
	.venv/bin/pip install --quiet 'gmpy2==2.3.*' 'python-flint==0.9.*'
	.venv/bin/python Tests/Properties/Vectors/generate.py
	git --no-pager diff --stat -- Tests/Properties/Vectors

clean: ## remove everything that the other targets made
	rm -rf .build .venv audit-report $(REPORT) Benchmarks/.build Benchmarks/.venv
