# quality: its sources, public headers and unit tests
libvigie_la_SOURCES += src/quality/quality.c src/quality/quality.h src/quality/questions.c src/quality/record.c \
	src/quality/rows.c src/quality/seen.c src/quality/seen.h src/quality/stored.c src/quality/unit.c \
	src/quality/verdict.c src/quality/worst.c
vigieinclude_HEADERS += include/vigie/quality.h

