# estimate: its sources, public headers and unit tests
libvigie_la_SOURCES += src/estimate/figure.c src/estimate/figure.h src/estimate/holm.c src/estimate/indicator.c \
	src/estimate/interval.c src/estimate/linear.c src/estimate/members.c src/estimate/members.h src/estimate/quantile.c \
	src/estimate/dispersion.c src/estimate/status.c src/estimate/function.c src/estimate/function-parse.c \
	src/estimate/function.h src/estimate/sums.c src/estimate/sums.h
vigieinclude_HEADERS += include/vigie/estimate.h include/vigie/estimate-linear.h include/vigie/estimate-quantile.h \
	include/vigie/estimate-dispersion.h include/vigie/estimate-function.h

ORACLE_FIXTURE = tests/unit/oracle.c tests/unit/oracle.h $(SURVEY_FIXTURE)
SURVEY_FIXTURE = tests/unit/fixture.c tests/unit/fixture.h tests/unit/tiny.h
EXTRA_DIST += scripts/mutants tests/mutants/design.txt tests/mutants/estimate.txt tests/mutants/estimates.txt \
	tests/mutants/trend.txt tests/mutants/oracle tests/oracle-exceptions.csv tests/unit/oracle.c tests/unit/oracle.h \
	tests/cli/oracle-complete.test
EXTRA_DIST += scripts/check-oracle scripts/oracle/designs.R tests/oracle/designs.csv \
	tests/oracle/designs.expected.csv scripts/oracle/quantiles.R tests/oracle/quantiles.expected.csv \
	scripts/oracle/random.R tests/oracle/random.csv tests/oracle/random.expected.csv

# R survey once more, where it is there.
check-oracle:
	$(top_srcdir)/scripts/check-oracle
.PHONY: check-oracle

check_PROGRAMS += tests/unit/estimate-designs tests/unit/estimate-flash tests/unit/estimate-interval \
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
check_PROGRAMS += tests/unit/oracle-linearisation
tests_unit_oracle_linearisation_SOURCES = tests/unit/oracle-linearisation.c $(ORACLE_FIXTURE)
tests_unit_oracle_linearisation_LDADD = $(TEST_LDADD)
tests_unit_oracle_linearisation_LDFLAGS = $(TEST_LDFLAGS)
check_PROGRAMS += tests/unit/oracle-quantiles
tests_unit_oracle_quantiles_SOURCES = tests/unit/oracle-quantiles.c $(ORACLE_FIXTURE)
tests_unit_oracle_quantiles_LDADD = $(TEST_LDADD)
tests_unit_oracle_quantiles_LDFLAGS = $(TEST_LDFLAGS)
check_PROGRAMS += tests/unit/oracle-proportions
tests_unit_oracle_proportions_SOURCES = tests/unit/oracle-proportions.c $(ORACLE_FIXTURE)
tests_unit_oracle_proportions_LDADD = $(TEST_LDADD)
tests_unit_oracle_proportions_LDFLAGS = $(TEST_LDFLAGS)
check_PROGRAMS += tests/unit/oracle-numeric
tests_unit_oracle_numeric_SOURCES = tests/unit/oracle-numeric.c $(ORACLE_FIXTURE)
tests_unit_oracle_numeric_LDADD = $(TEST_LDADD)
tests_unit_oracle_numeric_LDFLAGS = $(TEST_LDFLAGS)
check_PROGRAMS += tests/unit/estimate-function
tests_unit_estimate_function_SOURCES = tests/unit/estimate-function.c $(SURVEY_FIXTURE)
tests_unit_estimate_function_LDADD = $(TEST_LDADD)
tests_unit_estimate_function_LDFLAGS = $(TEST_LDFLAGS)
check_PROGRAMS += tests/unit/estimate-precision
tests_unit_estimate_precision_SOURCES = tests/unit/estimate-precision.c $(SURVEY_FIXTURE)
tests_unit_estimate_precision_LDADD = $(TEST_LDADD)
tests_unit_estimate_precision_LDFLAGS = $(TEST_LDFLAGS)
EXTRA_DIST += scripts/oracle/functions.R tests/oracle/functions.expected.csv
