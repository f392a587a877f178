# frame: its sources, public headers and unit tests
libvigie_la_SOURCES += src/frame/frame.c src/frame/record.c src/frame/value.c
vigieinclude_HEADERS += include/vigie/frame.h
check_PROGRAMS += tests/unit/frame-frame
tests_unit_frame_frame_SOURCES = tests/unit/frame-frame.c
tests_unit_frame_frame_LDADD = $(TEST_LDADD)
tests_unit_frame_frame_LDFLAGS = $(TEST_LDFLAGS)
