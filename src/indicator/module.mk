# indicator: its sources, public headers and unit tests
libvigie_la_SOURCES +=
vigieinclude_HEADERS += include/vigie/indicator.h
check_PROGRAMS +=
