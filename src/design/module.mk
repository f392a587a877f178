# design: its sources, public headers and unit tests
libvigie_la_SOURCES += src/design/auxiliary.c src/design/auxiliary.h src/design/calibrate.c \
	src/design/calibration-check.c src/design/calibration-report.c src/design/calibration.h src/design/design.c \
	src/design/init.c src/design/inverse.c src/design/inverse.h src/design/stage.h src/design/terms.c \
	src/design/terms.h src/design/trim.c src/design/variance.c
vigieinclude_HEADERS += include/vigie/design-calibration.h include/vigie/design.h


check_PROGRAMS += tests/unit/calibrate tests/unit/design-check tests/unit/oracle-calibration
tests_unit_calibrate_SOURCES = tests/unit/calibrate.c $(SURVEY_FIXTURE)
tests_unit_calibrate_LDADD = $(TEST_LDADD)
tests_unit_calibrate_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_design_check_SOURCES = tests/unit/design-check.c
tests_unit_design_check_LDADD = $(TEST_LDADD)
tests_unit_design_check_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_oracle_calibration_SOURCES = tests/unit/oracle-calibration.c tests/unit/calibrated.h $(ORACLE_FIXTURE)
tests_unit_oracle_calibration_LDADD = $(TEST_LDADD)
tests_unit_oracle_calibration_LDFLAGS = $(TEST_LDFLAGS)
