# observatory: its sources, public headers and unit tests
libvigie_la_SOURCES += src/observatory/folder.c src/observatory/groups.c src/observatory/groups.h
vigieinclude_HEADERS += include/vigie/observatory.h
check_PROGRAMS +=
