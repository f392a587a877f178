# tests of commands, charts and readers that belong to no single module
EXTRA_DIST += tests/cli/tap.bash
dist_check_SCRIPTS += tests/cli/symbols.test
dist_check_SCRIPTS += tests/cli/install.test
dist_check_SCRIPTS += tests/cli/sample.test
dist_check_SCRIPTS += tests/cli/midi-quercy.test
dist_check_SCRIPTS += tests/cli/bench.test
dist_check_SCRIPTS += tests/cli/report.test
dist_check_SCRIPTS += tests/cli/stacked.test tests/cli/repeats-oracle.test tests/cli/repeats.test
EXTRA_DIST += scripts/oracle/repeats.R tests/oracle/repeats.csv tests/oracle/repeats-stages.csv tests/oracle/repeats.expected.csv
EXTRA_DIST += scripts/oracle/stacked.R tests/oracle/stacked.csv tests/oracle/stacked.expected.csv

# Fuzz targets: tests/fuzz/NAME.c with its corpus in tests/fuzz/corpus/NAME; scripts/fuzz runs all.
# A new one is three lines here and a corpus of at least one file.
FUZZ_LDADD = $(TEST_LDADD)
FUZZ_LDFLAGS = $(TEST_LDFLAGS) -fsanitize=fuzzer
EXTRA_DIST += tests/fuzz/corpus
if FUZZING
noinst_PROGRAMS += tests/fuzz/csv tests/fuzz/ini tests/fuzz/number tests/fuzz/questionnaire \
	tests/fuzz/expression tests/fuzz/formula tests/fuzz/source tests/fuzz/observatory tests/fuzz/report \
	tests/fuzz/sav tests/fuzz/xlsx
endif
tests_fuzz_csv_SOURCES = tests/fuzz/csv.c
tests_fuzz_csv_LDADD = $(FUZZ_LDADD)
tests_fuzz_csv_LDFLAGS = $(FUZZ_LDFLAGS)
tests_fuzz_ini_SOURCES = tests/fuzz/ini.c
tests_fuzz_ini_LDADD = $(FUZZ_LDADD)
tests_fuzz_ini_LDFLAGS = $(FUZZ_LDFLAGS)
tests_fuzz_number_SOURCES = tests/fuzz/number.c
tests_fuzz_number_LDADD = $(FUZZ_LDADD)
tests_fuzz_number_LDFLAGS = $(FUZZ_LDFLAGS)
tests_fuzz_questionnaire_SOURCES = tests/fuzz/questionnaire.c
tests_fuzz_questionnaire_LDADD = $(FUZZ_LDADD)
tests_fuzz_questionnaire_LDFLAGS = $(FUZZ_LDFLAGS)
fuzz_folder = tests/fuzz/folder.c tests/fuzz/folder.h
tests_fuzz_expression_SOURCES = tests/fuzz/expression.c
tests_fuzz_expression_LDADD = $(FUZZ_LDADD)
tests_fuzz_expression_LDFLAGS = $(FUZZ_LDFLAGS)
tests_fuzz_formula_SOURCES = tests/fuzz/formula.c
tests_fuzz_formula_LDADD = $(FUZZ_LDADD)
tests_fuzz_formula_LDFLAGS = $(FUZZ_LDFLAGS)
tests_fuzz_source_SOURCES = tests/fuzz/source.c $(fuzz_folder)
tests_fuzz_source_LDADD = $(FUZZ_LDADD)
tests_fuzz_source_LDFLAGS = $(FUZZ_LDFLAGS)
tests_fuzz_observatory_SOURCES = tests/fuzz/observatory.c $(fuzz_folder)
tests_fuzz_observatory_LDADD = $(FUZZ_LDADD)
tests_fuzz_observatory_LDFLAGS = $(FUZZ_LDFLAGS)
tests_fuzz_report_SOURCES = tests/fuzz/report.c $(fuzz_folder)
tests_fuzz_report_LDADD = $(FUZZ_LDADD)
tests_fuzz_report_LDFLAGS = $(FUZZ_LDFLAGS)
tests_fuzz_sav_SOURCES = tests/fuzz/sav.c
tests_fuzz_sav_LDADD = $(FUZZ_LDADD)
tests_fuzz_sav_LDFLAGS = $(FUZZ_LDFLAGS)
tests_fuzz_xlsx_SOURCES = tests/fuzz/xlsx.c src/reader/archive.c src/reader/biff.c src/reader/cell.c src/reader/compound.c
tests_fuzz_xlsx_LDADD = $(FUZZ_LDADD)
tests_fuzz_xlsx_LDFLAGS = $(FUZZ_LDFLAGS)
EXTRA_DIST += tests/cli/observatory.bash
dist_check_SCRIPTS += tests/cli/tiny.test
dist_check_SCRIPTS += tests/cli/degenerate.test
dist_check_SCRIPTS += tests/cli/consistency.test
EXTRA_DIST += tests/cli/oracle.bash
dist_check_SCRIPTS += tests/cli/oracle.test tests/cli/oracle-ids.test tests/cli/oracle-complete.test
EXTRA_DIST += tests/foreign tests/exports
dist_check_SCRIPTS += tests/cli/foreign.test
EXTRA_DIST += tests/foreign
dist_check_SCRIPTS += tests/cli/foreign.test
dist_check_SCRIPTS += tests/cli/questionnaire-print.test
dist_check_SCRIPTS += tests/cli/questionnaire.test tests/cli/xlsform.test
dist_check_SCRIPTS += tests/cli/foreign.test tests/cli/workbook-in.test
dist_check_SCRIPTS += tests/cli/questionnaire.test
EXTRA_DIST += tests/cli/verdicts.bash
dist_check_SCRIPTS += tests/cli/verdicts.test
dist_check_SCRIPTS += tests/cli/help.test
dist_check_SCRIPTS += tests/cli/manual.test
dist_check_SCRIPTS += tests/cli/wrong.test
dist_check_SCRIPTS += tests/cli/init.test
dist_check_SCRIPTS += tests/cli/exports.test
dist_check_SCRIPTS += tests/cli/publishers.test
dist_check_SCRIPTS += tests/cli/tools.test
dist_check_SCRIPTS += tests/cli/export.test
dist_check_SCRIPTS += tests/cli/findings.test
dist_check_SCRIPTS += tests/cli/batches.test
dist_check_SCRIPTS += tests/cli/study.test
dist_check_SCRIPTS += tests/cli/table.test
dist_check_SCRIPTS += tests/cli/model.test
dist_check_SCRIPTS += tests/cli/quantile.test tests/cli/workbook.test
dist_check_SCRIPTS += tests/cli/compare.test tests/cli/significance.test
dist_check_SCRIPTS += tests/cli/locale.test
dist_check_SCRIPTS += tests/cli/sfo.test tests/cli/france.test tests/cli/random.test tests/cli/unit.test tests/cli/indicator.test
dist_check_SCRIPTS += tests/cli/weight.test tests/cli/weight-sample.test
dist_check_SCRIPTS += tests/cli/french.test tests/cli/counts.test
dist_check_SCRIPTS += tests/cli/replicates.test
dist_check_SCRIPTS += tests/cli/missing.test tests/cli/personal.test
EXTRA_DIST += scripts/oracle/missing.R tests/oracle/missing.csv tests/oracle/missing.expected.csv
dist_check_SCRIPTS += tests/cli/estimates.test
dist_check_SCRIPTS += tests/cli/quality.test
dist_check_SCRIPTS += tests/cli/quality-random.test
