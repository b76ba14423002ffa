# SPDX-License-Identifier: BSD-2-Clause
#
# misogi: make; make check; make run. Everything lands in $(BUILD).
#
# A folder ("room") is compiled with include/ and itself, nothing else: a wrong
# include does not compile. Each room is one archive; the order of a program's
# rooms is the order of dependency. `make help` lists the targets.

BUILD ?= build
DESTDIR ?=
prefix ?= /usr/local
bindir ?= $(prefix)/bin
sbindir ?= $(prefix)/sbin
libexecdir ?= $(prefix)/libexec/misogi
mandir ?= $(prefix)/share/man
docdir ?= $(prefix)/share/doc/misogi
sysconfdir ?= $(if $(filter /usr /usr/local,$(prefix)),/etc,$(prefix)/etc)
unitdir ?= $(prefix)/lib/systemd/system

CC ?= gcc
SAN ?=
DEV ?=
# BREAK=PASSTHROUGH: a program that is broken on purpose (make oracle-red).
BREAK ?=

# ---- rooms, lowest first, and what outside libraries each may use ----

ROOMS := lib mail settings sanitizer worker front quarantine milter cli
lib_PKGS := glib-2.0 libcrypto
mail_PKGS := glib-2.0 jansson libunistring zlib
settings_PKGS := glib-2.0
sanitizer_PKGS := glib-2.0 gmime-3.0 gumbo libmagic libarchive libqpdf libxml-2.0 zlib liblzma
worker_PKGS := glib-2.0 libseccomp
front_PKGS := glib-2.0 zlib
quarantine_PKGS := glib-2.0 jansson sqlite3 libsodium
milter_PKGS := glib-2.0 jansson libsystemd
cli_PKGS := glib-2.0 jansson

PROGRAMS := misogi-milter misogi-worker misogi
misogi-milter_ROOMS := milter front quarantine settings mail lib
misogi-worker_ROOMS := worker sanitizer settings mail lib
misogi_ROOMS := cli front quarantine settings mail lib

# libmilter and libunistring have no pkg-config file.
cflags_of = $(patsubst -I%,-isystem%,$(shell pkg-config --cflags $(filter-out libunistring,$(1)) 2>/dev/null))
libs_of = $(shell pkg-config --libs $(filter-out libunistring,$(1)) 2>/dev/null) $(if $(filter libunistring,$(1)),-lunistring)

# ---- flags ----

WARN := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
	-Wformat=2 -Wvla -Wswitch-enum -Wundef -Wpointer-arith -Wwrite-strings
HARDEN := $(if $(SAN),,-D_FORTIFY_SOURCE=2) -fstack-protector-strong -fstack-clash-protection \
	-fcf-protection -fPIE
override CFLAGS += -std=gnu11 -O2 -g -pthread $(WARN) $(if $(DEV),-Werror) $(HARDEN) \
	-Iinclude -D_GNU_SOURCE -DMISOGI_VERSION='"$(VERSION)"' \
	-DMISOGI_SYSCONFDIR='"$(sysconfdir)/misogi"' \
	$(if $(SAN),-fsanitize=$(SAN) -fno-omit-frame-pointer -DMISOGI_SANITIZED) \
	$(if $(BREAK),-DMISOGI_BREAK_$(BREAK)) $(COVER)
override LDFLAGS += -pthread -pie -Wl,-z,relro,-z,now $(if $(SAN),-fsanitize=$(SAN)) $(COVER)
VERSION := 0.1.0

# ---- rules ----

src_of = $(sort $(wildcard $(1)/*.c $(1)/*/*.c))
obj_of = $(patsubst %.c,$(BUILD)/obj/%.o,$(filter-out $(1)/main.c,$(call src_of,$(1))))
archive_of = $(BUILD)/lib/lib$(1).a

.PHONY: all
all: $(addprefix $(BUILD)/bin/,$(PROGRAMS))

define room
$(BUILD)/lib/lib$(1).a: $(call obj_of,$(1))
	@mkdir -p $$(@D)
	@rm -f $$@
	@$(AR) rcs $$@ $$^
$(BUILD)/obj/$(1)/%.o: $(1)/%.c
	@mkdir -p $$(@D)
	@echo "  CC      $$<"
	@$(CC) $(CFLAGS) -I$(1) $$(call cflags_of,$$($(1)_PKGS)) -MMD -MP -c -o $$@ $$<
endef
$(foreach r,$(ROOMS),$(eval $(call room,$(r))))

# GLib's locks are invisible to ThreadSanitizer.
TSAN_LOCKS := $(if $(filter thread,$(SAN)),$(shell pkg-config --cflags glib-2.0) -fPIE tests/tsan/glib_locks.c)

define program
$(BUILD)/bin/$(1): $(BUILD)/obj/$(firstword $($(1)_ROOMS))/main.o $(foreach r,$($(1)_ROOMS),$(call archive_of,$(r)))
	@mkdir -p $$(@D)
	@echo "  LINK    $$@"
	@$(CC) $(LDFLAGS) -o $$@ $$^ $(TSAN_LOCKS) $$(call libs_of,$$(sort $(foreach r,$($(1)_ROOMS),$$($(r)_PKGS)))) $(if $(filter milter,$($(1)_ROOMS)),-lmilter)
endef
$(foreach p,$(PROGRAMS),$(eval $(call program,$(p))))

# ---- unit tests: tests/unit/ROOM/test_*.c, compiled like ROOM, linked with it and all below ----

UNIT_TESTS := $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(sort $(wildcard tests/unit/*/test_*.c)))
lib_UNDER := lib
mail_UNDER := mail lib
settings_UNDER := settings mail lib
sanitizer_UNDER := sanitizer settings mail lib
worker_UNDER := front worker sanitizer settings mail lib
front_UNDER := front settings mail lib
quarantine_UNDER := quarantine settings mail lib
milter_UNDER := milter front quarantine settings mail lib
cli_UNDER := cli front quarantine settings mail lib

define unit
$(BUILD)/tests/$(1)/%: tests/unit/$(1)/%.c tests/unit/unit.h $(foreach r,$($(1)_UNDER),$(call archive_of,$(r)))
	@mkdir -p $$(@D)
	@echo "  TEST-CC $$<"
	@$(CC) $(CFLAGS) -I$(1) -Itests/unit $$(call cflags_of,check $$(sort $(foreach r,$($(1)_UNDER),$$($(r)_PKGS)))) -MMD -MP -MF $$@.d \
		$(LDFLAGS) -o $$@ $$< $(foreach r,$($(1)_UNDER),$(call archive_of,$(r))) \
		$$(call libs_of,check $$(sort $(foreach r,$($(1)_UNDER),$$($(r)_PKGS)))) $(if $(filter milter,$(1)),-lmilter)
endef
$(foreach r,$(ROOMS),$(eval $(call unit,$(r))))

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)

.PHONY: unit
unit: all $(UNIT_TESTS)
	@BUILD=$(BUILD) tests/run-unit.sh $(UNIT_TESTS)

# ---- the two commands: each installs what is missing first ----

.PHONY: check run deps
check:
	@tools/deps.sh --quiet build run check
	@$(MAKE) --no-print-directory -j$$(nproc) build-tests
	@$(MAKE) --no-print-directory check-now

run:
	@tools/deps.sh --quiet build run
	@$(MAKE) --no-print-directory -j$$(nproc) all
	@BUILD=$(BUILD) tools/run.sh

deps:
	@tools/deps.sh build run check

EVIL := $(BUILD)/tests/sandbox/evil_worker
SANDBOX_TESTS := $(patsubst %.c,$(BUILD)/%,$(sort $(wildcard tests/sandbox/test_*.c)))

.PHONY: build-tests check-now cases evasion flow sandbox lint-own
build-tests: all $(UNIT_TESTS) $(EVIL) $(SANDBOX_TESTS)

check-now: all lint-own unit cases evasion limits sandbox flow chaos-short
	@echo "check: lint-own, unit, cases, evasion, limits, sandbox, flow and chaos-short passed"

# Each mail of tests/corpus/text must become the text that stands beside it.
cases: all
	@BUILD=$(BUILD) python3 -B tests/corpus/cases.py

# Hostile mails of every technique: no token of a forbidden part is in what comes out.
evasion: all
	@BUILD=$(BUILD) python3 -B tests/evasion/check.py

# Real Postfix, real clamd, SMTP.
flow: all
	@BUILD=$(BUILD) python3 -B tests/flow/run.py

# Children that run into every wall and tell every lie; the real worker on hostile mails.
EVIL_UNDER := worker settings mail lib
$(EVIL): $(sort $(wildcard tests/sandbox/evil*.c)) tests/sandbox/evil.h $(foreach r,$(EVIL_UNDER),$(call archive_of,$(r)))
	@mkdir -p $(@D)
	@echo "  TEST-CC $@"
	@$(CC) $(CFLAGS) -Iworker -Itests/sandbox $(call cflags_of,$(worker_PKGS)) $(LDFLAGS) -o $@ $(filter %.c,$^) \
		$(foreach r,$(EVIL_UNDER),$(call archive_of,$(r))) $(call libs_of,$(sort $(foreach r,$(EVIL_UNDER),$($(r)_PKGS))))

$(BUILD)/tests/sandbox/test_%: tests/sandbox/test_%.c tests/unit/unit.h $(foreach r,$(front_UNDER),$(call archive_of,$(r)))
	@mkdir -p $(@D)
	@echo "  TEST-CC $<"
	@$(CC) $(CFLAGS) -Itests/unit $(call cflags_of,check $(sort $(foreach r,$(front_UNDER),$($(r)_PKGS)))) $(LDFLAGS) -o $@ $< \
		$(foreach r,$(front_UNDER),$(call archive_of,$(r))) $(call libs_of,check $(sort $(foreach r,$(front_UNDER),$($(r)_PKGS))))

sandbox: all $(EVIL) $(SANDBOX_TESTS)
	@BUILD=$(BUILD) EVIL_WORKER=$(EVIL) tests/run-unit.sh $(SANDBOX_TESTS)

# ---- lint: ours need nothing but the build; the others are Debian's ----

lint-own: all
	@BUILD=$(BUILD) tests/lint/run.sh

.PHONY: lint
lint: lint-own
	@tools/deps.sh --quiet lint
	@BUILD=$(BUILD) tests/lint/tools.sh

# ---- sanitizers, valgrind, coverage ----

.PHONY: asan tsan valgrind cover
asan:
	@tools/deps.sh --quiet build run check
	@$(MAKE) --no-print-directory BUILD=build-asan SAN=address,undefined unit sandbox flow

# The milter is the one program with threads: its rooms and the flow tests.
tsan:
	@tools/deps.sh --quiet build run check
	@G_SLICE=always-malloc TSAN_OPTIONS=exitcode=0 \
		$(MAKE) --no-print-directory BUILD=build-tsan SAN=thread flow

valgrind: all $(UNIT_TESTS)
	@tools/deps.sh --quiet valgrind
	@BUILD=$(BUILD) tests/valgrind.sh

cover:
	@tools/deps.sh --quiet build run check cover
	@$(MAKE) --no-print-directory BUILD=build-cover COVER=--coverage unit sandbox flow
	@lcov -q -c -d build-cover -o build-cover/all.info
	@lcov -q -r build-cover/all.info '/usr/*' '*/tests/*' -o build-cover/cover.info
	@lcov -q -l build-cover/cover.info

# ---- fuzz: tests/fuzz/fuzz_NAME.c by clang's libFuzzer, all in $(BUILD)/fuzz ----

FUZZ_SECONDS ?= 60
FUZZ_ROOMS := front sanitizer settings mail lib
FUZZ_PKGS := $(sort $(foreach r,$(FUZZ_ROOMS),$($(r)_PKGS)))
FUZZERS := $(patsubst tests/fuzz/%.c,$(BUILD)/%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))

.PHONY: fuzz fuzz-now
fuzz:
	@tools/deps.sh --quiet build fuzz
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/fuzz CC=clang \
		SAN=fuzzer-no-link,address,undefined fuzz-now

fuzz-now: $(FUZZERS)
	@[ -d $(BUILD)/corpus/sanitize ] || python3 -B tests/evasion/generate.py $(BUILD)/corpus/sanitize
	@BUILD=$(BUILD) FUZZ_SECONDS=$(FUZZ_SECONDS) tests/fuzz/run.sh $(FUZZERS)

fuzz_sanitize_WITH := tests/fuzz/mime_mutator.c
$(BUILD)/fuzz_sanitize: $(fuzz_sanitize_WITH)
$(BUILD)/fuzz_%: tests/fuzz/fuzz_%.c $(foreach r,$(FUZZ_ROOMS),$(call archive_of,$(r)))
	@mkdir -p $(@D)
	@echo "  FUZZ-CC $<"
	@$(CC) $(CFLAGS) $(addprefix -I,$(FUZZ_ROOMS)) $(call cflags_of,$(FUZZ_PKGS)) -MMD -MP -MF $@.d \
		$(LDFLAGS) -fsanitize=fuzzer -o $@ $< $(fuzz_$*_WITH) $(foreach r,$(FUZZ_ROOMS),$(call archive_of,$(r))) \
		$(call libs_of,$(FUZZ_PKGS))

# ---- long runs, on their own ----

.PHONY: oracle oracle-red judges limits chaos chaos-short bench bench-html text-page corpus
# Parsers of other people over what comes out and what came in; docs/REBUILD.md.
oracle: all judges
	@BUILD=$(BUILD) python3 -B tests/evasion/oracle.py --table

# A sanitizer that lets everything through must turn check and oracle red.
oracle-red: judges
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/red BREAK=PASSTHROUGH all
	@BUILD=$(BUILD) tests/evasion/red.sh

judges:
	@tools/deps.sh --quiet oracle
	@command -v npm >/dev/null || tools/deps.sh --quiet oracle-npm
	@mkdir -p $(BUILD)/judges && cp tests/evasion/node/package*.json $(BUILD)/judges/
	@[ -d $(BUILD)/judges/node_modules ] || (cd $(BUILD)/judges && npm ci --ignore-scripts --no-audit --no-fund --silent) || \
		echo "judges: npm could not install mailparser and postal-mime: the oracle goes on without them"

# Bombs: each ends in a finding with its name, the child alive, within 512 MB.
limits: all
	@BUILD=$(BUILD) python3 -B tests/limits/bombs.py

# What must be true of every output, over each mail of $(CORPUS).
CORPUS ?= ../shared/corpus
corpus: all
	@if [ -d "$(CORPUS)" ]; then BUILD=$(BUILD) python3 -B tests/corpus/run.py "$(CORPUS)"; \
	else echo "corpus: skipped: no folder $(CORPUS) (make corpus CORPUS=DIR)"; fi

chaos-short: all
	@CHAOS_KILLS=30 BUILD=$(BUILD) python3 -B tests/faults/chaos.py

# kill -9 of milter, nursery, child and clamd under load; the checker and its sabotage.
chaos: all
	@tools/deps.sh --quiet run
	@BUILD=$(BUILD) python3 -B tests/faults/chaos.py

# Side by side with other filters; needs root.
bench: bench-html
	@tools/deps.sh --quiet run bench
	@BUILD=$(BUILD) tests/bench/run.sh

# HTML to text beside the bare parser and other converters.
$(BUILD)/bench/htmlbench: tests/bench/htmlbench.c $(foreach r,$(sanitizer_UNDER),$(call archive_of,$(r)))
	@mkdir -p $(@D)
	@echo "  BENCH-CC $<"
	@$(CC) $(CFLAGS) -Isanitizer $(call cflags_of,$(sanitizer_PKGS)) $(LDFLAGS) -o $@ $^ \
		$(call libs_of,$(sort $(foreach r,$(sanitizer_UNDER),$($(r)_PKGS))))

bench-html: all $(BUILD)/bench/htmlbench
	@tools/deps.sh --quiet bench-html
	@[ -d $(BUILD)/bench/html ] || python3 -B tests/bench/gen.py html $(BUILD)/bench/html
	@python3 -B tests/bench/htmlspeed.py $(BUILD)/bench/htmlbench $(BUILD)/bench/html

# docs/TEXT.md: three mails as each converter reads them.
text-page: all $(BUILD)/bench/htmlbench
	@tools/deps.sh --quiet bench-html
	@python3 -B tests/bench/page.py $(BUILD)/bench/htmlbench

# ---- man, install ----

MAN := $(sort $(wildcard man/*.[1578]))
.PHONY: man install clean help
man:
	@mandoc -Tlint -Wwarning $(MAN)
	@mkdir -p $(BUILD)/man && for m in $(MAN); do mandoc -Tutf8 $$m >$(BUILD)/man/$$(basename $$m).txt; done

# The files name the programs as under /usr.
at_prefix = sed -e 's|/usr/sbin/misogi|$(sbindir)/misogi|' -e 's|/usr/bin/misogi|$(bindir)/misogi|' \
	-e 's|/usr/libexec/misogi/|$(libexecdir)/|'

install: all
	install -d $(DESTDIR)$(bindir) $(DESTDIR)$(sbindir) $(DESTDIR)$(libexecdir) $(DESTDIR)$(docdir) \
		$(DESTDIR)$(sysconfdir)/misogi $(DESTDIR)$(unitdir) $(DESTDIR)$(docdir)/examples \
		$(DESTDIR)$(prefix)/lib/sysusers.d $(DESTDIR)$(prefix)/lib/tmpfiles.d
	install $(BUILD)/bin/misogi $(DESTDIR)$(bindir)/
	install $(BUILD)/bin/misogi-milter $(DESTDIR)$(sbindir)/
	install $(BUILD)/bin/misogi-worker $(DESTDIR)$(libexecdir)/
	set -e; for m in $(MAN); do d=$(DESTDIR)$(mandir)/man$${m##*.}; install -d $$d; install -m 644 $$m $$d/; done
	install -m 644 README.md README.ja.md CHANGELOG.md LICENSE docs/*.md $(DESTDIR)$(docdir)/
	install -m 644 conf/policies/*.conf conf/clamav/* conf/postfix/* $(DESTDIR)$(docdir)/examples/
	set -e; for u in conf/systemd/*.service conf/systemd/*.socket; do \
		$(at_prefix) $$u >$(DESTDIR)$(unitdir)/$$(basename $$u); done
	install -m 644 conf/systemd/misogi.sysusers $(DESTDIR)$(prefix)/lib/sysusers.d/misogi.conf
	install -m 644 conf/systemd/misogi.tmpfiles $(DESTDIR)$(prefix)/lib/tmpfiles.d/misogi.conf
	set -e; for f in misogi.conf policies/alpha-town.conf; do \
		t=$(DESTDIR)$(sysconfdir)/misogi/$$(basename $$f); [ $$f = misogi.conf ] || t=$(DESTDIR)$(sysconfdir)/misogi/policy.conf; \
		[ -e $$t ] || $(at_prefix) conf/$$f >$$t; done

clean:
	rm -rf build build-*

help:
	@echo "make            the programs, in $(BUILD)/bin"
	@echo "make run        a private Postfix, clamd and misogi; sends six samples, shows what came out"
	@echo "make check      all tests (installs what they need)"
	@echo "make unit | cases | sandbox | flow | lint-own     parts of it"
	@echo "make lint       and clang-format, clang-tidy, cppcheck, shellcheck, codespell, mandoc"
	@echo "make asan | tsan | valgrind | cover       the tests under a checker"
	@echo "make fuzz       each fuzz target for FUZZ_SECONDS (60)"
	@echo "make chaos      kill -9 under load, CHAOS_KILLS (300); nothing lost, nothing unsanitized"
	@echo "make evasion    hostile mails of every technique: nothing forbidden comes out"
	@echo "make oracle | oracle-red    parsers of other people as judges; and that they would see a break"
	@echo "make limits     bombs: each ends in its finding"
	@echo "make corpus     every mail of CORPUS through misogi, read again by another parser"
	@echo "make bench      side by side with other filters (root); bench-html: HTML to text only"
	@echo "make man | install | clean | deps         DESTDIR and prefix are honoured"
