# ingest: its sources, public headers and unit tests
libvigie_la_SOURCES += src/ingest/cell.c src/ingest/codes.c src/ingest/codes.h \
	src/ingest/columns.c src/ingest/columns.h src/ingest/evidence.c src/ingest/file.c src/ingest/guess.c src/ingest/guess.h src/ingest/files.c src/ingest/header.c \
	src/ingest/header.h src/ingest/init.c src/ingest/keys.c src/ingest/keys.h src/ingest/maps.c \
	src/ingest/notation.c src/ingest/notation.h src/ingest/plan.c src/ingest/plan.h \
	src/ingest/reading.h src/ingest/record.c src/ingest/source.c src/ingest/source.h \
	src/ingest/together.c
vigieinclude_HEADERS += include/vigie/ingest.h
check_PROGRAMS += tests/unit/ingest-file
tests_unit_ingest_file_SOURCES = tests/unit/ingest-file.c tests/unit/ingest-fixture.c \
	tests/unit/ingest-fixture.h
tests_unit_ingest_file_LDADD = $(TEST_LDADD)
tests_unit_ingest_file_LDFLAGS = $(TEST_LDFLAGS)
