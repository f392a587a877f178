/* submission.c - the rows of an export */
#include "submission.h"
#include "keys.h"
#include <string.h>

/* Versions told one by one; a form has a few. */
#define VERSIONS_MAX 8

typedef struct {
    char *name;
    guint64 n;
} Version;

struct Submissions {
    Export export;
    GPtrArray *versions; /* Version*, in order of appearance */
    guint64 n, n_approved, n_reviewed, n_incomplete, n_left_out;
    Keys *ids; /* -> line; NULL where the survey has an id of its own */
};

static void
version_free(Version *version)
{
    g_free(version->name);
    g_free(version);
}

bool
vigie_submissions_check(const VigieSource *source, const Plan *plan, const char *file,
                        GError **error)
{
    bool approved = source->keep == KEEP_APPROVED && plan->export.review < 0;
    bool complete = source->keep == KEEP_COMPLETE && plan->export.complete < 0;
    if (approved)
        vigie_source_error_at(source, error, "source", "keep",
                              _("keep=approved needs a column _validation_status (KoboToolbox) "
                                "or ReviewState (ODK Central), which %s has not"),
                              file);
    else if (complete)
        vigie_source_error_at(source, error, "source", "keep",
                              _("keep=complete needs the column submitdate of a LimeSurvey "
                                "export, which %s has not"),
                              file);
    return !approved && !complete;
}

Submissions *
vigie_submissions_new(const Reading *r)
{
    const Export *export = &r->plan->export;
    if (export->kind == EXPORT_NONE)
        return NULL;
    Submissions *s = g_new0(Submissions, 1);
    s->export = *export;
    s->versions = g_ptr_array_new_with_free_func((GDestroyNotify)version_free);
    const VigieSurvey *survey = r->source->survey;
    if (export->id >= 0 && survey != NULL && *survey->id == '\0')
        s->ids = vigie_keys_new();
    return s;
}

void
vigie_submissions_free(Submissions *s)
{
    if (s == NULL)
        return;
    g_ptr_array_unref(s->versions);
    g_clear_pointer(&s->ids, vigie_keys_free);
    g_free(s);
}

static void
trim(const VigieRow *row, gint field, const char **text, gsize *length)
{
    *text = "";
    *length = 0;
    if (field >= 0 && (guint)field < row->n)
        vigie_cell_trim(&row->cells[field], text, length);
}

static void
count_version(Submissions *s, const char *text, gsize length)
{
    for (guint i = 0; i < s->versions->len; i++) {
        Version *version = s->versions->pdata[i];
        if (strlen(version->name) == length && memcmp(version->name, text, length) == 0) {
            version->n++;
            return;
        }
    }
    Version *version = g_new0(Version, 1);
    version->name = g_strndup(text, length);
    version->n = 1;
    g_ptr_array_add(s->versions, version);
}

/* As KoboToolbox and ODK Central write it, by its code and by its label. */
static bool
is_approved(const char *text, gsize length)
{
    static const char *const words[] = {"approved", "validation status approved", "approuve",
                                        "approuvee", NULL};
    g_autofree char *copy = g_strndup(text, length);
    g_autofree char *key = vigie_text_fold(copy);
    return g_strv_contains(words, key);
}

static void
check_id(Submissions *s, const Reading *r, const VigieRow *row)
{
    const char *text = NULL;
    gsize length = 0;
    guint64 line = row->line;
    trim(row, s->export.id, &text, &length);
    if (length == 0 || vigie_keys_add(s->ids, text, length, &line))
        return;
    char number[VIGIE_NUMBER_SIZE];
    g_autofree char *quote = vigie_reading_quote(text, length);
    VigiePlace place = {r->file->name, row->line, (guint)s->export.id + 1};
    vigie_findings_add(r->findings, VIGIE_FINDING, "duplicate_id", &place,
                       _("submission '%s' is on line %s already; both are kept"), quote,
                       vigie_number_print((double)line, number));
}

bool
vigie_submissions_add(Submissions *s, const Reading *r, const VigieRow *row)
{
    const char *text = NULL;
    gsize length = 0;
    s->n++;
    trim(row, s->export.version, &text, &length);
    if (length > 0)
        count_version(s, text, length);
    trim(row, s->export.review, &text, &length);
    bool approved = length > 0 && is_approved(text, length);
    s->n_approved += approved;
    s->n_reviewed += length > 0;
    trim(row, s->export.complete, &text, &length);
    bool complete = length > 0 && memcmp(text, "N/A", MIN(length, 3)) != 0;
    s->n_incomplete += s->export.complete >= 0 && !complete;
    bool kept =
        r->source->keep == KEEP_ALL || (r->source->keep == KEEP_APPROVED ? approved : complete);
    s->n_left_out += !kept;
    if (kept && s->ids != NULL)
        check_id(s, r, row);
    return kept;
}

static char *
versions_text(const Submissions *s)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < s->versions->len && i < VERSIONS_MAX; i++) {
        const Version *version = s->versions->pdata[i];
        g_autofree char *quote = vigie_reading_quote(version->name, strlen(version->name));
        g_string_append_printf(text, "%s%s %" G_GUINT64_FORMAT, i > 0 ? ", " : "", quote,
                               version->n);
    }
    g_string_append(text, s->versions->len > VERSIONS_MAX ? ", …" : "");
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static void
tell_kind(const Submissions *s, const Reading *r, const VigiePlace *place)
{
    const char *name = vigie_export_name(s->export.kind);
    guint n = s->versions->len;
    g_autofree char *versions = versions_text(s);
    if (n > 1)
        vigie_findings_add(r->findings, VIGIE_NOTE, "form_versions", place,
                           _("%s export, %u versions of the form in it (answers by version: "
                             "%s)"),
                           name, n, versions);
    else
        vigie_findings_add(r->findings, VIGIE_NOTE, "export", place, _("%s export"), name);
}

static void
tell_review(const Submissions *s, const Reading *r, const VigiePlace *place)
{
    guint n = (guint)(s->n - s->n_approved);
    if (r->source->keep == KEEP_APPROVED && s->n_left_out > 0)
        vigie_findings_add(r->findings, VIGIE_NOTE, "not_approved", place,
                           P_("%u answer is not approved and is left out (keep=approved)",
                              "%u answers are not approved and are left out (keep=approved)",
                              n),
                           n);
    else if (r->source->keep != KEEP_APPROVED && s->n_reviewed > 0 && n > 0)
        vigie_findings_add(r->findings, VIGIE_NOTE, "not_approved", place,
                           P_("%u answer is not approved; keep=approved under [source] would "
                              "leave it out",
                              "%u answers are not approved; keep=approved under [source] would "
                              "leave them out",
                              n),
                           n);
}

static void
tell_incomplete(const Submissions *s, const Reading *r, const VigiePlace *place)
{
    guint n = (guint)s->n_incomplete;
    if (n == 0)
        return;
    if (r->source->keep == KEEP_COMPLETE)
        vigie_findings_add(r->findings, VIGIE_NOTE, "not_complete", place,
                           P_("%u answer was broken off and is left out (keep=complete)",
                              "%u answers were broken off and are left out (keep=complete)", n),
                           n);
    else
        vigie_findings_add(r->findings, VIGIE_NOTE, "not_complete", place,
                           P_("%u answer was broken off (no submitdate); keep=complete under "
                              "[source] would leave it out",
                              "%u answers were broken off (no submitdate); keep=complete under "
                              "[source] would leave them out",
                              n),
                           n);
}

void
vigie_submissions_tell(const Submissions *s, const Reading *r, guint64 header_line)
{
    VigiePlace place = {r->file->name, header_line, 0};
    tell_kind(s, r, &place);
    tell_review(s, r, &place);
    tell_incomplete(s, r, &place);
}
