# indicator: its sources, public headers and unit tests
libvigie_la_SOURCES += src/indicator/binding.h src/indicator/catalogue.c src/indicator/figure.c \
	src/indicator/figure.h src/indicator/formula.c src/indicator/group.c src/indicator/measure.c \
	src/indicator/print.c src/indicator/run.c
vigieinclude_HEADERS += include/vigie/indicator.h

