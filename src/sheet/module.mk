# sheet: its sources, public headers and unit tests
libvigie_la_SOURCES += src/sheet/cutter.c src/sheet/cutter.h src/sheet/dialect.c \
	src/sheet/dialect.h src/sheet/foreign.c src/sheet/foreign.h src/sheet/sheet.c src/sheet/signature.c src/sheet/source.c \
	src/sheet/source.h src/sheet/variables.c \
	src/sheet/workbook.c src/sheet/workbook.h
vigieinclude_HEADERS += include/vigie/sheet.h
check_PROGRAMS += tests/unit/sheet-dialect
tests_unit_sheet_dialect_SOURCES = tests/unit/sheet-dialect.c
tests_unit_sheet_dialect_LDADD = $(TEST_LDADD)
tests_unit_sheet_dialect_LDFLAGS = $(TEST_LDFLAGS)
check_PROGRAMS += tests/unit/sheet-libcsv
tests_unit_sheet_libcsv_SOURCES = tests/unit/sheet-libcsv.c
tests_unit_sheet_libcsv_LDADD = $(TEST_LDADD)
tests_unit_sheet_libcsv_LDFLAGS = $(TEST_LDFLAGS)
check_PROGRAMS += tests/unit/sheet-malformed
tests_unit_sheet_malformed_SOURCES = tests/unit/sheet-malformed.c
tests_unit_sheet_malformed_LDADD = $(TEST_LDADD)
tests_unit_sheet_malformed_LDFLAGS = $(TEST_LDFLAGS)
check_PROGRAMS += tests/unit/sheet-read
tests_unit_sheet_read_SOURCES = tests/unit/sheet-read.c
tests_unit_sheet_read_LDADD = $(TEST_LDADD) $(ZLIB_LIBS)
tests_unit_sheet_read_LDFLAGS = $(TEST_LDFLAGS)
check_PROGRAMS += tests/unit/sheet-workbook
tests_unit_sheet_workbook_SOURCES = tests/unit/sheet-workbook.c
tests_unit_sheet_workbook_LDADD = $(TEST_LDADD)
tests_unit_sheet_workbook_LDFLAGS = $(TEST_LDFLAGS)
check_PROGRAMS += tests/unit/sheet-workbook-made
tests_unit_sheet_workbook_made_SOURCES = tests/unit/sheet-workbook-made.c tests/unit/zipped.h
tests_unit_sheet_workbook_made_LDADD = $(TEST_LDADD) $(ZLIB_LIBS)
tests_unit_sheet_workbook_made_LDFLAGS = $(TEST_LDFLAGS)
