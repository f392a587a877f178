# estimate: its sources, public headers and unit tests
libvigie_la_SOURCES += src/estimate/association.c src/estimate/columns.c src/estimate/columns.h \
	src/estimate/dispersion.c src/estimate/driver-replicates.c src/estimate/driver-sums.c src/estimate/drivers.c \
	src/estimate/drivers.h src/estimate/figure.c src/estimate/figure.h src/estimate/function-parse.c \
	src/estimate/function.c src/estimate/function.h src/estimate/holm.c src/estimate/indicator.c \
	src/estimate/interval.c src/estimate/joint.h src/estimate/letters.c src/estimate/linear.c \
	src/estimate/members.c src/estimate/members.h src/estimate/model-fit.c src/estimate/model-matrix.c \
	src/estimate/model-means.c src/estimate/quantile.c src/estimate/rank.c src/estimate/regression.c \
	src/estimate/regression.h src/estimate/replicate.c src/estimate/separation.c src/estimate/shapley.c \
	src/estimate/status.c src/estimate/sums.c src/estimate/sums.h src/estimate/table-publish.c \
	src/estimate/table-test.c src/estimate/table.c src/estimate/table.h src/estimate/test-difference.c \
	src/estimate/test-wald.c
vigieinclude_HEADERS += include/vigie/estimate-association.h include/vigie/estimate-dispersion.h \
	include/vigie/estimate-drivers.h include/vigie/estimate-function.h include/vigie/estimate-linear.h \
	include/vigie/estimate-quantile.h include/vigie/estimate-rank.h include/vigie/estimate-regression.h \
	include/vigie/estimate-replicate.h include/vigie/estimate-table.h include/vigie/estimate-test.h \
	include/vigie/estimate.h

ORACLE_FIXTURE = tests/unit/oracle.c tests/unit/oracle.h $(SURVEY_FIXTURE)
SURVEY_FIXTURE = tests/unit/fixture.c tests/unit/fixture.h tests/unit/tiny.h

# R survey once more, where it is there.
check-oracle:
	$(top_srcdir)/scripts/check-oracle
.PHONY: check-oracle
EXTRA_DIST += scripts/mutants tests/mutants/design.txt tests/mutants/estimate.txt tests/mutants/estimates.txt \
	tests/mutants/trend.txt tests/mutants/oracle tests/oracle-exceptions.csv tests/unit/oracle.c \
	tests/unit/oracle.h scripts/check-oracle scripts/oracle/designs.R tests/oracle/designs.csv \
	tests/oracle/designs.expected.csv scripts/oracle/quantiles.R tests/oracle/quantiles.expected.csv \
	scripts/oracle/random.R tests/oracle/random.csv tests/oracle/random.expected.csv tests/mutants/calibration.txt \
	scripts/oracle/models.R tests/oracle/models.csv tests/oracle/models.expected.csv tests/mutants/models.txt \
	scripts/oracle/calibrated.R tests/oracle/calibrated.csv tests/oracle/calibrated.expected.csv \
	tests/oracle/tests.csv tests/oracle/tests.expected.csv scripts/oracle/tests.R tests/mutants/tests.txt \
	scripts/oracle/functions.R tests/oracle/functions.expected.csv scripts/oracle/table.R tests/oracle/table.csv \
	tests/oracle/table.expected.csv tests/mutants/table.txt tests/mutants/replicates.txt

check_PROGRAMS += tests/unit/estimate-calibrated tests/unit/estimate-counted tests/unit/estimate-designs \
	tests/unit/estimate-flash tests/unit/estimate-function tests/unit/estimate-interval tests/unit/estimate-models \
	tests/unit/estimate-precision tests/unit/estimate-properties tests/unit/estimate-quantile \
	tests/unit/estimate-replicate tests/unit/estimate-replicate-simple tests/unit/estimate-status \
	tests/unit/estimate-sums tests/unit/estimate-table tests/unit/estimate-tests tests/unit/estimate-threads \
	tests/unit/estimate-tiny tests/unit/models-wrong tests/unit/oracle-linearisation tests/unit/oracle-models \
	tests/unit/oracle-numeric tests/unit/oracle-proportions tests/unit/oracle-quantiles \
	tests/unit/oracle-replicates tests/unit/oracle-tests
tests_unit_estimate_calibrated_SOURCES = tests/unit/estimate-calibrated.c tests/unit/calibrated.h $(SURVEY_FIXTURE)
tests_unit_estimate_calibrated_LDADD = $(TEST_LDADD)
tests_unit_estimate_calibrated_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_estimate_counted_SOURCES = tests/unit/estimate-counted.c
tests_unit_estimate_counted_LDADD = $(TEST_LDADD)
tests_unit_estimate_counted_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_estimate_designs_SOURCES = tests/unit/estimate-designs.c $(SURVEY_FIXTURE)
tests_unit_estimate_designs_LDADD = $(TEST_LDADD)
tests_unit_estimate_designs_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_estimate_flash_SOURCES = tests/unit/estimate-flash.c $(SURVEY_FIXTURE)
tests_unit_estimate_flash_LDADD = $(TEST_LDADD)
tests_unit_estimate_flash_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_estimate_function_SOURCES = tests/unit/estimate-function.c $(SURVEY_FIXTURE)
tests_unit_estimate_function_LDADD = $(TEST_LDADD)
tests_unit_estimate_function_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_estimate_interval_SOURCES = tests/unit/estimate-interval.c $(SURVEY_FIXTURE)
tests_unit_estimate_interval_LDADD = $(TEST_LDADD)
tests_unit_estimate_interval_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_estimate_models_SOURCES = tests/unit/estimate-models.c $(SURVEY_FIXTURE)
tests_unit_estimate_models_LDADD = $(TEST_LDADD) -lm
tests_unit_estimate_models_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_estimate_precision_SOURCES = tests/unit/estimate-precision.c $(SURVEY_FIXTURE)
tests_unit_estimate_precision_LDADD = $(TEST_LDADD)
tests_unit_estimate_precision_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_estimate_properties_SOURCES = tests/unit/estimate-properties.c $(SURVEY_FIXTURE)
tests_unit_estimate_properties_LDADD = $(TEST_LDADD)
tests_unit_estimate_properties_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_estimate_quantile_SOURCES = tests/unit/estimate-quantile.c $(SURVEY_FIXTURE)
tests_unit_estimate_quantile_LDADD = $(TEST_LDADD)
tests_unit_estimate_quantile_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_estimate_replicate_SOURCES = tests/unit/estimate-replicate.c $(SURVEY_FIXTURE)
tests_unit_estimate_replicate_LDADD = $(TEST_LDADD)
tests_unit_estimate_replicate_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_estimate_replicate_simple_SOURCES = tests/unit/estimate-replicate-simple.c $(SURVEY_FIXTURE)
tests_unit_estimate_replicate_simple_LDADD = $(TEST_LDADD)
tests_unit_estimate_replicate_simple_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_estimate_status_SOURCES = tests/unit/estimate-status.c $(SURVEY_FIXTURE)
tests_unit_estimate_status_LDADD = $(TEST_LDADD)
tests_unit_estimate_status_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_estimate_sums_SOURCES = tests/unit/estimate-sums.c $(SURVEY_FIXTURE)
tests_unit_estimate_sums_LDADD = $(TEST_LDADD)
tests_unit_estimate_sums_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_estimate_table_SOURCES = tests/unit/estimate-table.c $(SURVEY_FIXTURE)
tests_unit_estimate_table_LDADD = $(TEST_LDADD)
tests_unit_estimate_table_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_estimate_tests_SOURCES = tests/unit/estimate-tests.c $(SURVEY_FIXTURE)
tests_unit_estimate_tests_LDADD = $(TEST_LDADD)
tests_unit_estimate_tests_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_estimate_threads_SOURCES = tests/unit/estimate-threads.c
tests_unit_estimate_threads_LDADD = $(TEST_LDADD)
tests_unit_estimate_threads_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_estimate_tiny_SOURCES = tests/unit/estimate-tiny.c $(SURVEY_FIXTURE)
tests_unit_estimate_tiny_LDADD = $(TEST_LDADD)
tests_unit_estimate_tiny_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_models_wrong_SOURCES = tests/unit/models-wrong.c $(SURVEY_FIXTURE)
tests_unit_models_wrong_LDADD = $(TEST_LDADD) $(GSL_LIBS) -lm
tests_unit_models_wrong_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_oracle_linearisation_SOURCES = tests/unit/oracle-linearisation.c $(ORACLE_FIXTURE)
tests_unit_oracle_linearisation_LDADD = $(TEST_LDADD)
tests_unit_oracle_linearisation_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_oracle_models_SOURCES = tests/unit/oracle-models.c $(ORACLE_FIXTURE)
tests_unit_oracle_models_LDADD = $(TEST_LDADD) -lm
tests_unit_oracle_models_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_oracle_numeric_SOURCES = tests/unit/oracle-numeric.c $(ORACLE_FIXTURE)
tests_unit_oracle_numeric_LDADD = $(TEST_LDADD)
tests_unit_oracle_numeric_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_oracle_proportions_SOURCES = tests/unit/oracle-proportions.c $(ORACLE_FIXTURE)
tests_unit_oracle_proportions_LDADD = $(TEST_LDADD)
tests_unit_oracle_proportions_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_oracle_quantiles_SOURCES = tests/unit/oracle-quantiles.c $(ORACLE_FIXTURE)
tests_unit_oracle_quantiles_LDADD = $(TEST_LDADD)
tests_unit_oracle_quantiles_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_oracle_replicates_SOURCES = tests/unit/oracle-replicates.c $(ORACLE_FIXTURE)
tests_unit_oracle_replicates_LDADD = $(TEST_LDADD)
tests_unit_oracle_replicates_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_oracle_tests_SOURCES = tests/unit/oracle-tests.c $(ORACLE_FIXTURE)
tests_unit_oracle_tests_LDADD = $(TEST_LDADD)
tests_unit_oracle_tests_LDFLAGS = $(TEST_LDFLAGS)
