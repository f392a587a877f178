# design: its sources, public headers and unit tests
libvigie_la_SOURCES += src/design/init.c
vigieinclude_HEADERS += include/vigie/design.h 
check_PROGRAMS +=
