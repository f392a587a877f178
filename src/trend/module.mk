# trend: its sources, public headers and unit tests
libvigie_la_SOURCES += src/trend/change.c src/trend/panel.c src/trend/panel.h src/trend/slope.c
vigieinclude_HEADERS += include/vigie/trend.h
