# render: its sources, public headers and unit tests
libvigie_la_SOURCES += src/render/document.c src/render/fonts.c src/render/fonts.h \
	src/render/paint.c src/render/png.c src/render/svg.c src/render/tagged.c src/render/tagged.h \
	src/render/typography.c
vigieinclude_HEADERS += include/vigie/render.h
noinst_PROGRAMS += tests/charts/draw
tests_charts_draw_SOURCES = tests/charts/draw.c tests/charts/samples.c tests/charts/samples.h
tests_charts_draw_LDADD = $(TEST_LDADD)
tests_charts_draw_LDFLAGS = $(TEST_LDFLAGS)
check_PROGRAMS += tests/charts/properties
tests_charts_properties_SOURCES = tests/charts/properties.c tests/charts/random.c \
	tests/charts/random.h tests/charts/samples.c tests/charts/samples.h
tests_charts_properties_LDADD = $(TEST_LDADD)
tests_charts_properties_LDFLAGS = $(TEST_LDFLAGS)
check_PROGRAMS += tests/unit/render-document
tests_unit_render_document_SOURCES = tests/unit/render-document.c
tests_unit_render_document_LDADD = $(TEST_LDADD)
tests_unit_render_document_LDFLAGS = $(TEST_LDFLAGS)
check_PROGRAMS += tests/unit/render-formats
tests_unit_render_formats_SOURCES = tests/unit/render-formats.c
tests_unit_render_formats_LDADD = $(TEST_LDADD) -lm
tests_unit_render_formats_LDFLAGS = $(TEST_LDFLAGS)
