# codebook: its sources, public headers and unit tests
libvigie_la_SOURCES +=
vigieinclude_HEADERS += include/vigie/codebook-expression.h include/vigie/codebook.h 
check_PROGRAMS +=
