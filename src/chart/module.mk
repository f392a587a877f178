# chart: its sources, public headers and unit tests
libvigie_la_SOURCES += src/chart/alt.c src/chart/axis.h src/chart/break.c \
	src/chart/category-axis.c src/chart/display.c src/chart/dot-plot.c src/chart/frame.c \
	src/chart/items.c src/chart/items.h src/chart/key.c src/chart/label.c src/chart/layout.c \
	src/chart/layout.h src/chart/likert-bars.c src/chart/matrix.c src/chart/model.c src/chart/names.c src/chart/numbers.c \
	src/chart/palette.c src/chart/ranked-bars.c src/chart/reading.c src/chart/scale.c src/chart/season-lines.c \
	src/chart/spread.c src/chart/stacked-columns.c src/chart/trend-panels.c src/chart/unit.c \
	src/chart/value-axis.c src/chart/words.c src/chart/wrap.c
vigieinclude_HEADERS += include/vigie/chart-display.h include/vigie/chart-scale.h \
	include/vigie/chart.h
check_PROGRAMS += tests/charts/golden tests/unit/chart-axis tests/unit/chart-model tests/unit/chart-palette tests/unit/chart-scale tests/unit/chart-text
tests_unit_chart_axis_SOURCES = tests/unit/chart-axis.c
tests_unit_chart_axis_LDADD = $(TEST_LDADD) -lm
tests_unit_chart_axis_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_chart_palette_SOURCES = tests/unit/chart-palette.c
tests_unit_chart_palette_LDADD = $(TEST_LDADD) -lm
tests_unit_chart_palette_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_chart_scale_SOURCES = tests/unit/chart-scale.c
tests_unit_chart_scale_LDADD = $(TEST_LDADD) -lm
tests_unit_chart_scale_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_chart_text_SOURCES = tests/unit/chart-text.c
tests_unit_chart_text_LDADD = $(TEST_LDADD)
tests_unit_chart_text_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_chart_model_SOURCES = tests/unit/chart-model.c
tests_unit_chart_model_LDADD = $(TEST_LDADD)
tests_unit_chart_model_LDFLAGS = $(TEST_LDFLAGS)
tests_charts_golden_SOURCES = tests/charts/golden.c tests/charts/samples.c tests/charts/samples.h
tests_charts_golden_LDADD = $(TEST_LDADD)
tests_charts_golden_LDFLAGS = $(TEST_LDFLAGS)
EXTRA_DIST += tests/mutants/charts/layout.txt tests/golden/chart-dots-fr.txt tests/golden/chart-dots-one-fr.txt \
	tests/golden/chart-likert-en.txt tests/golden/chart-likert-fr.txt \
	tests/golden/chart-matrix-fr.txt tests/golden/chart-rank-fr.txt tests/golden/chart-season-fr.txt \
	tests/golden/chart-stack-fr.txt tests/golden/chart-trend-en.txt \
	tests/golden/chart-trend-fr.txt
