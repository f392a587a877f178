# base: its sources, public headers and unit tests
libvigie_la_SOURCES += src/base/date.c src/base/error.c src/base/file.c src/base/finding.c src/base/identifier.c \
	src/base/ini-value.c src/base/ini.c src/base/ini.h src/base/number-format.c \
	src/base/number.c src/base/text.c
vigieinclude_HEADERS += include/vigie/base.h include/vigie/base-date.h include/vigie/base-error.h \
	include/vigie/base-finding.h include/vigie/base-identifier.h include/vigie/base-ini.h include/vigie/base-number.h \
	include/vigie/base-text.h
check_PROGRAMS += tests/unit/base-date
tests_unit_base_date_SOURCES = tests/unit/base-date.c
tests_unit_base_date_LDADD = $(TEST_LDADD)
tests_unit_base_date_LDFLAGS = $(TEST_LDFLAGS)
check_PROGRAMS += tests/unit/base-error
tests_unit_base_error_SOURCES = tests/unit/base-error.c
tests_unit_base_error_LDADD = $(TEST_LDADD)
tests_unit_base_error_LDFLAGS = $(TEST_LDFLAGS)
check_PROGRAMS += tests/unit/base-file
tests_unit_base_file_SOURCES = tests/unit/base-file.c
tests_unit_base_file_LDADD = $(TEST_LDADD)
tests_unit_base_file_LDFLAGS = $(TEST_LDFLAGS)
check_PROGRAMS += tests/unit/base-finding
tests_unit_base_finding_SOURCES = tests/unit/base-finding.c
tests_unit_base_finding_LDADD = $(TEST_LDADD)
tests_unit_base_finding_LDFLAGS = $(TEST_LDFLAGS)
check_PROGRAMS += tests/unit/base-ini
tests_unit_base_ini_SOURCES = tests/unit/base-ini.c
tests_unit_base_ini_LDADD = $(TEST_LDADD)
tests_unit_base_ini_LDFLAGS = $(TEST_LDFLAGS)
check_PROGRAMS += tests/unit/base-number
tests_unit_base_number_SOURCES = tests/unit/base-number.c
tests_unit_base_number_LDADD = $(TEST_LDADD)
tests_unit_base_number_LDFLAGS = $(TEST_LDFLAGS)
check_PROGRAMS += tests/unit/base-text
tests_unit_base_text_SOURCES = tests/unit/base-text.c
tests_unit_base_text_LDADD = $(TEST_LDADD)
tests_unit_base_text_LDFLAGS = $(TEST_LDFLAGS)
check_PROGRAMS += tests/unit/base-identifier
tests_unit_base_identifier_SOURCES = tests/unit/base-identifier.c
tests_unit_base_identifier_LDADD = $(TEST_LDADD)
tests_unit_base_identifier_LDFLAGS = $(TEST_LDFLAGS)
