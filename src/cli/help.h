/* help.h - help in the user's language, made from the commands' own tables. */
#ifndef VIGIE_CLI_HELP_H
#define VIGIE_CLI_HELP_H

#include "command.h"

/* The options that every command takes; arg_data is NULL (main fills it). */
const GOptionEntry *vigie_global_options(void);

/* The list of commands; the page of one command; (transfer full). */
char *vigie_help_all(void);
char *vigie_help_command(const VigieCommand *command);

#endif
