# tests of commands, charts and readers that belong to no single module
EXTRA_DIST += tests/cli/tap.bash
dist_check_SCRIPTS += tests/cli/symbols.test
dist_check_SCRIPTS += tests/cli/sample.test
