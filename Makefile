# Signpost. `make run` and `make test` do everything on a fresh Debian 12.
#
#   make run      build and open the kiosk with the example hub (pictures of all screens where there is no display)
#   make test     build and run every test; the last line is "N passed, N failed"
#   make deps     install what is missing (the one list below)
#   make lint     layers, sizes, banned calls, style        make format   clang-format in place
#   make scan     the programs of tests/flow with every language, theme, size and panel, of which make test takes a sample
#   make safety   writes tests/safety.md: each safety rule, where it is enforced, which tests show it
#   make access   writes tests/access.md: the 35 rows of reading, hearing and reaching, over every screen (minutes)
#   make demo-publish  two people publish, a screen picks it up, three attacks are refused; under two minutes
#   make fleet    a thousand screens and one nginx for a simulated day: requests and bytes, minute by minute
#   make fuzz     what arrives from outside, changed at random: FUZZ_S=60 seconds a reader (make test does it in short)
#   make leaks    every deliberate defect, each of which a test must notice (make test tries one a test)
#   make bench    figures, as ratios of one run             make install  PREFIX=/usr DESTDIR=
#   make install-lockdown PREFIX=/usr   no consoles, no Ctrl+Alt+Del, no SysRq: after that nobody can log in at the machine
# SAN=address,undefined builds with sanitizers; CC=clang works as well as gcc.

DEPS := gcc make pkg-config libsdl2-dev libsdl2-ttf-dev libsdl2-image-dev zlib1g-dev libqrencode-dev libjansson-dev libssl-dev libsqlite3-dev \
	libcurl4-openssl-dev ca-certificates libfribidi-dev libunibreak-dev libharfbuzz-dev fonts-noto-core espeak-ng
TEST_DEPS := libcmocka-dev clang clang-format-14 valgrind xvfb xauth libxtst-dev libx11-dev zbar-tools zxing-cpp-tools python3 \
	python3-jsonschema python3-numpy libpango1.0-dev tesseract-ocr tesseract-ocr-eng systemd iproute2 tzdata patch strace procps xfsprogs e2fsprogs mount \
	nginx-light openssl faketime libclang-rt-14-dev \
	diction aspell aspell-en aspell-cy aspell-pl aspell-ro aspell-uk aspell-ar aspell-fa aspell-pt-pt \
	hunspell hunspell-en-gb hunspell-pl hunspell-ro hunspell-uk hunspell-ar myspell-fa hunspell-pt-pt nodejs

CC ?= gcc
ifeq ($(origin CC),default)
CC := gcc
endif
PREFIX ?= /usr/local
DESTDIR ?=
SAN ?=
V ?= 0
BUILD ?= build/$(notdir $(CC))$(if $(SAN),-$(subst $(comma),-,$(SAN)))
comma := ,

PKGS_CORE := jansson libqrencode libcrypto sqlite3
PKGS_NET := libcurl libssl
PKGS_SCREEN := fribidi harfbuzz
PKGS_DISPLAY := sdl2 SDL2_ttf SDL2_image zlib
pkgflags = $(shell pkg-config --cflags $(1) 2>/dev/null)
pkglibs = $(shell pkg-config --libs $(1) 2>/dev/null)

VERSION := 0.1.0
# The day of the version: no honest clock is before it.
RELEASED := 2026-11-28T00:00:00Z
CFLAGS ?= -O2 -g
WARN := -Wall -Wextra -Wshadow -Wpointer-arith -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings -Wvla -Wformat=2 -Wundef -Werror
override CFLAGS += -std=c17 -D_GNU_SOURCE -Ikiosk $(WARN) -fno-common -fstack-protector-strong -DSIGNPOST_VERSION='"$(VERSION)"' -DSIGNPOST_RELEASED='"$(RELEASED)"' \
	$(if $(SAN),-fsanitize=$(SAN) -fno-omit-frame-pointer -fno-sanitize-recover=all)
override LDFLAGS += $(if $(SAN),-fsanitize=$(SAN)) -Wl,--as-needed

base_src := $(wildcard kiosk/base/*.c)
core_src := $(wildcard kiosk/core/*.c)
screen_src := $(wildcard kiosk/screen/*.c)
display_src := $(filter-out kiosk/display/main.c,$(wildcard kiosk/display/*.c))
admin_src := $(filter-out kiosk/admin/main.c,$(wildcard kiosk/admin/*.c))
net_src := $(wildcard kiosk/net/*.c)
sync_src := $(filter-out kiosk/sync/main.c,$(wildcard kiosk/sync/*.c))
obj = $(patsubst %.c,$(BUILD)/%.o,$(1))

core_libs = $(call pkglibs,$(PKGS_CORE))
net_libs = $(call pkglibs,$(PKGS_NET)) $(core_libs)
screen_libs = $(call pkglibs,$(PKGS_SCREEN)) -lunibreak $(core_libs) -lm
display_libs = $(call pkglibs,$(PKGS_DISPLAY)) $(screen_libs)

A := $(BUILD)/lib
base_a := $(A)/base.a
core_a := $(A)/core.a $(base_a)
screen_a := $(A)/screen.a $(core_a)
display_a := $(A)/display.a $(screen_a)
net_a := $(A)/net.a $(core_a)
admin_a := $(A)/admin.a $(net_a)
sync_a := $(A)/sync.a $(net_a)

.PHONY: demo-publish fleet fuzz fuzzers leaks access scan all units tools run test deps test-deps lint safety format bench install install-lockdown clean
all: $(BUILD)/signpost-kiosk $(BUILD)/signpost-admin $(BUILD)/signpost-sync

$(BUILD)/kiosk/base/%.o $(BUILD)/kiosk/core/%.o $(BUILD)/kiosk/admin/%.o $(BUILD)/kiosk/sync/%.o: PKG = $(call pkgflags,$(PKGS_CORE))
$(BUILD)/kiosk/net/%.o: PKG = $(call pkgflags,$(PKGS_CORE) $(PKGS_NET))
$(BUILD)/kiosk/screen/%.o: PKG = $(call pkgflags,$(PKGS_CORE) $(PKGS_SCREEN))
$(BUILD)/kiosk/display/%.o $(BUILD)/tests/%.o: PKG = $(call pkgflags,$(PKGS_CORE) $(PKGS_SCREEN) $(PKGS_DISPLAY))

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(if $(filter 0,$(V)),@echo "  cc $<";)$(CC) $(CFLAGS) $(PKG) -MMD -MP -c -o $@ $<

define library
$(A)/$(1).a: $$(call obj,$$($(1)_src))
	@mkdir -p $$(@D)
	@rm -f $$@ && ar rcs $$@ $$^
endef
$(foreach l,base core net screen display admin sync,$(eval $(call library,$(l))))

$(BUILD)/signpost-kiosk: $(BUILD)/kiosk/display/main.o $(display_a)
	$(CC) $(LDFLAGS) -o $@ $^ $(display_libs)
$(BUILD)/signpost-admin: $(BUILD)/kiosk/admin/main.o $(admin_a)
	$(CC) $(LDFLAGS) -o $@ $^ $(net_libs)
$(BUILD)/signpost-sync: $(BUILD)/kiosk/sync/main.o $(sync_a)
	$(CC) $(LDFLAGS) -o $@ $^ $(net_libs)

# Each test links its own layer and those below, no more.
tests_of = $(patsubst %.c,$(BUILD)/%,$(wildcard tests/$(1)/test_*.c))
unit_tests := $(foreach l,base core net screen display admin sync,$(call tests_of,$(l)))
$(BUILD)/tests/base/test_%: $(BUILD)/tests/base/test_%.o $(base_a)
	$(CC) $(LDFLAGS) -o $@ $^ -lcmocka
$(BUILD)/tests/core/test_%: $(BUILD)/tests/core/test_%.o $(core_a)
	$(CC) $(LDFLAGS) -o $@ $^ -lcmocka $(core_libs)
$(BUILD)/tests/screen/test_%: $(BUILD)/tests/screen/test_%.o $(screen_a)
	$(CC) $(LDFLAGS) -o $@ $^ -lcmocka $(screen_libs)
$(BUILD)/tests/display/test_%: $(BUILD)/tests/display/test_%.o $(display_a)
	$(CC) $(LDFLAGS) -o $@ $^ -lcmocka $(display_libs)
# Pango judges how texts are set (same order, as many lines, no missing glyph).
$(BUILD)/tests/display/test_pango.o: PKG += $(call pkgflags,pangoft2)
$(BUILD)/tests/display/test_pango: display_libs += $(call pkglibs,pangoft2 fontconfig gobject-2.0)
$(BUILD)/tests/net/test_%: $(BUILD)/tests/net/test_%.o $(net_a)
	$(CC) $(LDFLAGS) -o $@ $^ -lcmocka $(net_libs)
$(BUILD)/tests/admin/test_%: $(BUILD)/tests/admin/test_%.o $(admin_a)
	$(CC) $(LDFLAGS) -o $@ $^ -lcmocka $(net_libs)
$(BUILD)/tests/sync/test_%: $(BUILD)/tests/sync/test_%.o $(sync_a)
	$(CC) $(LDFLAGS) -o $@ $^ -lcmocka $(net_libs)

# A finger on an X screen, for tests/flow/window.py.
xtouch := $(BUILD)/tests/tools/xtouch
$(xtouch): $(BUILD)/tests/tools/xtouch.o
	$(CC) $(LDFLAGS) -o $@ $^ -lX11 -lXtst $(call pkglibs,$(PKGS_DISPLAY))

# A touch panel and an eye, put before SDL, for tests/flow/clear.py.
presents := $(BUILD)/tests/tools/presents.so
$(presents): tests/tools/presents.c
	@mkdir -p $(@D)
	$(CC) $(filter-out -fsanitize=%,$(CFLAGS)) $(call pkgflags,$(PKGS_DISPLAY)) -fPIC -shared -o $@ $<

# Counts what is asked of the C library, for tests/flow/hour.py.
asks := $(BUILD)/tests/tools/asks.so
$(asks): tests/tools/asks.c
	@mkdir -p $(@D)
	$(CC) $(filter-out -fsanitize=%,$(CFLAGS)) -fPIC -shared -o $@ $<

# Whole visits with the frames of a window, for tests/flow/same.py.
visit := $(BUILD)/tests/tools/visit
$(visit): $(BUILD)/tests/tools/visit.o $(display_a)
	$(CC) $(LDFLAGS) -o $@ $^ $(display_libs)

# What the public suite for TUF clients drives.
conformance := $(BUILD)/tests/conformance/client
$(conformance): $(BUILD)/tests/conformance/client.o $(net_a)
	$(CC) $(LDFLAGS) -o $@ $^ $(net_libs)
# The store of a kiosk by hand, for tests/flow/activate.py.
store := $(BUILD)/tests/tools/store
$(store): $(BUILD)/tests/tools/store.o $(core_a)
	$(CC) $(LDFLAGS) -o $@ $^ $(core_libs)
# Puts files onto servers, for tests/flow/transport.py.
put := $(BUILD)/tests/tools/put
$(put): $(BUILD)/tests/tools/put.o $(net_a)
	$(CC) $(LDFLAGS) -o $@ $^ $(net_libs)

# A thief at the publisher's server, for tests/flow/travel.py and the demonstration.
forge := $(BUILD)/tests/tools/forge
$(forge): $(BUILD)/tests/tools/forge.o $(admin_a)
	$(CC) $(LDFLAGS) -o $@ $^ $(net_libs)
# Many screens and one server, for tests/flow/fleet.py.
fleet := $(BUILD)/tests/tools/fleet
$(fleet): $(BUILD)/tests/tools/fleet.o $(sync_a)
	$(CC) $(LDFLAGS) -o $@ $^ $(net_libs)
# What a unit keeps the program in it from doing, for tests/flow/cages.py. It runs where
# little may be mapped: no sanitizer.
caged := $(BUILD)/tests/tools/caged
$(caged): tests/tools/caged.c
	@mkdir -p $(@D)
	$(CC) $(filter-out -fsanitize=%,$(CFLAGS)) -o $@ $<

# Another clock, put before the C library, for tests/flow/report.py.
clock := $(BUILD)/tests/tools/clock.so
$(clock): tests/tools/clock.c
	@mkdir -p $(@D)
	$(CC) $(filter-out -fsanitize=%,$(CFLAGS)) -fPIC -shared -o $@ $< -ldl

# Readers of what arrives from outside, driven by libFuzzer; tests/flow/fuzz.py builds them
# with CC=clang and SAN=fuzzer-no-link,address,undefined in a folder of their own.
fuzzers := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/fuzz/fuzz_*.c))
$(BUILD)/tests/fuzz/fuzz_%.o: override CFLAGS += -Itests
$(BUILD)/tests/fuzz/fuzz_%: $(BUILD)/tests/fuzz/fuzz_%.o $(core_a)
	$(CC) $(LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(core_libs)
fuzzers: $(fuzzers)

# What the programs of tests/flow need beside the three programs.
tools := $(xtouch) $(presents) $(visit) $(asks) $(conformance) $(store) $(put) $(fleet) $(forge) $(caged) $(clock)
tools: $(tools)
units: $(unit_tests) $(tools)

# --- what is missing is installed, saying so ---------------------------------
missing = $(shell for p in $(1); do dpkg-query -W -f '$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || echo $$p; done)
define install_missing
	@set -e; m="$(call missing,$(1))"; if [ -n "$$m" ]; then \
		sudo=; if [ "$$(id -u)" != 0 ]; then sudo=sudo; echo "These Debian packages are missing and are installed with sudo: $$m"; \
		else echo "These Debian packages are missing and are installed: $$m"; fi; \
		$$sudo apt-get update -qq; DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq --no-install-recommends $$m; fi
endef
deps:
	$(call install_missing,$(DEPS))
test-deps:
	$(call install_missing,$(DEPS) $(TEST_DEPS))
print-%:
	@echo $($*)

# --- running -----------------------------------------------------------------
# Packages come first, in a make of their own: what pkg-config says is read when make starts.
PACKS ?= config/packs/uk-base config/packs/example-hub
run: deps
	@$(MAKE) --no-print-directory all
	@FULLSCREEN='$(FULLSCREEN)' LANGS='$(LANGS)' tests/tools/run.sh $(BUILD)/signpost-kiosk $(PACKS)
test: test-deps
	@$(MAKE) --no-print-directory all units
	@$(PYTHON) tests/tools/run_tests.py --build $(BUILD) $(TESTS)
scan: test-deps
	@$(MAKE) --no-print-directory all units tools
	@SCAN=1 $(PYTHON) tests/tools/run_tests.py --build $(BUILD) scripts
leaks: test-deps
	@$(MAKE) --no-print-directory all units tools
	@$(PYTHON) tests/flow/leaks.py $(BUILD) --all
demo-publish: test-deps
	@$(MAKE) --no-print-directory all tools
	@tests/tools/demo_publish.sh $(BUILD)
fleet: test-deps
	@$(MAKE) --no-print-directory all $(fleet)
	@SCAN=1 $(PYTHON) tests/flow/fleet.py $(BUILD)
FUZZ_S ?= 60
fuzz: test-deps
	@$(MAKE) --no-print-directory all
	@FUZZ_S=$(FUZZ_S) $(PYTHON) tests/flow/fuzz.py $(BUILD)
lint:
	@$(PYTHON) tests/tools/lint.py
	@$(CLANG_FORMAT) --dry-run -Werror $$(find kiosk tests -name '*.[ch]')
safety:
	@$(PYTHON) tests/tools/safety.py
access: test-deps
	@$(MAKE) --no-print-directory all units
	@$(PYTHON) tests/flow/access.py $(BUILD) --write
format:
	@$(CLANG_FORMAT) -i $$(find kiosk tests -name '*.[ch]')
bench: test-deps
	@$(MAKE) --no-print-directory all
	@$(PYTHON) tests/bench/bench.py $(BUILD)/signpost-kiosk $(BUILD)/signpost-admin
CLANG_FORMAT := clang-format-14
PYTHON := /usr/bin/python3

# --- installing --------------------------------------------------------------
bindir := $(PREFIX)/bin
share := $(PREFIX)/share/signpost
docdir := $(PREFIX)/share/doc/signpost
SYSCONFDIR ?= $(if $(filter /usr,$(PREFIX)),/etc,$(PREFIX)/etc)
unitdir := $(PREFIX)/lib/systemd/system
sysusersdir := $(PREFIX)/lib/sysusers.d
tmpfilesdir := $(PREFIX)/lib/tmpfiles.d
unit_files := $(wildcard systemd/*.service systemd/*.timer)
placed = sed 's,@PREFIX@,$(PREFIX),g; s,@SYSCONFDIR@,$(SYSCONFDIR),g' $(1) > $(call at,$(2))
at = $(DESTDIR)$(1)
install: all
	install -d $(call at,$(bindir)) $(call at,$(share)/scenes) $(call at,$(share)/icons) $(call at,$(share)/schema) $(call at,$(docdir)/examples) \
		$(call at,$(unitdir)) $(call at,$(sysusersdir)) $(call at,$(tmpfilesdir)) $(call at,$(SYSCONFDIR)/signpost)
	install -d -m 700 $(call at,$(SYSCONFDIR)/signpost/secrets) $(call at,$(SYSCONFDIR)/signpost/secrets/fetch) \
		$(call at,$(SYSCONFDIR)/signpost/secrets/report)
	install -m 755 $(BUILD)/signpost-kiosk $(BUILD)/signpost-admin $(BUILD)/signpost-sync $(call at,$(bindir))
	install -m 644 assets/scenes/*.svg $(call at,$(share)/scenes)
	install -m 644 assets/icons/*.svg $(call at,$(share)/icons)
	install -m 644 config/schema/* $(call at,$(share)/schema)
	for d in $$(cd config && find packs -type d); do install -d $(call at,$(share))/$$d; done
	for f in $$(cd config && find packs -type f); do install -m 644 config/$$f $(call at,$(share))/$$f; done
	sed 's,^\(#* *pack = \)packs/,\1$(share)/packs/,; s,^\(#* *assets = \).*,\1$(share),' config/kiosk.conf > $(call at,$(SYSCONFDIR)/signpost/kiosk.conf.new)
	install -m 644 config/sync.conf $(call at,$(SYSCONFDIR)/signpost/sync.conf.new)
	cd $(call at,$(SYSCONFDIR)/signpost) && for f in kiosk.conf sync.conf; do \
		if [ -e $$f ]; then echo "kept your $$f; the new one is beside it"; else mv $$f.new $$f; fi; done
	$(foreach unit,$(notdir $(unit_files)),$(call placed,systemd/$(unit),$(unitdir)/$(unit)) &&) true
	$(call placed,systemd/signpost.tmpfiles,$(tmpfilesdir)/signpost.conf)
	install -m 644 systemd/signpost.sysusers $(call at,$(sysusersdir)/signpost.conf)
	install -m 644 README.md $(call at,$(docdir))
	install -m 644 config/examples/* $(call at,$(docdir)/examples)

# Only where asked: nobody can log in at the machine afterwards.
libdir := $(PREFIX)/lib
install-lockdown:
	install -d $(call at,$(libdir)/systemd/logind.conf.d) $(call at,$(libdir)/systemd/system.conf.d) $(call at,$(libdir)/sysctl.d) \
		$(call at,$(SYSCONFDIR)/systemd/system)
	install -m 644 systemd/lockdown/logind.conf $(call at,$(libdir)/systemd/logind.conf.d/signpost.conf)
	install -m 644 systemd/lockdown/system.conf $(call at,$(libdir)/systemd/system.conf.d/signpost.conf)
	install -m 644 systemd/lockdown/sysctl.conf $(call at,$(libdir)/sysctl.d/90-signpost.conf)
	ln -sf /dev/null $(call at,$(SYSCONFDIR)/systemd/system/ctrl-alt-del.target)
	@echo "In force after the next start of the machine."

clean:
	rm -rf build

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
