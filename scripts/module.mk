# scripts: tools that are built
# The sample territory: a model with a known truth, drawn in memory or written as files.
noinst_LTLIBRARIES = scripts/sample/libsample.la
scripts_sample_libsample_la_SOURCES = scripts/sample/sample.h scripts/sample/model.h \
	scripts/sample/model.c scripts/sample/opinions.c scripts/sample/circumstances.h \
	scripts/sample/circumstances.c scripts/sample/truth.c scripts/sample/draw.c \
	scripts/sample/text.h scripts/sample/text.c scripts/sample/choices.h scripts/sample/choices.c \
	scripts/sample/survey-file.h scripts/sample/survey-file.c scripts/sample/observations.h \
	scripts/sample/nights.c scripts/sample/employment.c scripts/sample/stock.c \
	scripts/sample/sales.c scripts/sample/places.c scripts/sample/margins.c scripts/sample/truth-file.h \
	scripts/sample/truth-file.c scripts/sample/truth-table.h scripts/sample/truth-table.c
scripts_sample_libsample_la_LIBADD = $(GLIB_LIBS) $(GSL_LIBS) -lm
check_PROGRAMS += tests/unit/sample-truth
tests_unit_sample_truth_SOURCES = tests/unit/sample-truth.c
tests_unit_sample_truth_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)
tests_unit_sample_truth_LDADD = scripts/sample/libsample.la $(TEST_LDADD)
tests_unit_sample_truth_LDFLAGS = $(TEST_LDFLAGS)
check_PROGRAMS += tests/unit/sample-coverage
tests_unit_sample_coverage_SOURCES = tests/unit/sample-coverage.c
tests_unit_sample_coverage_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)
tests_unit_sample_coverage_LDADD = scripts/sample/libsample.la $(TEST_LDADD)
tests_unit_sample_coverage_LDFLAGS = $(TEST_LDFLAGS)
noinst_PROGRAMS += scripts/sample/make-sample
scripts_sample_make_sample_SOURCES = scripts/sample/make-sample.c
scripts_sample_make_sample_LDADD = scripts/sample/libsample.la $(GLIB_LIBS) $(GSL_LIBS)
noinst_PROGRAMS += scripts/sample/make-bench
scripts_sample_make_bench_SOURCES = scripts/sample/make-bench.c
scripts_sample_make_bench_LDADD = $(GLIB_LIBS) $(GSL_LIBS) -lm
EXTRA_DIST += scripts/bench scripts/bench.R
# What R finds in the open data of surveys/france, asked of vigie
EXTRA_DIST += scripts/oracle/open-data
noinst_PROGRAMS += scripts/bench-core
scripts_bench_core_SOURCES = scripts/bench-core.c
scripts_bench_core_LDADD = libvigie.la $(GLIB_LIBS) -lm
check_PROGRAMS += tests/unit/sample-intervals
tests_unit_sample_intervals_SOURCES = tests/unit/sample-intervals.c
tests_unit_sample_intervals_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)
tests_unit_sample_intervals_LDADD = scripts/sample/libsample.la $(TEST_LDADD)
tests_unit_sample_intervals_LDFLAGS = $(TEST_LDFLAGS)
# Raking beside R
noinst_PROGRAMS += scripts/sample/bench-calibrate
scripts_sample_bench_calibrate_SOURCES = scripts/sample/bench-calibrate.c
scripts_sample_bench_calibrate_LDADD = libvigie.la $(GLIB_LIBS) $(GSL_LIBS)
EXTRA_DIST += scripts/bench-calibrate.R
