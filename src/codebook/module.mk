# codebook: its sources, public headers and unit tests
libvigie_la_SOURCES += src/codebook/calculations.c src/codebook/choice-file.c src/codebook/choices.c \
	src/codebook/codebook.c src/codebook/compare.c src/codebook/elsewhere.c src/codebook/elsewhere.h \
	src/codebook/expression.c src/codebook/expression.h src/codebook/extend.c src/codebook/extend.h \
	src/codebook/form-words.c src/codebook/function-date.c src/codebook/function.c src/codebook/function.h \
	src/codebook/items.c src/codebook/languages.c src/codebook/likeness.c src/codebook/likeness.h \
	src/codebook/meant.c src/codebook/meant.h src/codebook/mistake.c src/codebook/mistake.h src/codebook/operator.c \
	src/codebook/operator.h src/codebook/parser.c src/codebook/parser.h src/codebook/print.c \
	src/codebook/questionnaire.c src/codebook/questionnaire.h src/codebook/range.c src/codebook/repeat.c \
	src/codebook/repeat.h src/codebook/reserved.c src/codebook/token.c src/codebook/token.h src/codebook/words.c \
	src/codebook/xlsform-column.c src/codebook/xlsform-csv.c src/codebook/xlsform-type.c \
	src/codebook/xlsform-workbook.c src/codebook/xlsform-write.c src/codebook/xlsform.c src/codebook/xlsform.h
vigieinclude_HEADERS += include/vigie/codebook-check.h include/vigie/codebook-compare.h \
	include/vigie/codebook-expression.h include/vigie/codebook-words.h include/vigie/codebook.h


check_PROGRAMS += tests/unit/codebook-compare tests/unit/codebook-errors tests/unit/codebook-expression \
	tests/unit/codebook-extend tests/unit/codebook-form tests/unit/codebook-malformed tests/unit/codebook-mistakes \
	tests/unit/codebook-repeat tests/unit/codebook-role tests/unit/codebook-workbook tests/unit/codebook-write
tests_unit_codebook_compare_SOURCES = tests/unit/codebook-compare.c
tests_unit_codebook_compare_LDADD = $(TEST_LDADD)
tests_unit_codebook_compare_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_codebook_errors_SOURCES = tests/unit/codebook-errors.c
tests_unit_codebook_errors_LDADD = $(TEST_LDADD)
tests_unit_codebook_errors_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_codebook_expression_SOURCES = tests/unit/codebook-expression.c
tests_unit_codebook_expression_LDADD = $(TEST_LDADD)
tests_unit_codebook_expression_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_codebook_extend_SOURCES = tests/unit/codebook-extend.c
tests_unit_codebook_extend_LDADD = $(TEST_LDADD)
tests_unit_codebook_extend_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_codebook_form_SOURCES = tests/unit/codebook-form.c
tests_unit_codebook_form_LDADD = $(TEST_LDADD)
tests_unit_codebook_form_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_codebook_malformed_SOURCES = tests/unit/codebook-malformed.c
tests_unit_codebook_malformed_LDADD = $(TEST_LDADD)
tests_unit_codebook_malformed_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_codebook_mistakes_SOURCES = tests/unit/codebook-mistakes.c
tests_unit_codebook_mistakes_LDADD = $(TEST_LDADD)
tests_unit_codebook_mistakes_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_codebook_repeat_SOURCES = tests/unit/codebook-repeat.c
tests_unit_codebook_repeat_LDADD = $(TEST_LDADD)
tests_unit_codebook_repeat_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_codebook_role_SOURCES = tests/unit/codebook-role.c
tests_unit_codebook_role_LDADD = $(TEST_LDADD)
tests_unit_codebook_role_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_codebook_workbook_SOURCES = tests/unit/codebook-workbook.c
tests_unit_codebook_workbook_LDADD = $(TEST_LDADD)
tests_unit_codebook_workbook_LDFLAGS = $(TEST_LDFLAGS)
tests_unit_codebook_write_SOURCES = tests/unit/codebook-write.c
tests_unit_codebook_write_LDADD = $(TEST_LDADD)
tests_unit_codebook_write_LDFLAGS = $(TEST_LDFLAGS)
