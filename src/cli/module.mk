# cli: main and one file per command
vigie_SOURCES += src/cli/asking.c src/cli/asking.h src/cli/batch.c src/cli/batch.h src/cli/call.c \
	src/cli/chart-file.c src/cli/chart-file.h src/cli/choosing.c src/cli/cmd-chart.c src/cli/cmd-check.c \
	src/cli/cmd-compare.c src/cli/cmd-drivers.c src/cli/cmd-estimate.c src/cli/cmd-export.c src/cli/cmd-help.c \
	src/cli/cmd-indicator.c src/cli/cmd-init.c src/cli/cmd-items.c src/cli/cmd-load.c src/cli/cmd-log.c \
	src/cli/cmd-model.c src/cli/cmd-plan.c src/cli/cmd-query.c src/cli/cmd-questionnaire.c src/cli/cmd-report.c \
	src/cli/cmd-status.c src/cli/cmd-table.c src/cli/cmd-trace.c src/cli/cmd-trend.c src/cli/cmd-undo.c \
	src/cli/cmd-weight.c src/cli/command.h src/cli/commands.c src/cli/environment.c src/cli/environment.h \
	src/cli/form-show.c src/cli/form-show.h src/cli/free-text.c src/cli/free-text.h src/cli/help.c src/cli/help.h \
	src/cli/history.c src/cli/history.h src/cli/loading.c src/cli/loading.h src/cli/main.c src/cli/quality-output.c \
	src/cli/quality-output.h src/cli/report-call.c src/cli/report-call.h src/cli/table.c src/cli/table.h \
	src/cli/weigh-chart.c src/cli/weigh-output.c src/cli/weigh-output.h
dist_man_MANS = src/cli/vigie.1 src/cli/vigie-methods.7 src/cli/vigie-observatory.5
dist_bashcompletion_DATA = src/cli/completion/vigie
