/* declared.c - values that a file of another program (.sav, .dta) declares to be no answer */
#include "declared.h"
#include <string.h>

static const VigieSheetVariable *
find_variable(const GPtrArray *variables, const char *name)
{
    for (guint i = 0; i < variables->len; i++) {
        const VigieSheetVariable *variable = variables->pdata[i];
        if (strcmp(variable->name, name) == 0)
            return variable;
    }
    return NULL;
}

/* Is it one of the item's codes? */
static bool
is_named(VigieCodes *codes, const char *raw)
{
    double value;
    return codes != NULL &&
           (vigie_codes_find(codes, raw, strlen(raw)) != VIGIE_NO_CODE ||
            (vigie_number_read(raw, strlen(raw), (VigieNotation){'.', 0}, &value) &&
             vigie_codes_find_number(codes, value) != VIGIE_NO_CODE));
}

/* The values that nothing names, now blank: "98;99"; NULL = none; (transfer full). */
static char *
add_blanks(Plan *plan, Binding *binding, const VigieSheetVariable *variable)
{
    g_autoptr(GString) list = g_string_new(NULL);
    VigieCodes **codes = &plan->codes[binding->item->index];
    for (guint i = 0; i < variable->value_labels->len; i++) {
        const VigieSheetLabel *label = variable->value_labels->pdata[i];
        if (!label->missing || *label->raw == '\0' || is_named(*codes, label->raw))
            continue;
        if (*codes == NULL)
            *codes = vigie_codes_new(plan->source, binding->item);
        vigie_codes_add_missing(*codes, label->raw, VIGIE_BLANK);
        g_string_append_printf(list, "%s%s", list->len > 0 ? ";" : "", label->raw);
    }
    binding->codes = *codes;
    return list->len > 0 ? g_string_free(g_steal_pointer(&list), FALSE) : NULL;
}

static void
plan_binding(Plan *plan, const Header *header, Binding *binding, const GPtrArray *variables,
             VigieFindings *findings)
{
    const VigieSheetVariable *variable =
        binding->choices == NULL && binding->mentions == NULL
            ? find_variable(variables, header->names[binding->field])
            : NULL;
    g_autofree char *list = variable != NULL ? add_blanks(plan, binding, variable) : NULL;
    if (list == NULL)
        return;
    const VigiePlace place = {header->file, header->line, binding->field + 1};
    vigie_findings_add(
        findings, VIGIE_FINDING, "declared_missing", &place,
        _("%s: the file declares %s to be no answer, and the source does not say "
          "which kind: read as blank; write under [codes %s] blank=%s, or "
          "dont_know=, refused="),
        binding->item->name, list, binding->item->name, list);
}

bool
vigie_declared_plan(Plan *plan, const Header *header, const VigieSourceFile *file,
                    VigieFindings *findings, GError **error)
{
    g_autoptr(GPtrArray) variables = vigie_sheet_variables(file->path, error);
    if (variables == NULL)
        return false;
    for (guint p = 0; variables->len > 0 && p < plan->passes->len; p++) {
        const Pass *pass = plan->passes->pdata[p];
        for (guint i = 0; i < pass->bindings->len; i++)
            plan_binding(plan, header, &g_array_index(pass->bindings, Binding, i), variables,
                         findings);
    }
    return true;
}
