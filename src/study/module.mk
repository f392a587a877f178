# study: its sources, public headers and unit tests
libvigie_la_SOURCES += src/study/stat.c src/study/read.c src/study/keys.c src/study/sampling.c \
	src/study/fieldwork.c src/study/dimension.c src/study/measure.c src/study/gap.c \
	src/study/change.c src/study/unit.c src/study/run.c src/study/publish.c src/study/cells.c src/study/cells.h \
	src/study/print.c src/study/json.c src/study/lines.c src/study/result.c src/study/open.c src/study/row.c src/study/separate.c src/study/separate.h src/study/totals.c src/study/function.c src/study/covariance.c src/study/label.c src/study/text.c src/study/private.h
vigieinclude_HEADERS += include/vigie/study.h include/vigie/study-result.h
check_PROGRAMS += tests/unit/study-answer
tests_unit_study_answer_SOURCES = tests/unit/study-answer.c
tests_unit_study_answer_LDADD = $(TEST_LDADD) $(JSON_LIBS)
tests_unit_study_answer_LDFLAGS = $(TEST_LDFLAGS)
EXTRA_DIST += scripts/mutants-study tests/mutants/study/study.txt tests/mutants/study/estimates.txt tests/mutants/study/indicator.txt
