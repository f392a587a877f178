# chart: its sources, public headers and unit tests
libvigie_la_SOURCES += src/chart/alt.c src/chart/axis.h src/chart/break.c \
	src/chart/category-axis.c src/chart/display.c src/chart/dot-plot.c src/chart/frame.c \
	src/chart/items.c src/chart/items.h src/chart/key.c src/chart/label.c src/chart/layout.c \
	src/chart/layout.h src/chart/likert-bars.c src/chart/model.c src/chart/names.c \
	src/chart/palette.c src/chart/ranked-bars.c src/chart/scale.c src/chart/season-lines.c \
	src/chart/spread.c src/chart/stacked-columns.c src/chart/trend-panels.c \
	src/chart/value-axis.c src/chart/words.c src/chart/wrap.c
vigieinclude_HEADERS += include/vigie/chart-display.h include/vigie/chart-scale.h \
	include/vigie/chart.h
