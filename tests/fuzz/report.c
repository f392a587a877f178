/* report.c - any bytes as a report's definition: each exhibit that a page names is there */
#include "folder.h"
#include <string.h>
#include <vigie/report.h>

int LLVMFuzzerTestOneInput(const guint8 *bytes, gsize length);

static void
check_page(const VigieReport *report, const VigieReportPage *page)
{
    for (guint i = 0; page->exhibits != NULL && page->exhibits[i] != NULL; i++)
        g_assert_nonnull(vigie_report_exhibit(report, page->exhibits[i]));
}

int
LLVMFuzzerTestOneInput(const guint8 *bytes, gsize length)
{
    g_autofree char *path = vigie_fuzz_write("x.ini", (const char *)bytes, length);
    g_autoptr(GError) error = NULL;
    VigieReport *report = vigie_report_load(path, VIGIE_LANG_FR, &error);
    g_assert_true((report == NULL) == (error != NULL));
    if (report == NULL) {
        g_assert_true(g_utf8_validate(error->message, -1, NULL));
        g_assert_null(strchr(error->message, '\n'));
        return 0;
    }
    for (guint i = 0; i < report->pages->len; i++)
        check_page(report, report->pages->pdata[i]);
    vigie_report_free(report);
    return 0;
}
