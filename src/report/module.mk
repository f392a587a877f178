# report: its sources, public headers and unit tests
libvigie_la_SOURCES += src/report/definition.c src/report/fits.c src/report/select.c src/report/finding.c \
	src/report/survey-chart.c src/report/dataset-chart.c src/report/chart.c src/report/numbers.c \
	src/report/figure.c src/report/table.c src/report/flow.c src/report/flow.h \
	src/report/method.c src/report/method.h src/report/document.c src/report/exhibit.h
vigieinclude_HEADERS += include/vigie/report.h
check_PROGRAMS += tests/unit/report-definition
tests_unit_report_definition_SOURCES = tests/unit/report-definition.c
tests_unit_report_definition_LDADD = $(TEST_LDADD)
tests_unit_report_definition_LDFLAGS = $(TEST_LDFLAGS)
