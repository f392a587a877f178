# cli: main and one file per command
vigie_SOURCES += src/cli/main.c src/cli/call.c src/cli/command.h src/cli/commands.c \
	src/cli/environment.c src/cli/environment.h src/cli/help.c src/cli/help.h \
	src/cli/asking.c src/cli/asking.h src/cli/loading.c src/cli/loading.h \
	src/cli/report-call.c src/cli/report-call.h \
	src/cli/batch.c src/cli/batch.h src/cli/table.c src/cli/table.h
vigie_SOURCES += src/cli/cmd-init.c
vigie_SOURCES += src/cli/cmd-check.c
vigie_SOURCES += src/cli/cmd-load.c
vigie_SOURCES += src/cli/cmd-status.c
vigie_SOURCES += src/cli/cmd-log.c
vigie_SOURCES += src/cli/cmd-undo.c
vigie_SOURCES += src/cli/cmd-estimate.c
vigie_SOURCES += src/cli/cmd-trend.c
vigie_SOURCES += src/cli/cmd-indicator.c
vigie_SOURCES += src/cli/cmd-chart.c
vigie_SOURCES += src/cli/cmd-report.c
vigie_SOURCES += src/cli/cmd-query.c
vigie_SOURCES += src/cli/cmd-help.c
dist_man_MANS = src/cli/vigie.1 src/cli/vigie-methods.7
dist_bashcompletion_DATA = src/cli/completion/vigie
