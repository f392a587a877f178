# base: its sources, public headers and unit tests
libvigie_la_SOURCES += src/base/error.c
vigieinclude_HEADERS += include/vigie/base.h include/vigie/base-date.h include/vigie/base-error.h \
	include/vigie/base-finding.h include/vigie/base-ini.h include/vigie/base-number.h \
	include/vigie/base-text.h
check_PROGRAMS += tests/unit/base-error
tests_unit_base_error_SOURCES = tests/unit/base-error.c
tests_unit_base_error_LDADD = $(TEST_LDADD)
tests_unit_base_error_LDFLAGS = $(TEST_LDFLAGS)
