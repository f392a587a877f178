# sheet: its sources, public headers and unit tests
libvigie_la_SOURCES += src/sheet/cutter.c src/sheet/cutter.h src/sheet/dialect.c \
	src/sheet/dialect.h src/sheet/sheet.c src/sheet/signature.c src/sheet/source.c \
	src/sheet/source.h
vigieinclude_HEADERS += include/vigie/sheet.h
check_PROGRAMS += tests/unit/sheet-read
tests_unit_sheet_read_SOURCES = tests/unit/sheet-read.c
tests_unit_sheet_read_LDADD = $(TEST_LDADD)
tests_unit_sheet_read_LDFLAGS = $(TEST_LDFLAGS)
