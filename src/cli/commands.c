/* commands.c - the table of commands */
#include "command.h"
#include <string.h>

#define ENTRY(name) &vigie_command_##name,
static const VigieCommand *const table[] = {VIGIE_COMMANDS(ENTRY) NULL};
#undef ENTRY

const VigieCommand *const *
vigie_commands(void)
{
    return table;
}

const VigieCommand *
vigie_command_find(const char *name)
{
    for (const VigieCommand *const *command = table; *command != NULL; command++)
        if (strcmp((*command)->name, name) == 0)
            return *command;
    return NULL;
}

const char **
vigie_command_names(void)
{
    const char **names = g_new0(const char *, G_N_ELEMENTS(table));
    for (guint i = 0; table[i] != NULL; i++)
        names[i] = table[i]->name;
    return names;
}
