# store: its sources, public headers and unit tests
libvigie_la_SOURCES += src/store/append.c src/store/batch.c src/store/catalogue.c \
	src/store/connection.h src/store/load.c src/store/load.h src/store/open.c \
	src/store/query.c src/store/read.c src/store/repeats.c src/store/scan.c src/store/scan.h src/store/schema.c src/store/sql.c \
	src/store/structure.c src/store/structure.h src/store/table.c src/store/weights.c src/store/calibration.c
vigieinclude_HEADERS += include/vigie/store.h include/vigie/store-weights.h
check_PROGRAMS += tests/unit/store-batch tests/unit/store-crash tests/unit/store-query \
	tests/unit/store-read tests/unit/store-scan tests/unit/store-weights
store_fixture = tests/unit/store-fixture.c tests/unit/store-fixture.h
tests_unit_store_batch_SOURCES = tests/unit/store-batch.c $(store_fixture)
tests_unit_store_batch_LDADD = $(TEST_LDADD)
tests_unit_store_batch_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_store_query_SOURCES = tests/unit/store-query.c $(store_fixture)
tests_unit_store_query_LDADD = $(TEST_LDADD)
tests_unit_store_query_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_store_read_SOURCES = tests/unit/store-read.c $(store_fixture)
tests_unit_store_read_LDADD = $(TEST_LDADD)
tests_unit_store_read_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_store_crash_SOURCES = tests/unit/store-crash.c tests/unit/disk.c tests/unit/disk.h \
	$(store_fixture)
tests_unit_store_crash_LDADD = $(TEST_LDADD) $(SQLITE_LIBS)
tests_unit_store_crash_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_store_scan_SOURCES = tests/unit/store-scan.c $(store_fixture)
tests_unit_store_scan_LDADD = $(TEST_LDADD) $(SQLITE_LIBS)
tests_unit_store_scan_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_store_weights_SOURCES = tests/unit/store-weights.c $(store_fixture)
tests_unit_store_weights_LDADD = $(TEST_LDADD)
tests_unit_store_weights_LDFLAGS = $(TEST_LDFLAGS)
