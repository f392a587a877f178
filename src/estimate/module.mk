# estimate: its sources, public headers and unit tests
libvigie_la_SOURCES += src/estimate/columns.c src/estimate/columns.h src/estimate/figure.c src/estimate/figure.h src/estimate/holm.c src/estimate/indicator.c \
	src/estimate/interval.c src/estimate/linear.c src/estimate/members.c src/estimate/members.h src/estimate/quantile.c \
	src/estimate/sums.c src/estimate/sums.h
vigieinclude_HEADERS += include/vigie/estimate.h include/vigie/estimate-linear.h include/vigie/estimate-quantile.h

ORACLE_FIXTURE = tests/unit/oracle.c tests/unit/oracle.h $(SURVEY_FIXTURE)
SURVEY_FIXTURE = tests/unit/fixture.c tests/unit/fixture.h tests/unit/tiny.h
EXTRA_DIST += scripts/mutants tests/mutants/calibration.txt tests/mutants/design.txt tests/mutants/estimate.txt \
	tests/mutants/trend.txt tests/mutants/oracle tests/oracle-exceptions.csv tests/unit/oracle.c tests/unit/oracle.h \
	tests/cli/oracle-complete.test
EXTRA_DIST += scripts/check-oracle scripts/oracle/designs.R tests/oracle/designs.csv \
	tests/oracle/designs.expected.csv scripts/oracle/quantiles.R tests/oracle/quantiles.expected.csv \
	scripts/oracle/random.R tests/oracle/random.csv tests/oracle/random.expected.csv

# R survey once more, where it is there.
check-oracle:
	$(top_srcdir)/scripts/check-oracle
.PHONY: check-oracle

check_PROGRAMS += tests/unit/estimate-calibrated tests/unit/estimate-designs tests/unit/estimate-flash tests/unit/estimate-interval \
	tests/unit/estimate-properties tests/unit/estimate-quantile tests/unit/estimate-status tests/unit/estimate-sums \
	tests/unit/estimate-tiny
tests_unit_estimate_designs_SOURCES = tests/unit/estimate-designs.c $(SURVEY_FIXTURE)
tests_unit_estimate_designs_LDADD = $(TEST_LDADD)
tests_unit_estimate_designs_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_estimate_flash_SOURCES = tests/unit/estimate-flash.c $(SURVEY_FIXTURE)
tests_unit_estimate_flash_LDADD = $(TEST_LDADD)
tests_unit_estimate_flash_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_estimate_interval_SOURCES = tests/unit/estimate-interval.c $(SURVEY_FIXTURE)
tests_unit_estimate_interval_LDADD = $(TEST_LDADD)
tests_unit_estimate_interval_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_estimate_properties_SOURCES = tests/unit/estimate-properties.c $(SURVEY_FIXTURE)
tests_unit_estimate_properties_LDADD = $(TEST_LDADD)
tests_unit_estimate_properties_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_estimate_quantile_SOURCES = tests/unit/estimate-quantile.c $(SURVEY_FIXTURE)
tests_unit_estimate_quantile_LDADD = $(TEST_LDADD)
tests_unit_estimate_quantile_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_estimate_status_SOURCES = tests/unit/estimate-status.c $(SURVEY_FIXTURE)
tests_unit_estimate_status_LDADD = $(TEST_LDADD)
tests_unit_estimate_status_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_estimate_sums_SOURCES = tests/unit/estimate-sums.c $(SURVEY_FIXTURE)
tests_unit_estimate_sums_LDADD = $(TEST_LDADD)
tests_unit_estimate_sums_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_estimate_tiny_SOURCES = tests/unit/estimate-tiny.c $(SURVEY_FIXTURE)
tests_unit_estimate_tiny_LDADD = $(TEST_LDADD)
tests_unit_estimate_tiny_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_estimate_calibrated_SOURCES = tests/unit/estimate-calibrated.c tests/unit/calibrated.h $(SURVEY_FIXTURE)
tests_unit_estimate_calibrated_LDADD = $(TEST_LDADD)
tests_unit_estimate_calibrated_LDFLAGS = $(TEST_LDFLAGS)
EXTRA_DIST += scripts/oracle/calibrated.R tests/oracle/calibrated.csv tests/oracle/calibrated.expected.csv
check_PROGRAMS += tests/unit/estimate-counted
tests_unit_estimate_counted_SOURCES = tests/unit/estimate-counted.c
tests_unit_estimate_counted_LDADD = $(TEST_LDADD)
tests_unit_estimate_counted_LDFLAGS = $(TEST_LDFLAGS)
