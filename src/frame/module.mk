# frame: its sources, public headers and unit tests
libvigie_la_SOURCES += src/frame/frame.c src/frame/identifier.c src/frame/parents.c src/frame/record.c src/frame/value.c
vigieinclude_HEADERS += include/vigie/frame.h include/vigie/frame-identifier.h include/vigie/frame-parents.h
check_PROGRAMS += tests/unit/frame-frame tests/unit/frame-identifier
tests_unit_frame_frame_SOURCES = tests/unit/frame-frame.c
tests_unit_frame_frame_LDADD = $(TEST_LDADD)
tests_unit_frame_frame_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_frame_identifier_SOURCES = tests/unit/frame-identifier.c
tests_unit_frame_identifier_LDADD = $(TEST_LDADD)
tests_unit_frame_identifier_LDFLAGS = $(TEST_LDFLAGS)
