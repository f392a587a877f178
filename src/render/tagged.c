/* tagged.c - a PDF of cairo's gets its language and its alternative texts by libqpdf */
#include "tagged.h"
#include <qpdf/qpdf-c.h>
#include <string.h>

#define MAX_DEPTH 64

typedef struct {
    qpdf_data pdf;
    const GPtrArray *alternatives;
    guint n_figures;
} Walk;

static bool
is_named(qpdf_data pdf, qpdf_oh element, const char *key, const char *name)
{
    qpdf_oh value = qpdf_oh_get_key(pdf, element, key);
    return qpdf_oh_is_name(pdf, value) && strcmp(qpdf_oh_get_name(pdf, value), name) == 0;
}

/* What an element is told beside its kind: a figure its text, a head cell that it heads a column. */
static void
describe(Walk *walk, qpdf_oh element)
{
    if (is_named(walk->pdf, element, "/S", "/TH"))
        qpdf_oh_replace_key(walk->pdf, element, "/A",
                            qpdf_oh_parse(walk->pdf, "<< /O /Table /Scope /Column >>"));
    if (!is_named(walk->pdf, element, "/S", "/Figure"))
        return;
    guint number = walk->n_figures++;
    const char *text =
        number < walk->alternatives->len ? g_ptr_array_index(walk->alternatives, number) : NULL;
    if (text != NULL)
        qpdf_oh_replace_key(walk->pdf, element, "/Alt",
                            qpdf_oh_new_unicode_string(walk->pdf, text));
}

/* Elements in the order in which they were drawn. */
static void
visit(Walk *walk, qpdf_oh element, guint depth)
{
    if (depth > MAX_DEPTH || !qpdf_oh_is_dictionary(walk->pdf, element))
        return;
    describe(walk, element);
    qpdf_oh kids = qpdf_oh_get_key(walk->pdf, element, "/K");
    if (!qpdf_oh_is_array(walk->pdf, kids)) {
        visit(walk, kids, depth + 1);
        return;
    }
    int n = qpdf_oh_get_array_n_items(walk->pdf, kids);
    for (int i = 0; i < n; i++)
        visit(walk, qpdf_oh_get_array_item(walk->pdf, kids, i), depth + 1);
}

static void
set_catalog(qpdf_data pdf, VigieLang lang, const GPtrArray *alternatives)
{
    Walk walk = {pdf, alternatives, 0};
    qpdf_oh root = qpdf_get_root(pdf);
    const char *language = lang == VIGIE_LANG_FR ? "fr-FR" : "en-GB";
    qpdf_oh_replace_key(pdf, root, "/Lang", qpdf_oh_new_string(pdf, language));
    qpdf_oh_replace_key(pdf, root, "/ViewerPreferences",
                        qpdf_oh_parse(pdf, "<< /DisplayDocTitle true >>"));
    visit(&walk, qpdf_oh_get_key(pdf, root, "/StructTreeRoot"), 0);
}

static bool
rewrite(qpdf_data pdf, const GByteArray *bytes, VigieLang lang, const GPtrArray *alternatives)
{
    qpdf_silence_errors(pdf);
    qpdf_set_suppress_warnings(pdf, QPDF_TRUE);
    if (qpdf_read_memory(pdf, "cairo", (const char *)bytes->data, bytes->len, NULL) &
        QPDF_ERRORS)
        return false;
    set_catalog(pdf, lang, alternatives);
    if (qpdf_has_error(pdf) || (qpdf_init_write_memory(pdf) & QPDF_ERRORS))
        return false;
    qpdf_set_deterministic_ID(pdf, QPDF_TRUE);
    return (qpdf_write(pdf) & QPDF_ERRORS) == 0;
}

GBytes *
vigie_pdf_finish(const GByteArray *pdf, VigieLang lang, const GPtrArray *alternatives,
                 GError **error)
{
    qpdf_data job = qpdf_init();
    GBytes *bytes = NULL;
    if (rewrite(job, pdf, lang, alternatives)) {
        bytes = g_bytes_new(qpdf_get_buffer(job), qpdf_get_buffer_length(job));
    } else {
        qpdf_error problem = qpdf_get_error(job);
        g_set_error(error, VIGIE_RENDER_ERROR, VIGIE_RENDER_ERROR_DRAW,
                    _("cannot write the PDF: %s"),
                    problem != NULL ? qpdf_get_error_message_detail(job, problem) : "libqpdf");
    }
    qpdf_cleanup(&job);
    return bytes;
}
