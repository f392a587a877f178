# trend: its sources, public headers and unit tests
libvigie_la_SOURCES += src/trend/change.c src/trend/panel.c src/trend/panel.h src/trend/slope.c
vigieinclude_HEADERS += include/vigie/trend.h

check_PROGRAMS += tests/unit/trend-change
tests_unit_trend_change_SOURCES = tests/unit/trend-change.c $(SURVEY_FIXTURE)
tests_unit_trend_change_LDADD = $(TEST_LDADD)
tests_unit_trend_change_LDFLAGS = $(TEST_LDFLAGS)
