# cli: main and one file per command
vigie_SOURCES += src/cli/main.c src/cli/call.c src/cli/command.h src/cli/commands.c \
	src/cli/environment.c src/cli/environment.h src/cli/help.c src/cli/help.h \
	src/cli/cmd-chart.c src/cli/cmd-report.c src/cli/report-call.c src/cli/report-call.h \
	src/cli/cmd-help.c \
	src/cli/asking.c src/cli/asking.h src/cli/cmd-estimate.c src/cli/cmd-trend.c \
	src/cli/loading.c src/cli/loading.h src/cli/cmd-check.c src/cli/cmd-load.c
