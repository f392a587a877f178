/* catalogue.c - the table of indicators, and which of them a dataset can give */
#include "binding.h"
#include <string.h>

G_DEFINE_QUARK(vigie_indicator_error, vigie_indicator_error)

#define SEASONAL "nights|entries|attendance|arrivals|sold_nights|jobs"
#define GROWING "entries|nights|attendance|arrivals|jobs|beds|turnover"

/* number, name, title, French title, formula, roles, factor, unit, decimals */
static const VigieIndicator catalogue[] = {
    /* Goal 1: the accommodation stock */
    {"1.01",
     "establishments",
     "Establishments",
     "Nombre d’établissements",
     VIGIE_FORMULA_SUM,
     {"establishments"},
     1,
     "establishment",
     0},
    {"1.02",
     "bed_places",
     "Bed places",
     "Capacité en lits touristiques",
     VIGIE_FORMULA_SUM,
     {"beds"},
     1,
     "bed",
     0},
    {"1.04",
     "classified_share",
     "Classified share of beds",
     "Part des lits classés",
     VIGIE_FORMULA_SHARE,
     {"beds", "classified", "classifiable?"},
     1,
     "share",
     1},
    {"1.04",
     "classified_establishment_share",
     "Classified share of establishments",
     "Part des établissements classés",
     VIGIE_FORMULA_SHARE,
     {"establishments", "classified", "classifiable?"},
     1,
     "share",
     1},
    {"1.05",
     "labelled_share",
     "Labelled share of beds",
     "Part des lits labellisés",
     VIGIE_FORMULA_SHARE,
     {"beds", "labelled"},
     1,
     "share",
     1},
    {"1.06",
     "mean_star_level",
     "Mean star level",
     "Niveau moyen de classement",
     VIGIE_FORMULA_WEIGHTED,
     {"beds", "stars"},
     1,
     "star",
     2},
    {"1.09",
     "average_size",
     "Average size",
     "Capacité moyenne",
     VIGIE_FORMULA_RATIO,
     {"beds", "establishments"},
     1,
     "bed per establishment",
     1},
    {"1.11",
     "tourism_function_rate",
     "Tourism function rate",
     "Taux de fonction touristique",
     VIGIE_FORMULA_PER_HEAD,
     {"beds", "population"},
     100,
     "bed per 100 inhabitants",
     1},
    /* Goal 2: activity and employment */
    {"2.01", "nights", "Nights", "Nuitées", VIGIE_FORMULA_SUM, {"nights"}, 1, "night", 0},
    {"2.02",
     "arrivals",
     "Arrivals",
     "Arrivées",
     VIGIE_FORMULA_SUM,
     {"arrivals"},
     1,
     "arrival",
     0},
    {"2.03",
     "average_length_of_stay",
     "Average length of stay",
     "Durée moyenne de séjour",
     VIGIE_FORMULA_RATIO,
     {"nights", "arrivals"},
     1,
     "night per arrival",
     2},
    {"2.04",
     "net_room_occupancy",
     "Net room occupancy",
     "Taux d’occupation net des chambres",
     VIGIE_FORMULA_RATIO,
     {"rooms_occupied", "rooms_offered"},
     1,
     "share",
     1},
    {"2.05",
     "net_bed_occupancy",
     "Net bed occupancy",
     "Taux d’occupation net des places-lits",
     VIGIE_FORMULA_RATIO,
     {"nights", "beds_offered"},
     1,
     "share",
     1},
    {"2.07",
     "persons_per_room",
     "Persons per room",
     "Indice de fréquentation",
     VIGIE_FORMULA_RATIO,
     {"nights", "rooms_occupied"},
     1,
     "person per room",
     2},
    {"2.08",
     "non_resident_share",
     "Non-resident share of nights",
     "Part des nuitées de non-résidents",
     VIGIE_FORMULA_SHARE,
     {"nights", "non_resident"},
     1,
     "share",
     1},
    {"2.10",
     "tourism_intensity",
     "Tourism intensity",
     "Intensité touristique",
     VIGIE_FORMULA_PER_HEAD,
     {"nights", "population"},
     1,
     "night per inhabitant",
     1},
    {"2.11",
     "tourism_jobs",
     "Tourism jobs",
     "Emplois touristiques",
     VIGIE_FORMULA_PRODUCT,
     {"jobs", "coefficient"},
     1,
     "job",
     0},
    {"",
     "salaried_jobs",
     "Salaried jobs",
     "Emplois salariés",
     VIGIE_FORMULA_SUM,
     {"jobs"},
     1,
     "job",
     0},
    {"2.20",
     "peak_month_share",
     "Peak-month share",
     "Part du mois de pointe",
     VIGIE_FORMULA_PEAK_SHARE,
     {SEASONAL},
     1,
     "share",
     1},
    {"2.20",
     "seasonality_gini",
     "Seasonality (normalised Gini index)",
     "Saisonnalité (indice de Gini normalisé)",
     VIGIE_FORMULA_GINI,
     {SEASONAL},
     1,
     "index",
     2},
    {"2.22",
     "constant_perimeter_growth",
     "Constant-perimeter growth",
     "Évolution à périmètre constant",
     VIGIE_FORMULA_GROWTH,
     {GROWING},
     1,
     "share",
     1},
    /* Goal 5: promoted offers, sites and events */
    {"5.01",
     "site_entries",
     "Site entries",
     "Entrées des sites",
     VIGIE_FORMULA_SUM,
     {"entries"},
     1,
     "entry",
     0},
    {"5.02",
     "event_attendance",
     "Event attendance",
     "Fréquentation des manifestations",
     VIGIE_FORMULA_SUM,
     {"attendance"},
     1,
     "person",
     0},
    {"5.03",
     "promoted_sales_files",
     "Sales of promoted offers (files)",
     "Ventes d’offres (dossiers)",
     VIGIE_FORMULA_SUM,
     {"files"},
     1,
     "file",
     0},
    {"5.03",
     "promoted_sales_persons",
     "Sales of promoted offers (persons)",
     "Ventes d’offres (personnes)",
     VIGIE_FORMULA_SUM,
     {"sold_persons"},
     1,
     "person",
     0},
    {"5.03",
     "promoted_sales_nights",
     "Sales of promoted offers (nights)",
     "Ventes d’offres (nuitées)",
     VIGIE_FORMULA_SUM,
     {"sold_nights"},
     1,
     "night",
     0},
    {"5.03",
     "promoted_sales_turnover",
     "Sales of promoted offers (turnover)",
     "Ventes d’offres (chiffre d’affaires)",
     VIGIE_FORMULA_SUM,
     {"turnover"},
     1,
     "currency",
     0},
    {"5.07",
     "average_basket",
     "Average basket",
     "Panier moyen",
     VIGIE_FORMULA_RATIO,
     {"turnover", "files"},
     1,
     "currency per file",
     2},
};

const VigieIndicator *
vigie_indicator_all(guint *n)
{
    *n = G_N_ELEMENTS(catalogue);
    return catalogue;
}

const char *
vigie_indicator_title(const VigieIndicator *indicator, VigieLang lang)
{
    return lang == VIGIE_LANG_FR ? indicator->title_fr : indicator->title;
}

static bool
begins_with_words(const char *name, const char *words)
{
    gsize length = strlen(words);
    return strncmp(name, words, length) == 0 && name[length] == '_';
}

static bool
set_unknown(const char *name, GError **error)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < G_N_ELEMENTS(catalogue); i++)
        g_ptr_array_add(names, (gpointer)catalogue[i].name);
    g_ptr_array_add(names, NULL);
    const char *nearest = vigie_nearest(name, (const char *const *)names->pdata);
    if (nearest != NULL)
        g_set_error(error, VIGIE_INDICATOR_ERROR, VIGIE_INDICATOR_ERROR_NAME,
                    _("unknown indicator '%s'; did you mean '%s'?"), name, nearest);
    else
        g_set_error(error, VIGIE_INDICATOR_ERROR, VIGIE_INDICATOR_ERROR_NAME,
                    _("unknown indicator '%s'; vigie indicator lists them"), name);
    return false;
}

static bool
has_name(const VigieIndicator *indicator, const char *name)
{
    return strcmp(name, indicator->name) == 0 || strcmp(name, indicator->number) == 0;
}

GPtrArray *
vigie_indicator_find(const char *name, GError **error)
{
    g_autoptr(GPtrArray) exact = g_ptr_array_new(), family = g_ptr_array_new();
    for (guint i = 0; i < G_N_ELEMENTS(catalogue) && *name != '\0'; i++) {
        if (has_name(&catalogue[i], name))
            g_ptr_array_add(exact, (gpointer)&catalogue[i]);
        if (begins_with_words(catalogue[i].name, name))
            g_ptr_array_add(family, (gpointer)&catalogue[i]);
    }
    if (exact->len > 0)
        return g_steal_pointer(&exact);
    if (family->len > 0)
        return g_steal_pointer(&family);
    set_unknown(name, error);
    return NULL;
}

/* The first item of a role; role may be "a|b" (the first role that there is) and end with "?". */
static const VigieItem *
find_role(const VigieCodebook *codebook, const char *role)
{
    g_auto(GStrv) roles = g_strsplit_set(role, "|?", -1);
    for (char **one = roles; *one != NULL; one++)
        for (guint i = 0; **one != '\0' && i < codebook->items->len; i++) {
            const VigieItem *item = codebook->items->pdata[i];
            if (vigie_item_has_role(item, *one))
                return item;
        }
    return NULL;
}

/* The dataset that tells the population: the first other one with the role. */
static bool
bind_heads(const VigieObservatory *observatory, VigieBinding *out)
{
    for (guint i = 0; i < observatory->datasets->len && out->heads == NULL; i++) {
        const VigieDataset *dataset = observatory->datasets->pdata[i];
        if (dataset == out->dataset)
            continue;
        out->head_item = find_role(dataset->codebook, out->indicator->role[1]);
        out->heads = out->head_item != NULL ? dataset : NULL;
    }
    return out->heads != NULL;
}

static bool
bind_roles(VigieBinding *out)
{
    const VigieIndicator *indicator = out->indicator;
    guint n = indicator->formula == VIGIE_FORMULA_PER_HEAD ? 1 : VIGIE_INDICATOR_ROLES;
    for (guint k = 0; k < n && indicator->role[k] != NULL; k++) {
        out->item[k] = find_role(out->dataset->codebook, indicator->role[k]);
        if (out->item[k] == NULL && !g_str_has_suffix(indicator->role[k], "?"))
            return false;
    }
    return true;
}

bool
vigie_binding_init(VigieBinding *out, const VigieIndicator *indicator,
                   const VigieObservatory *observatory, const VigieDataset *dataset)
{
    *out = (VigieBinding){.indicator = indicator,
                          .dataset = dataset,
                          .month = find_role(dataset->codebook, "month|date")};
    if (!bind_roles(out))
        return false;
    switch (indicator->formula) {
    case VIGIE_FORMULA_PER_HEAD:
        return bind_heads(observatory, out);
    case VIGIE_FORMULA_PEAK_SHARE:
    case VIGIE_FORMULA_GINI:
        return out->month != NULL;
    case VIGIE_FORMULA_GROWTH:
        return *dataset->unit != '\0';
    default:
        return true;
    }
}

bool
vigie_indicator_fits(const VigieIndicator *indicator, const VigieObservatory *observatory,
                     const VigieDataset *dataset)
{
    VigieBinding binding;
    return vigie_binding_init(&binding, indicator, observatory, dataset);
}
