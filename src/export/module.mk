# export: its sources and public header
libvigie_la_SOURCES += src/export/csv.c src/export/ddi.c src/export/export.c src/export/export.h \
	src/export/labelled.c src/export/names.c src/export/syntax.c src/export/variables.c
vigieinclude_HEADERS += include/vigie/export.h

