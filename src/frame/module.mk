# frame: its sources, public headers and unit tests
libvigie_la_SOURCES += src/frame/frame.c src/frame/record.c src/frame/value.c
vigieinclude_HEADERS += include/vigie/frame.h
