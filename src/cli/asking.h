/* asking.h - what the commands share that put a question to the store: the options of a question, what they open,
 * and the printing of the result.  A command of its own kind has VigieAsking first in its options,
 *   typedef struct { VigieAsking asking; char *on; } Options;
 *   {"on", …}, VIGIE_ASKING_OPTIONS(Options, asking.), {NULL …}
 * then vigie_request_init(), its work in study, vigie_request_print(), vigie_request_release(). */
#ifndef VIGIE_CLI_ASKING_H
#define VIGIE_CLI_ASKING_H

#include "command.h"
#include <vigie/report-workbook.h>
#include <vigie/study-result.h>
#include <vigie/study.h>

typedef struct {
    char *stat, *of, *over, *by, *where, *level, *interval, *quantile_rule, *format, *output;
    gboolean publish;
    char *unit, *weight;
    char *with, *function, *ratio, *totals;
    gboolean covariance;
    char *variance, *seed;
    char *include, *include_by;
} VigieAsking;

#define VIGIE_ASKING_TEXT(type, member) 0, 0, G_OPTION_ARG_STRING, VIGIE_OPTION(type, member)
/* Options that mean the same everywhere. */
#define VIGIE_ASKING_OPTIONS(type, of_struct)                                                  \
    {"where", VIGIE_ASKING_TEXT(type, of_struct where),                                        \
     N_("only records for which the expression is true"), N_("EXPR")},                         \
        {"level", VIGIE_ASKING_TEXT(type, of_struct level),                                    \
         N_("level of the intervals (default: 0.95)"), N_("SHARE")},                           \
        {"output",                                                                             \
         'o',                                                                                  \
         0,                                                                                    \
         G_OPTION_ARG_FILENAME,                                                                \
         VIGIE_OPTION(type, of_struct output),                                                 \
         N_("write the result to a file, whole or not at all"),                                \
         N_("FILE")},                                                                          \
        {"weight", VIGIE_ASKING_TEXT(type, of_struct weight),                                  \
         N_("weights: of the newest calibration (default), or of the design"),                 \
         "newest|design"},                                                                     \
    {                                                                                          \
        "unit", VIGIE_ASKING_TEXT(type, of_struct unit),                                       \
            N_("count parties, persons or person-nights (default: the survey's unit)"),        \
            "party|person|night"                                                               \
    }
#define VIGIE_TREND_STATS "mean|proportion|total|ratio|nps|net|top2|bottom2"
/* Those of a question in the contract's form, but for its --stat. */
#define VIGIE_ASKING_QUESTION(type, of_struct)                                                 \
    {"of", VIGIE_ASKING_TEXT(type, of_struct of), N_("of which items"), N_("ITEM[,ITEM]")},    \
        {"over", VIGIE_ASKING_TEXT(type, of_struct over), N_("denominator of a ratio"),        \
         N_("ITEM")},                                                                          \
        {"by", VIGIE_ASKING_TEXT(type, of_struct by),                                          \
         N_("for each value of items, of year or of wave"), N_("DIM[,DIM]")},                  \
        {"interval", VIGIE_ASKING_TEXT(type, of_struct interval),                              \
         N_("interval of shares (default: auto, which is logit, or Korn-Graubard's beta "      \
            "below 0.1 "                                                                       \
            "and above 0.9)"),                                                                 \
         "auto|logit|beta|wilson|wald|asin|beta-untruncated"},                                 \
        {"with", VIGIE_ASKING_TEXT(type, of_struct with),                                      \
         N_("columns more: the effective number of answers, the coefficient of variation, "    \
            "how many have each kind of no answer"),                                           \
         "n_eff,cv,missing"},                                                                  \
        VIGIE_ASKING_INCLUDE(type, of_struct),                                                 \
        {"format", VIGIE_ASKING_TEXT(type, of_struct format),                                  \
         N_("form of the result (default: text, a table to read)"), "text|csv|json|xlsx"},     \
        {"variance", VIGIE_ASKING_TEXT(type, of_struct variance),                              \
         N_("where standard errors come from (default: taylor, or the survey's replicate "     \
            "weights)"),                                                                       \
         "taylor|jk1|jkn|brr|fay:RHO|bootstrap[:B]"},                                          \
        {"seed", VIGIE_ASKING_TEXT(type, of_struct seed),                                      \
         N_("seed of the bootstrap (default: 1)"), N_("NUMBER")},                              \
        VIGIE_ASKING_PUBLISH(type, of_struct), VIGIE_ASKING_OPTIONS(type, of_struct)
#define VIGIE_KIND_WORDS "blank|dont_know|refused|not_applicable|not_asked|invalid[,...]"
/* Kinds of no answer in the place of categories. */
#define VIGIE_ASKING_INCLUDE(type, of_struct)                                                  \
    {"include", VIGIE_ASKING_TEXT(type, of_struct include),                                    \
     N_("kinds of no answer that count as categories, in the base of the shares (default: "    \
        "none)"),                                                                              \
     VIGIE_KIND_WORDS},                                                                        \
    {                                                                                          \
        "include-by", VIGIE_ASKING_TEXT(type, of_struct include_by),                           \
            N_("kinds of no answer to the items of --by that are values of their own "         \
               "(default: none)"),                                                             \
            VIGIE_KIND_WORDS                                                                   \
    }
#define VIGIE_ASKING_PUBLISH(type, of_struct)                                                  \
    {                                                                                          \
        "publish", 0, 0, G_OPTION_ARG_NONE, VIGIE_OPTION(type, of_struct publish),             \
            N_("blank the figures that the publication rule suppresses"), NULL                 \
    }
/* --format of the commands that print a VigieResult. */
#define VIGIE_ASKING_FORMAT(type, of_struct)                                                   \
    {                                                                                          \
        "format", VIGIE_ASKING_TEXT(type, of_struct format),                                   \
            N_("form of the result (default: text, a table to read)"), "text|csv|json"         \
    }

typedef enum {
    VIGIE_FORMAT_TEXT,
    VIGIE_FORMAT_CSV,
    VIGIE_FORMAT_JSON,
    VIGIE_FORMAT_XLSX
} VigieFormat;

/* A question from the command line, with what it owns and what it needs. */
typedef struct {
    VigieQuestion question;
    char **surveys, **of, **by, **functions;
    VigieFormat format;
    VigieObservatory *observatory;
    VigieStore *store;
    VigieFindings *warnings;
} VigieRequest;

/* Reads the options that were given (stat and of may be NULL: the command says what it needs by
 * vigie_request_need()), opens the observatory and its store.  question.trend is kept as it stands. */
bool vigie_request_init(VigieRequest *request, const VigieCall *call,
                        const VigieAsking *options, GError **error);
void vigie_request_release(VigieRequest *request);
/* False, with an error that says what would be right, where value is NULL. */
bool vigie_request_need(const char *option, const char *value, const char *right,
                        GError **error);
/* Prints the result in its format where --output says, then the warnings. */
bool vigie_request_print(const VigieRequest *request, const VigieCall *call,
                         const VigieAsking *options, const VigieResult *result, GError **error);
/* "a,b" of an option that may be missing; *list is then NULL.  (transfer full) */
bool vigie_request_list(const char *option, const char *value, char ***list, GError **error);
/* "dont_know,refused" -> a set of kinds of no answer; none where value is NULL. */
bool vigie_request_kinds(const char *option, const char *value, guint *kinds, GError **error);
/* Writes make(from) to the file, dated as a document of the newest data would be, then prints the warnings. */
typedef GBytes *(*VigieWorkbookMaker)(gconstpointer from, const VigieWorkbookNotes *notes,
                                      GError **error);
bool vigie_request_workbook(const VigieRequest *request, const VigieCall *call,
                            const char *output, VigieWorkbookMaker make, gconstpointer from,
                            GError **error);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(VigieRequest, vigie_request_release)

extern const GOptionEntry vigie_estimate_options[];
/* Puts the question of call->options, which begin with VigieAsking, to the store and prints the answer.  base: what the
 * options of the command's own have set of it. */
VigieExit vigie_asking_run(const VigieCall *call, const VigieQuestion *base, GError **error);

#endif
