/* command.h - a command is one const struct beside its code: name, summary, options, run.
 *
 * To add a command:
 *   1. Write src/cli/cmd-NAME.c after the pattern of cmd-check.c: a struct of options, their GOptionEntry table
 *      (VIGIE_OPTION gives the offset in the struct), examples, run(), and `const VigieCommand vigie_command_NAME`.
 *   2. Add X(NAME) to VIGIE_COMMANDS below, where it shall stand in `vigie help`.
 *   3. Add the file to src/cli/module.mk.
 *   4. Describe it in src/cli/vigie.1: a .SS of its own with each of its options.  tests/cli/help.test fails until it
 *      is there, and runs the examples, in the sample observatory (surveys/midi-quercy).  The completion learns of it by itself.
 *
 * run() prints its result with vigie_call_output(), warnings with vigie_call_findings(), and returns an exit code; where
 * it sets *error, main prints it in one line and exits 2.  Options that are not given are zero. */
#ifndef VIGIE_CLI_COMMAND_H
#define VIGIE_CLI_COMMAND_H

#include "environment.h"
#include <vigie/observatory.h>

/* The commands, in the order of `vigie help`. */
/* clang-format off */
#define VIGIE_COMMANDS(X) \
    X(init) \
    X(check) \
    X(load) \
    X(status) \
    X(log) \
    X(undo) \
    X(trace) \
    X(items) \
    X(weight) \
    X(estimate) \
    X(table) \
    X(trend) \
    X(compare) \
    X(plan) \
    X(model) \
    X(drivers) \
    X(indicator) \
    X(chart) \
    X(report) \
    X(questionnaire) \
    X(export) \
    X(query) \
    X(help)
/* clang-format on */

typedef enum {
    VIGIE_EXIT_DONE = 0,
    VIGIE_EXIT_FINDINGS = 1, /* done, and there is something to look at */
    VIGIE_EXIT_NOT_DONE = 2
} VigieExit;

/* The command line's own errors: printed after "vigie: ". */
#define VIGIE_CLI_ERROR (vigie_cli_error_quark())
GQuark vigie_cli_error_quark(void);
typedef enum {
    VIGIE_CLI_ERROR_USAGE, /* a wrong option, value or argument */
    VIGIE_CLI_ERROR_OUTPUT /* the output cannot be written */
} VigieCliError;

typedef struct VigieCommand VigieCommand;

/* What main hands to a command. */
typedef struct {
    const VigieCommand *command;
    const char *dir;      /* -C: the observatory's folder */
    const char *database; /* --db, absolute; NULL = in the folder */
    VigieLang lang;       /* of messages */
    bool lang_said;       /* --lang was given (documents follow it, else the observatory) */
    bool quiet;           /* --quiet: no progress, no notes */
    const char *data_dir; /* holds reports/ and surveys/ of the installation or source tree */
    const void *options;  /* the command's own struct */
    const char *const *arguments; /* NULL-terminated */
    guint n_arguments;
    const VigieProgress *progress; /* NULL = silent */
    VigieBar *bar;                 /* behind progress */
} VigieCall;

struct VigieCommand {
    const char *name;
    const char *arguments;    /* "SURVEY[,SURVEY]"; "" = none */
    const char *summary;      /* one line, N_() */
    const char *const *notes; /* paragraphs after the options, N_(); NULL-terminated, or NULL */
    const char *const *examples;        /* NULL-terminated command lines */
    guint min_arguments, max_arguments; /* VIGIE_ANY = no limit */
    const GOptionEntry *options; /* arg_data made by VIGIE_OPTION; NULL-terminated, or NULL */
    gsize options_size;          /* of the struct that they fill */
    VigieExit (*run)(const VigieCall *call, GError **error);
};
#define VIGIE_ANY G_MAXUINT
/* The place of an option's value in the command's struct of options. */
#define VIGIE_OPTION(type, member) ((gpointer)G_STRUCT_OFFSET(type, member))

#define VIGIE_COMMAND_DECLARE(name) extern const VigieCommand vigie_command_##name;
VIGIE_COMMANDS(VIGIE_COMMAND_DECLARE)
#undef VIGIE_COMMAND_DECLARE

/* The command of that name, or NULL; all of them, NULL-terminated; their names, for vigie_nearest(). */
const VigieCommand *vigie_command_find(const char *name);
const VigieCommand *const *vigie_commands(void);
const char **vigie_command_names(void); /* (transfer container) */

/* Pieces that commands share ---------------------------------------------------------------- */

/* The format's text ("unknown command 'estimat'"), then the nearest valid name, or all of them where none is near. */
void vigie_unknown(GError **error, const char *name, const char *const *valid,
                   const char *format, ...) G_GNUC_PRINTF(4, 5);
/* "a,b" -> {"a", "b"}, blanks off; an empty element is an error that names the option.  (transfer full) */
char **vigie_option_list(const char *option, const char *value, GError **error);
/* The index of value in words, def where value is NULL; false: error with the nearest word. */
bool vigie_option_word(const char *option, const char *value, const char *const *words,
                       guint def, guint *out, GError **error);

/* Prints on stdout, or writes the file whole and renames it; path NULL or "-" = stdout. */
bool vigie_call_output(const VigieCall *call, const char *path, const char *text,
                       GError **error);
/* Prints findings on stderr as "file:line:field: text": all that were kept and the notes, or the first few of each
 * code and how many more there are.  Notes are left out under --quiet. */
void vigie_call_findings(const VigieCall *call, const VigieFindings *findings, bool all);
/* One line on stderr, after a place if the message has one, else after "vigie: ". */
void vigie_call_error(const GError *error);

#endif
