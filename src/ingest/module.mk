# ingest: its sources, public headers and unit tests
libvigie_la_SOURCES += src/ingest/cell.c src/ingest/cell.h src/ingest/children.c src/ingest/children.h \
	src/ingest/codes.c src/ingest/codes.h src/ingest/columns.c src/ingest/columns.h src/ingest/declared.c \
	src/ingest/declared.h src/ingest/evidence.c src/ingest/file.c src/ingest/files.c src/ingest/filter.c \
	src/ingest/flags.c src/ingest/flags.h src/ingest/guess.c src/ingest/guess.h src/ingest/header.c \
	src/ingest/header.h src/ingest/init.c src/ingest/keys.c src/ingest/keys.h src/ingest/labels.c src/ingest/maps.c \
	src/ingest/notation.c src/ingest/notation.h src/ingest/outputs.c src/ingest/outputs.h src/ingest/period.c \
	src/ingest/period.h src/ingest/plan.c src/ingest/plan.h src/ingest/reading.h src/ingest/record.c \
	src/ingest/sets.c src/ingest/several.c src/ingest/source.c src/ingest/source.h src/ingest/teach.c \
	src/ingest/teach.h src/ingest/together.c src/ingest/tool.c src/ingest/tool.h
vigieinclude_HEADERS += include/vigie/ingest.h

ingest_fixture = tests/unit/ingest-fixture.c tests/unit/ingest-fixture.h
EXTRA_DIST += tests/malformed/table.tsv

check_PROGRAMS += tests/unit/ingest-file tests/unit/ingest-notation tests/unit/ingest-sets \
	tests/unit/ingest-source tests/unit/ingest-value tests/unit/malformed
tests_unit_ingest_file_SOURCES = tests/unit/ingest-file.c $(ingest_fixture)
tests_unit_ingest_file_LDADD = $(TEST_LDADD)
tests_unit_ingest_file_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_ingest_notation_SOURCES = tests/unit/ingest-notation.c $(ingest_fixture)
tests_unit_ingest_notation_LDADD = $(TEST_LDADD)
tests_unit_ingest_notation_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_ingest_sets_SOURCES = tests/unit/ingest-sets.c $(ingest_fixture)
tests_unit_ingest_sets_LDADD = $(TEST_LDADD)
tests_unit_ingest_sets_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_ingest_source_SOURCES = tests/unit/ingest-source.c $(ingest_fixture)
tests_unit_ingest_source_LDADD = $(TEST_LDADD)
tests_unit_ingest_source_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_ingest_value_SOURCES = tests/unit/ingest-value.c $(ingest_fixture)
tests_unit_ingest_value_LDADD = $(TEST_LDADD)
tests_unit_ingest_value_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_malformed_SOURCES = tests/unit/malformed.c $(ingest_fixture)
tests_unit_malformed_LDADD = $(TEST_LDADD) $(ZLIB_LIBS)
tests_unit_malformed_LDFLAGS = $(TEST_LDFLAGS)
