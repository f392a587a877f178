# estimate: its sources, public headers and unit tests
libvigie_la_SOURCES += src/estimate/figure.c src/estimate/holm.c src/estimate/indicator.c \
	src/estimate/interval.c src/estimate/sums.c src/estimate/sums.h
vigieinclude_HEADERS += include/vigie/estimate.h

ESTIMATE_SAMPLE = tests/unit/sample.c tests/unit/sample.h tests/unit/tiny.h
check_PROGRAMS += tests/unit/estimate-flash tests/unit/estimate-interval tests/unit/estimate-tiny
tests_unit_estimate_flash_SOURCES = tests/unit/estimate-flash.c $(ESTIMATE_SAMPLE)
tests_unit_estimate_flash_LDADD = $(TEST_LDADD)
tests_unit_estimate_flash_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_estimate_interval_SOURCES = tests/unit/estimate-interval.c $(ESTIMATE_SAMPLE)
tests_unit_estimate_interval_LDADD = $(TEST_LDADD)
tests_unit_estimate_interval_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_estimate_tiny_SOURCES = tests/unit/estimate-tiny.c $(ESTIMATE_SAMPLE)
tests_unit_estimate_tiny_LDADD = $(TEST_LDADD)
tests_unit_estimate_tiny_LDFLAGS = $(TEST_LDFLAGS)
