# design: its sources, public headers and unit tests
libvigie_la_SOURCES += src/design/design.c src/design/init.c src/design/stage.h \
	src/design/variance.c
libvigie_la_SOURCES += src/design/hadamard.c src/design/replicates.c src/design/replicates-given.c \
	src/design/replicates-make.c src/design/replicates.h
vigieinclude_HEADERS += include/vigie/design.h include/vigie/design-calibration.h include/vigie/design-replicates.h
check_PROGRAMS += tests/unit/design-check
tests_unit_design_check_SOURCES = tests/unit/design-check.c
tests_unit_design_check_LDADD = $(TEST_LDADD)
tests_unit_design_check_LDFLAGS = $(TEST_LDFLAGS)
