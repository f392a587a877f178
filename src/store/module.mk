# store: its sources, public headers and unit tests
libvigie_la_SOURCES += src/store/append.c src/store/batch.c src/store/catalogue.c \
	src/store/connection.h src/store/load.c src/store/load.h src/store/open.c \
	src/store/query.c src/store/read.c src/store/sql.c src/store/structure.c \
	src/store/structure.h src/store/table.c
vigieinclude_HEADERS += include/vigie/store.h
check_PROGRAMS +=
