/* range.c - the parameters of a range: where it starts and ends, and by which steps */
#include "meant.h"
#include "questionnaire.h"
#include <math.h>
#include <string.h>

G_GNUC_PRINTF(3, 4)
static bool
fail(const VigieBuilder *builder, const VigieFormRow *row, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *what = g_strdup_vprintf(format, args);
    va_end(args);
    guint field = 0;
    vigie_xlsform_cell(row, VIGIE_COLUMN_PARAMETERS, &field);
    return vigie_builder_fail(builder, VIGIE_CODEBOOK_ERROR_VALUE, row, field, "%s", what);
}

static bool
is_whole(double x)
{
    return !(fabs(x - rint(x)) > 0);
}

/* Others are of the tablet's drawing, but for a misspelt one of ours. */
static bool
check_other(const VigieBuilder *builder, const VigieFormRow *row, const char *word)
{
    static const char *const ours[] = {"start", "end", "step", NULL};
    const char *sign = strchr(word, '=');
    if (*word == '\0')
        return true;
    if (sign == NULL)
        return fail(builder, row,
                    _("'%s' is no parameter: they are written start=0 end=10 step=1"), word);
    g_autofree char *key = g_strndup(word, (gsize)(sign - word));
    const char *nearest = vigie_nearest(key, ours);
    return nearest == NULL ||
           fail(builder, row, _("no parameter '%s'; did you mean '%s'?"), key, nearest);
}

static bool
set_parameter(const VigieBuilder *builder, const VigieFormRow *row, VigieItem *item,
              const char *word)
{
    const struct {
        const char *key;
        double *out;
    } keys[] = {{"start=", &item->range_start},
                {"end=", &item->range_end},
                {"step=", &item->range_step}};
    for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
        gsize length = strlen(keys[i].key);
        if (g_ascii_strncasecmp(word, keys[i].key, length) != 0)
            continue;
        const char *value = word + length;
        return vigie_number_read(value, strlen(value), (VigieNotation){'.', 0}, keys[i].out) ||
               fail(builder, row, _("'%s' is not a number"), value);
    }
    return check_other(builder, row, word);
}

bool
vigie_builder_set_range(const VigieBuilder *builder, const VigieFormRow *row, VigieItem *item)
{
    item->range_start = 0;
    item->range_end = 10;
    item->range_step = 1;
    g_auto(GStrv) words =
        g_strsplit_set(vigie_xlsform_cell(row, VIGIE_COLUMN_PARAMETERS, NULL), " ;,\t\n", -1);
    for (guint i = 0; words[i] != NULL; i++)
        if (!set_parameter(builder, row, item, words[i]))
            return false;
    if (!(item->range_start < item->range_end) || !(item->range_step > 0))
        return fail(
            builder, row,
            _("a range goes from start up to end by a step > 0: start=0 end=10 step=1"));
    item->integer = is_whole(item->range_start) && is_whole(item->range_step);
    return true;
}
