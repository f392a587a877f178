# report: its sources, public headers and unit tests
libvigie_la_SOURCES += src/report/arrange.c src/report/bridges.c src/report/changes.c src/report/chart.c \
	src/report/check.c src/report/contents.c src/report/cover.c src/report/dataset-chart.c \
	src/report/definition.c src/report/document.c src/report/exhibit.h src/report/figure.c \
	src/report/figures.c src/report/finding.c src/report/fits.c src/report/flow.c src/report/flow.h src/report/form-count.c src/report/form-count.h src/report/form-print.c src/report/method.c src/report/weights.c \
	src/report/method.h src/report/overview.c src/report/page.c \
	src/report/answers.c src/report/answers.h src/report/quality.c src/report/reading.c src/report/ruler.c src/report/ruler.h \
	src/report/select.c src/report/significance.c src/report/sources.c src/report/stage.c src/report/stage.h \
	src/report/survey-chart.c src/report/table.c src/report/words.c src/report/work.h \
	src/report/workbook.c src/report/workbook.h src/report/workbook-table.c
vigieinclude_HEADERS += include/vigie/report.h include/vigie/report-workbook.h include/vigie/report-form.h
check_PROGRAMS += tests/unit/report-definition
tests_unit_report_definition_SOURCES = tests/unit/report-definition.c
tests_unit_report_definition_LDADD = $(TEST_LDADD)
tests_unit_report_definition_LDFLAGS = $(TEST_LDFLAGS)
check_PROGRAMS += tests/unit/report-words
tests_unit_report_words_SOURCES = tests/unit/report-words.c
tests_unit_report_words_LDADD = $(TEST_LDADD)
tests_unit_report_words_LDFLAGS = $(TEST_LDFLAGS)
