# observatory: its sources, public headers and unit tests
libvigie_la_SOURCES +=
vigieinclude_HEADERS += include/vigie/observatory.h 
check_PROGRAMS +=
