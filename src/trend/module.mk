# trend: its sources, public headers and unit tests
libvigie_la_SOURCES +=
vigieinclude_HEADERS += include/vigie/trend.h 
check_PROGRAMS +=
