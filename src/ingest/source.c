/* source.c - sources/X.ini: which files, whose answers, how columns and codes map */
#include "source.h"
#include <stdarg.h>
#include <string.h>

G_DEFINE_QUARK(vigie_ingest_error, vigie_ingest_error)

static const char *const source_keys[] = {
    "survey",   "dataset",       "file",     "year",        "wave",       "year-from",
    "on-error", "delimiter",     "encoding", "header-line", "decimal",    "thousands",
    "dates",    "questionnaire", "ragged",   "sheet",       "incomplete", "repeat",
    "parent",   "key",           "flags",    "period-to",   NULL};
static const char *const ignore_keys[] = {"columns", NULL};
static const VigieIniGroup allowed[] = {{"source", source_keys},
                                        {"columns", NULL},
                                        {"ignore", ignore_keys},
                                        {"codes *", NULL},
                                        {NULL, NULL}};

void
vigie_source_error_at(const VigieSource *source, GError **error, const char *group,
                      const char *key, const char *format, ...)
{
    VigiePlace place = vigie_ini_place(source->ini, group, key);
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    vigie_set_error_at(error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_SOURCE, &place, "%s",
                       text);
}

void
vigie_source_free(VigieSource *source)
{
    if (source == NULL)
        return;
    g_clear_pointer(&source->ini, vigie_ini_free);
    g_free(source->path);
    g_free(source->name);
    g_free(source->sha256);
    g_clear_pointer(&source->own, vigie_codebook_free);
    g_strfreev(source->files);
    g_free(source->wave);
    g_free(source->sheet);
    g_clear_pointer(&source->columns, g_ptr_array_unref);
    g_clear_pointer(&source->codes, g_ptr_array_unref);
    g_strfreev(source->ignore);
    g_free(source->parent);
    g_free(source->key);
    g_free(source);
}

/* Whose file it is ------------------------------------------------------------------------ */

static bool
read_owner(VigieSource *source, GError **error)
{
    g_autofree char *survey = vigie_ini_get(source->ini, "source", "survey");
    g_autofree char *dataset = vigie_ini_get(source->ini, "source", "dataset");
    if ((survey == NULL) == (dataset == NULL)) {
        vigie_source_error_at(source, error, "source", survey != NULL ? "dataset" : NULL,
                              _("say either survey= or dataset=, the name of a [survey X] or "
                                "[dataset X] of observatory.ini"));
        return false;
    }
    g_autoptr(GError) cause = NULL;
    g_autofree char *repeat = vigie_ini_get(source->ini, "source", "repeat");
    g_autofree char *full =
        g_strdup_printf("%s%s%s", survey != NULL ? survey : "", repeat != NULL ? "." : "",
                        repeat != NULL ? repeat : "");
    if (survey != NULL)
        source->survey = vigie_observatory_survey(source->observatory, full, &cause);
    else
        source->dataset = vigie_observatory_dataset(source->observatory, dataset, &cause);
    if (cause != NULL) {
        vigie_source_error_at(source, error, "source",
                              repeat != NULL   ? "repeat"
                              : survey != NULL ? "survey"
                                               : "dataset",
                              "%s", cause->message);
        return false;
    }
    source->codebook =
        source->survey != NULL ? source->survey->codebook : source->dataset->codebook;
    return true;
}

/* An item that the survey or dataset lives by must be in the questionnaire of these files too. */
static bool
check_needed(const VigieSource *source, const char *name, GError **error)
{
    if (*name == '\0' || strcmp(name, "year") == 0 || strcmp(name, "wave") == 0)
        return true;
    const VigieCodebook *today =
        source->survey != NULL ? source->survey->codebook : source->dataset->codebook;
    const VigieItem *there = vigie_codebook_find(today, name);
    const VigieItem *here = vigie_codebook_find(source->codebook, name);
    if (here != NULL && here->kind == there->kind)
        return true;
    vigie_source_error_at(
        source, error, "source", "questionnaire",
        here == NULL ? _("%s has no item '%s', which observatory.ini needs")
                     : _("%s has '%s' with another type than the questionnaire of today"),
        source->own->path, name);
    return false;
}

static bool
check_all_needed(const VigieSource *source, char **names, GError **error)
{
    for (guint i = 0; names[i] != NULL; i++)
        if (!check_needed(source, names[i], error))
            return false;
    return true;
}

static bool
check_own(const VigieSource *source, GError **error)
{
    const VigieSurvey *survey = source->survey;
    if (survey == NULL)
        return check_all_needed(source, source->dataset->key, error);
    return check_needed(source, survey->weight, error) &&
           check_needed(source, survey->id, error) &&
           check_needed(source, survey->date, error) &&
           check_all_needed(source, survey->strata, error) &&
           check_all_needed(source, survey->cluster, error) &&
           check_all_needed(source, survey->fpc, error);
}

/* What that survey, which may be a repeat, is in the source's own questionnaire. */
static VigieCodebook *
own_codebook(const VigieSource *source, const VigieSurvey *survey, GError **error)
{
    if (survey == NULL || survey->parent == NULL)
        return source->own;
    const VigieCodebook *outer = own_codebook(source, survey->parent, error);
    const char *name = survey->codebook->repeat->name;
    const VigieRepeat *repeat = outer != NULL ? vigie_codebook_repeat(outer, name) : NULL;
    if (repeat != NULL)
        return repeat->codebook;
    if (outer != NULL)
        vigie_source_error_at(source, error, "source", "questionnaire",
                              _("%s has no repeat '%s'"), source->own->path, name);
    return NULL;
}

static bool
read_own_questionnaire(VigieSource *source, GError **error)
{
    g_autofree char *said = vigie_ini_get(source->ini, "source", "questionnaire");
    if (said == NULL)
        return true;
    g_autoptr(GError) cause = NULL;
    g_autofree char *path = vigie_observatory_path(source->observatory, said, &cause);
    g_autofree char *bytes = NULL;
    gsize length = 0;
    if (path == NULL) {
        vigie_source_error_at(source, error, "source", "questionnaire", "%s", cause->message);
        return false;
    }
    if (!vigie_file_read(path, &bytes, &length, &cause)) {
        vigie_source_error_at(source, error, "source", "questionnaire",
                              _("the questionnaire cannot be read: %s"), cause->message);
        return false;
    }
    source->own = vigie_codebook_load_as(path, said, error);
    VigieCodebook *own =
        source->own != NULL ? own_codebook(source, source->survey, error) : NULL;
    if (own == NULL)
        return false;
    source->codebook = own;
    if (!check_own(source, error))
        return false;
    if (source->survey != NULL && *source->survey->date != '\0')
        own->date = vigie_codebook_find(own, source->survey->date);
    return true;
}

/* Which files, which year ----------------------------------------------------------------- */

static bool
read_files(VigieSource *source, GError **error)
{
    source->files = vigie_ini_get_list(source->ini, "source", "file");
    if (source->files == NULL || source->files[0] == NULL) {
        vigie_source_error_at(
            source, error, "source", source->files != NULL ? "file" : NULL,
            _("[source] needs file=data/… : the raw file, or a pattern such as "
              "data/flash-{year}-*.csv"));
        return false;
    }
    for (guint i = 0; source->files[i] != NULL; i++)
        source->year_in_files |= strstr(source->files[i], "{year}") != NULL;
    return true;
}

static bool
read_year_from(VigieSource *source, GError **error)
{
    g_autofree char *name = vigie_ini_get(source->ini, "source", "year-from");
    if (name == NULL)
        return true;
    source->year_from = vigie_codebook_find(source->codebook, name);
    if (source->year_from != NULL && source->year_from->kind == VIGIE_VALUE_DATE &&
        source->year_from->calculation == NULL)
        return true;
    g_autofree const char **names = vigie_codebook_names(source->codebook);
    const char *nearest = vigie_nearest(name, names);
    vigie_source_error_at(
        source, error, "source", "year-from",
        _("year-from names an item of type date of %s, which '%s' is not%s%s"),
        source->codebook->path, name,
        source->year_from == NULL && nearest != NULL ? _("; did you mean ") : "",
        source->year_from == NULL && nearest != NULL ? nearest : "");
    return false;
}

static bool
read_year(VigieSource *source, GError **error)
{
    gint64 year = 0;
    if (!vigie_ini_get_integer(source->ini, "source", "year", &year, error))
        return false;
    if (vigie_ini_line(source->ini, "source", "year") > 0 && (year < 1900 || year > 2100)) {
        vigie_source_error_at(source, error, "source", "year",
                              _("year is four digits, such as 2024"));
        return false;
    }
    source->year = (int)year;
    source->wave = vigie_ini_get(source->ini, "source", "wave");
    return read_year_from(source, error);
}

/* The year is told once: twice is a contradiction in waiting. */
static bool
check_year_said_once(const VigieSource *source, GError **error)
{
    bool wide = false, column = false, wave = false;
    for (guint i = 0; i < source->columns->len; i++) {
        const SourceColumn *c = source->columns->pdata[i];
        wide |= c->year;
        column |= strcmp(c->key, "year") == 0;
        wave |= strcmp(c->key, "wave") == 0;
    }
    int ways = (source->year != 0) + (source->year_from != NULL) + source->year_in_files +
               wide + column;
    if (ways > 1)
        vigie_source_error_at(
            source, error, "source", source->year != 0 ? "year" : NULL,
            _("the year is said in more than one way; keep one of year=, year-from=, {year} in "
              "file=, {year} in [columns], or year = header in [columns]"));
    else if (wave && source->wave != NULL)
        vigie_source_error_at(source, error, "source", "wave",
                              _("the wave is said twice, here and in [columns]"));
    return ways <= 1 && !(wave && source->wave != NULL);
}

/* How the file is written ----------------------------------------------------------------- */

static bool
read_char(const VigieSource *source, const char *key, const char *const *words,
          const char *marks, char *out, GError **error)
{
    if (vigie_ini_line(source->ini, "source", key) == 0)
        return true;
    guint word = 0;
    if (!vigie_ini_get_word(source->ini, "source", key, words, &word, error))
        return false;
    *out = marks[word];
    return true;
}

static bool
read_notation(VigieSource *source, GError **error)
{
    static const char *const decimals[] = {"comma", "point", NULL};
    static const char *const groups[] = {"none", "space", "point", "comma", NULL};
    static const char *const orders[] = {"ymd", "dmy", "mdy", "excel", NULL};
    SourceNotation *n = &source->notation;
    guint order = VIGIE_DATE_ISO;
    if (!read_char(source, "decimal", decimals, ",.", &n->decimal, error) ||
        !read_char(source, "thousands", groups, "\0 .,", &n->group, error) ||
        !vigie_ini_get_word(source->ini, "source", "dates", orders, &order, error))
        return false;
    n->group_said = vigie_ini_line(source->ini, "source", "thousands") > 0;
    n->dates_said = vigie_ini_line(source->ini, "source", "dates") > 0;
    n->dates = (VigieDateOrder)order;
    if (n->decimal == 0 && n->group == '.')
        n->decimal = ',';
    if (n->decimal == 0 && n->group == ',')
        n->decimal = '.';
    if (n->decimal == 0 || n->decimal != n->group)
        return true;
    vigie_source_error_at(source, error, "source", "thousands",
                          _("thousands and decimal are the same mark"));
    return false;
}

static bool
read_dialect(VigieSource *source, GError **error)
{
    static const char *const delimiters[] = {"comma", "semicolon", "tab", "pipe", NULL};
    static const char *const encodings[] = {"utf-8", "windows-1252", "iso-8859-15", NULL};
    VigieDialect *d = &source->notation.dialect;
    guint encoding = 0;
    gint64 header = 0;
    if (!read_char(source, "delimiter", delimiters, ",;\t|", &d->delimiter, error) ||
        !vigie_ini_get_word(source->ini, "source", "encoding", encodings, &encoding, error) ||
        !vigie_ini_get_integer(source->ini, "source", "header-line", &header, error) ||
        !vigie_ini_get_bool(source->ini, "source", "ragged", &d->ragged, error))
        return false;
    d->sheet = source->sheet = vigie_ini_get(source->ini, "source", "sheet");
    if (vigie_ini_line(source->ini, "source", "encoding") > 0)
        d->encoding = encoding == 0 ? "UTF-8" : encodings[encoding];
    if (vigie_ini_line(source->ini, "source", "header-line") > 0 &&
        (header < 1 || header > 1000)) {
        vigie_source_error_at(source, error, "source", "header-line",
                              _("header-line is the line of the column names, 1 to 1000"));
        return false;
    }
    d->header_line = (guint)header;
    return true;
}

static bool
read_on_error(VigieSource *source, GError **error)
{
    static const char *const words[] = {"file", "record", NULL};
    guint word = 0;
    if (vigie_ini_line(source->ini, "source", "on-error") == 0)
        return true;
    if (!vigie_ini_get_word(source->ini, "source", "on-error", words, &word, error))
        return false;
    source->on_error = word == 0 ? ON_ERROR_FILE : ON_ERROR_RECORD;
    return true;
}

static bool
read_period_to(VigieSource *source, GError **error)
{
    g_autofree char *name = vigie_ini_get(source->ini, "source", "period-to");
    if (name == NULL)
        return true;
    const VigieItem *item = vigie_codebook_find(source->codebook, name);
    if (item != NULL && item->calculation == NULL &&
        (item->kind == VIGIE_VALUE_DATE || item->kind == VIGIE_VALUE_NUMBER ||
         item->kind == VIGIE_VALUE_TEXT)) {
        source->period_to = item;
        return true;
    }
    vigie_source_error_at(
        source, error, "source", "period-to",
        _("period-to names an item of type date (the first day of the period), "
          "integer (its number) or hidden (its text) of %s, which '%s' is not"),
        source->codebook->path, name);
    return false;
}

/* incomplete=keep|drop */
static bool
read_incomplete(VigieSource *source, GError **error)
{
    static const char *const words[] = {"keep", "drop", NULL};
    guint word = 0;
    if (vigie_ini_line(source->ini, "source", "incomplete") == 0)
        return true;
    if (!vigie_ini_get_word(source->ini, "source", "incomplete", words, &word, error))
        return false;
    source->drop_incomplete = word == 1;
    return true;
}

/* The whole ------------------------------------------------------------------------------- */

char *
vigie_source_shown(const VigieObservatory *observatory, const char *path)
{
    gsize n = strlen(observatory->dir);
    bool inside = g_str_has_prefix(path, observatory->dir) && path[n] == '/';
    return g_utf8_make_valid(inside ? path + n + 1 : path, -1);
}

static bool
load_ini(VigieSource *source, GError **error)
{
    g_autofree char *text = NULL;
    gsize length = 0;
    g_autoptr(GError) cause = NULL;
    g_autofree char *shown = vigie_source_shown(source->observatory, source->path);
    if (!vigie_file_read(source->path, &text, &length, &cause)) {
        VigiePlace place = {shown, 0, 0};
        vigie_set_error_at(error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_SOURCE, &place,
                           _("cannot be read: %s"), cause->message);
        return false;
    }
    source->ini = vigie_ini_parse(shown, text, length, error);
    source->sha256 = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (guchar *)text, length);
    if (source->ini == NULL || !vigie_ini_check(source->ini, allowed, error))
        return false;
    if (vigie_ini_has_group(source->ini, "source"))
        return true;
    VigiePlace place = {vigie_ini_path(source->ini), 0, 0};
    vigie_set_error_at(error, VIGIE_INGEST_ERROR, VIGIE_INGEST_ERROR_SOURCE, &place,
                       _("there is no [source] group; it says survey= and file="));
    return false;
}

VigieSource *
vigie_source_load(const VigieObservatory *observatory, const char *path, GError **error)
{
    g_autoptr(VigieSource) source = g_new0(VigieSource, 1);
    source->observatory = observatory;
    source->path = g_canonicalize_filename(path, NULL);
    g_autofree char *base = g_path_get_basename(path);
    source->name =
        g_str_has_suffix(base, ".ini") ? g_strndup(base, strlen(base) - 4) : g_strdup(base);
    if (!load_ini(source, error) || !read_owner(source, error) ||
        !read_own_questionnaire(source, error) || !read_files(source, error) ||
        !read_year(source, error) || !read_notation(source, error) ||
        !read_dialect(source, error) || !read_on_error(source, error) ||
        !read_incomplete(source, error) || !read_period_to(source, error) ||
        !vigie_ini_get_bool(source->ini, "source", "flags", &source->flags, error) ||
        !vigie_source_read_columns(source, error) || !vigie_source_read_codes(source, error) ||
        !check_year_said_once(source, error) || !vigie_source_read_children(source, error))
        return NULL;
    source->ignore = vigie_ini_get_list(source->ini, "ignore", "columns");
    return g_steal_pointer(&source);
}

const char *
vigie_source_name(const VigieSource *source)
{
    return source->name;
}

const VigieSurvey *
vigie_source_survey(const VigieSource *source)
{
    return source->survey;
}

const VigieDataset *
vigie_source_dataset(const VigieSource *source)
{
    return source->dataset;
}

const VigieCodebook *
vigie_source_codebook(const VigieSource *source)
{
    return source->codebook;
}

const char *
vigie_source_sha256(const VigieSource *source)
{
    return source->sha256;
}
