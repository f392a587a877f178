# codebook: its sources, public headers and unit tests
libvigie_la_SOURCES += src/codebook/calculations.c src/codebook/choices.c \
	src/codebook/codebook.c src/codebook/expression.c src/codebook/expression.h \
	src/codebook/function-date.c src/codebook/function.c src/codebook/function.h \
	src/codebook/items.c src/codebook/parser.c src/codebook/parser.h \
	src/codebook/questionnaire.c src/codebook/questionnaire.h src/codebook/token.c \
	src/codebook/token.h src/codebook/xlsform-column.c src/codebook/xlsform-type.c \
	src/codebook/xlsform.c src/codebook/xlsform.h
vigieinclude_HEADERS += include/vigie/codebook-expression.h include/vigie/codebook.h
