# cli: main and one file per command
vigie_SOURCES += src/cli/main.c
