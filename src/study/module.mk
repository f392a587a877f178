# study: its sources, public headers and unit tests
libvigie_la_SOURCES += src/study/annual.c src/study/calibrated.c src/study/calibrated.h src/study/cells.c \
	src/study/cells.h src/study/change.c src/study/children.c src/study/children.h src/study/compare-joint.c \
	src/study/compare-print.c src/study/compare.c src/study/compare.h src/study/covariance.c src/study/dimension.c \
	src/study/driver-rows.c src/study/explain.c src/study/explain.h src/study/fieldwork.c src/study/function.c \
	src/study/gap.c src/study/items.c src/study/json.c src/study/keys.c src/study/keys.h src/study/known-totals.c \
	src/study/label.c src/study/lines.c src/study/measure.c src/study/missing.c src/study/missing.h src/study/mix.c \
	src/study/model.c src/study/open.c src/study/plan.c src/study/print.c src/study/private.h src/study/publish.c \
	src/study/read.c src/study/recalibrate.c src/study/replicates.c src/study/replicates.h src/study/result.c \
	src/study/row.c src/study/rows.c src/study/rows.h src/study/run.c src/study/sampling.c src/study/separate.c \
	src/study/separate.h src/study/sides.c src/study/stat.c src/study/table-result.c src/study/table-side.c \
	src/study/table-side.h src/study/table-text.c src/study/table-words.c src/study/table.c src/study/text.c \
	src/study/totals-file.c src/study/totals-store.c src/study/totals.c src/study/totals.h src/study/trace.c \
	src/study/unit.c src/study/weigh-trim.c src/study/weigh-wave.c src/study/weigh.c src/study/weigh.h
vigieinclude_HEADERS += include/vigie/study-compare.h include/vigie/study-items.h include/vigie/study-missing.h \
	include/vigie/study-mix.h include/vigie/study-model.h include/vigie/study-result.h include/vigie/study-table.h \
	include/vigie/study-trace.h include/vigie/study-weigh.h include/vigie/study.h

EXTRA_DIST += scripts/mutants-study tests/mutants/study/study.txt tests/mutants/study/indicator.txt \
	tests/mutants/study/table.txt tests/mutants/study/compare.txt tests/mutants/study/missing.txt \
	tests/mutants/study/estimates.txt

check_PROGRAMS += tests/unit/study-answer
tests_unit_study_answer_SOURCES = tests/unit/study-answer.c
tests_unit_study_answer_LDADD = $(TEST_LDADD) $(JSON_LIBS)
tests_unit_study_answer_LDFLAGS = $(TEST_LDFLAGS)
