# trend: its sources, public headers and unit tests
libvigie_la_SOURCES += src/trend/change.c src/trend/decomposition.c src/trend/panel.c src/trend/panel.h \
	src/trend/plan.c src/trend/relative.c src/trend/replicated.c src/trend/slope.c src/trend/yearly.c
vigieinclude_HEADERS += include/vigie/trend-decomposition.h include/vigie/trend-line.h \
	include/vigie/trend-plan.h include/vigie/trend-replicate.h include/vigie/trend.h

dist_check_SCRIPTS += tests/cli/trend.test tests/cli/replicated.test
EXTRA_DIST += tests/oracle/years.csv tests/oracle/years.expected.csv scripts/oracle/years.R \
	tests/oracle/kitagawa.csv tests/oracle/kitagawa.expected.csv scripts/oracle/kitagawa.R \
	tests/oracle/plan.expected.csv scripts/oracle/plan.R tests/oracle/replicates.csv \
	tests/oracle/replicates.expected.csv scripts/oracle/replicates.R tests/mutants/trend-replicate.txt

check_PROGRAMS += tests/unit/oracle-trend tests/unit/test-alarms tests/unit/trend-change \
	tests/unit/trend-decomposition tests/unit/trend-plan tests/unit/trend-replicate tests/unit/trend-years
tests_unit_oracle_trend_SOURCES = tests/unit/oracle-trend.c $(ORACLE_FIXTURE)
tests_unit_oracle_trend_LDADD = $(TEST_LDADD)
tests_unit_oracle_trend_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_test_alarms_SOURCES = tests/unit/test-alarms.c
tests_unit_test_alarms_LDADD = $(TEST_LDADD)
tests_unit_test_alarms_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_trend_change_SOURCES = tests/unit/trend-change.c $(SURVEY_FIXTURE)
tests_unit_trend_change_LDADD = $(TEST_LDADD)
tests_unit_trend_change_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_trend_decomposition_SOURCES = tests/unit/trend-decomposition.c $(SURVEY_FIXTURE)
tests_unit_trend_decomposition_LDADD = $(TEST_LDADD)
tests_unit_trend_decomposition_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_trend_plan_SOURCES = tests/unit/trend-plan.c $(SURVEY_FIXTURE)
tests_unit_trend_plan_LDADD = $(TEST_LDADD) -lm
tests_unit_trend_plan_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_trend_replicate_SOURCES = tests/unit/trend-replicate.c $(SURVEY_FIXTURE)
tests_unit_trend_replicate_LDADD = $(TEST_LDADD)
tests_unit_trend_replicate_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_trend_years_SOURCES = tests/unit/trend-years.c $(SURVEY_FIXTURE)
tests_unit_trend_years_LDADD = $(TEST_LDADD)
tests_unit_trend_years_LDFLAGS = $(TEST_LDFLAGS)
