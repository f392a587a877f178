# observatory: its sources, public headers and unit tests
libvigie_la_SOURCES += src/observatory/folder.c src/observatory/groups.c src/observatory/groups.h \
	src/observatory/repeats.c src/observatory/replicates.c src/observatory/weights.c
vigieinclude_HEADERS += include/vigie/observatory.h


check_PROGRAMS += tests/unit/observatory-folder
tests_unit_observatory_folder_SOURCES = tests/unit/observatory-folder.c
tests_unit_observatory_folder_LDADD = $(TEST_LDADD)
tests_unit_observatory_folder_LDFLAGS = $(TEST_LDFLAGS)
