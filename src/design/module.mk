# design: its sources, public headers and unit tests
libvigie_la_SOURCES += src/design/design.c src/design/init.c src/design/stage.h \
	src/design/variance.c
vigieinclude_HEADERS += include/vigie/design.h
