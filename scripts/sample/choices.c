/* Words of the sample's files. */
#include "choices.h"

#define LIST(a) ((ChoiceList){G_N_ELEMENTS(a), a})

static const Choice satisfaction[] = {{"not_at_all", "Pas du tout satisfait"},
                                      {"rather_not", "Plutôt pas satisfait"},
                                      {"rather", "Plutôt satisfait"},
                                      {"very", "Très satisfait"}};
static const Choice satisfaction_5[] = {{"not_at_all", "Pas du tout satisfait"},
                                        {"rather_not", "Plutôt pas satisfait"},
                                        {"neither", "Ni satisfait ni insatisfait"},
                                        {"rather", "Plutôt satisfait"},
                                        {"very", "Très satisfait"}};
static const Choice returns[] = {{"no", "Certainement pas"},
                                 {"unlikely", "Probablement pas"},
                                 {"likely", "Probablement"},
                                 {"yes", "Certainement"}};
static const Choice parties[] = {{"family", "En famille avec enfants"},
                                 {"couple", "En couple sans enfant"},
                                 {"group", "En groupe organisé"},
                                 {"friends", "Entre amis ou proches"},
                                 {"alone", "Seul(e)"}};
static const Choice activities[N_ACTIVITIES] = {
    {"hiking", "Randonnée pédestre"},  {"cycling", "Vélo, VTT"},
    {"canoe", "Canoë-kayak"},          {"climbing", "Escalade"},
    {"caving", "Spéléologie"},         {"swimming", "Baignade"},
    {"strolling", "Balade, détente"},  {"villages", "Villages et monuments"},
    {"museum", "Musées, expositions"}, {"market", "Marchés"},
    {"food", "Gastronomie"},           {"event", "Fêtes et manifestations"}};
static const Choice stays[] = {{"day", "Visite à la journée"},
                               {"overnight", "Séjour d'au moins une nuit"}};
static const Choice accommodation[N_ACCOMMODATION] = {{"hotel", "Hôtel"},
                                                      {"campsite", "Camping"},
                                                      {"rental", "Gîte ou meublé"},
                                                      {"bnb", "Chambre d'hôtes"},
                                                      {"group_centre", "Hébergement de groupe"},
                                                      {"friends", "Famille ou amis"},
                                                      {"motorhome", "Camping-car sur aire"},
                                                      {"unusual", "Hébergement insolite"}};
static const Choice booking[N_BOOKING] = {{"direct", "En direct"},
                                          {"booking_centre", "Centrale de réservation"},
                                          {"platform", "Plateforme en ligne"},
                                          {"office", "Office de tourisme"},
                                          {"none", "Sans réservation"}};
static const Choice origins[N_ORIGINS] = {{"occitanie", "Occitanie"},
                                          {"nouvelle_aquitaine", "Nouvelle-Aquitaine"},
                                          {"ile_de_france", "Île-de-France"},
                                          {"other_france", "Autres régions françaises"},
                                          {"uk", "Royaume-Uni"},
                                          {"benelux", "Belgique et Pays-Bas"},
                                          {"other_abroad", "Autres pays"}};
static const Choice yes_no[] = {{"no", "Non"}, {"yes", "Oui"}};
static const Choice sources[N_SOURCES] = {{"internet", "Internet"},
                                          {"office", "Office de tourisme"},
                                          {"word_of_mouth", "Bouche-à-oreille"},
                                          {"guidebook", "Guides"},
                                          {"brochure", "Brochures"},
                                          {"social", "Réseaux sociaux"},
                                          {"press", "Presse, radio, télévision"}};
static const Choice sectors[VIGIE_SAMPLE_N_SECTORS] = {
    {"caussade", "Quercy caussadais"},
    {"valley", "Terrasses et vallée de l'Aveyron"},
    {"gorges", "Gorges de l'Aveyron"},
    {"causses", "Causses et Rouergue"}};

static const char *const labels[VIGIE_SAMPLE_N_COLUMNS] = {
    "Séjour dans l'ensemble",
    "Accueil",
    "Hébergement",
    "Restauration",
    "Activités et loisirs",
    "Patrimoine et villages",
    "Information touristique",
    "Rapport qualité-prix",
    "Signalétique",
    "Propreté et environnement",
    "Sentiers et pistes",
    "Baignade et rivière",
    "Produits locaux et marchés",
    "Déplacements sans voiture",
    "Recommandation (0 à 10)",
    "Intention de revenir",
    "Composition du groupe",
    "Type de clientèle",
    "Nombre de personnes",
    "Nombre d'enfants",
    "Activités pratiquées",
    "Type de visite",
    "Nuits passées sur place",
    "Mode d'hébergement",
    "Mode de réservation",
    "Provenance",
    "Première visite",
    "Dépense par personne et par jour",
    "Sources d'information",
};

ChoiceList
vigie_sample_choices(const VigieSampleSpec *spec, VigieSampleColumn column)
{
    guint n;
    switch (column) {
    case VIGIE_SAMPLE_RETURN:
        return LIST(returns);
    case VIGIE_SAMPLE_KIND:
        return LIST(parties);
    case VIGIE_SAMPLE_DONE:
        return LIST(activities);
    case VIGIE_SAMPLE_OVERNIGHT:
        return LIST(stays);
    case VIGIE_SAMPLE_ACCOMMODATION:
        return LIST(accommodation);
    case VIGIE_SAMPLE_BOOKING:
        return LIST(booking);
    case VIGIE_SAMPLE_ORIGIN:
        return LIST(origins);
    case VIGIE_SAMPLE_FIRST_VISIT:
        return LIST(yes_no);
    case VIGIE_SAMPLE_SOURCES:
        return LIST(sources);
    default:
        break;
    }
    if (column >= VIGIE_SAMPLE_RECOMMEND)
        return (ChoiceList){0, NULL};
    vigie_sample_thresholds(spec, column, &n);
    return n == 4 ? LIST(satisfaction_5) : LIST(satisfaction);
}

ChoiceList
vigie_sample_sectors(void)
{
    return LIST(sectors);
}

ChoiceList
vigie_sample_origin_choices(void)
{
    return LIST(origins);
}

ChoiceList
vigie_sample_lodging_choices(void)
{
    return (ChoiceList){N_LODGINGS, accommodation};
}

const char *
vigie_sample_month(guint month)
{
    static const char *const names[] = {"janvier",   "février", "mars",     "avril",
                                        "mai",       "juin",    "juillet",  "août",
                                        "septembre", "octobre", "novembre", "décembre"};
    return names[month - 1];
}

const char *
vigie_sample_label(VigieSampleColumn column)
{
    return labels[column];
}

const char *const *
vigie_sample_sites(guint sector)
{
    static const char *const sites[VIGIE_SAMPLE_N_SECTORS][SITES_PER_SECTOR] = {
        {"Caussade", "Septfonds", "Montpezat", "Puylaroque", "Molières", "Réalville"},
        {"Nègrepelisse", "Bruniquel", "Montricoux", "Bioule", "Monclar", "Albias"},
        {"Saint-Antonin", "Féneyrols", "Varen", "Laguépie", "Cazals", "Lexos"},
        {"Caylus", "Beaulieu", "Parisot", "Verfeil", "Livron", "Puylagarde"}};
    return sites[sector];
}

const Commune *
vigie_sample_communes(guint *n)
{
    static const Commune communes[] = {
        {"82007", "Auty", 0, 140, 0.002},
        {"82037", "Caussade", 0, 6720, 0.006},
        {"82039", "Cayrac", 0, 540, 0.008},
        {"82040", "Cayriech", 0, 270, 0.004},
        {"82078", "Labastide-de-Penne", 0, 125, 0.000},
        {"82092", "Lapenche", 0, 265, 0.003},
        {"82095", "Lavaurette", 0, 215, 0.000},
        {"82110", "Mirabel", 0, 1020, 0.004},
        {"82113", "Molières", 0, 1230, 0.005},
        {"82119", "Montalzat", 0, 640, 0.005},
        {"82126", "Monteils", 0, 1360, 0.010},
        {"82128", "Montfermier", 0, 110, 0.000},
        {"82131", "Montpezat-de-Quercy", 0, 1560, 0.005},
        {"82148", "Puylaroque", 0, 720, 0.002},
        {"82149", "Réalville", 0, 1860, 0.003},
        {"82159", "Saint-Cirq", 0, 540, 0.006},
        {"82162", "Saint-Georges", 0, 265, 0.004},
        {"82174", "Saint-Vincent-d'Autéjac", 0, 275, 0.004},
        {"82179", "Septfonds", 0, 2200, 0.006},
        {"82002", "Albias", 1, 3160, 0.005},
        {"82018", "Bioule", 1, 1150, 0.008},
        {"82026", "Bruniquel", 1, 620, 0.006},
        {"82066", "Génébrières", 1, 630, 0.008},
        {"82098", "Léojac", 1, 1210, 0.009},
        {"82115", "Monclar-de-Quercy", 1, 1960, 0.008},
        {"82132", "Montricoux", 1, 1140, 0.006},
        {"82134", "Nègrepelisse", 1, 5560, 0.010},
        {"82145", "Puygaillard-de-Quercy", 1, 370, 0.006},
        {"82161", "Saint-Étienne-de-Tulmont", 1, 3830, 0.009},
        {"82176", "La Salvetat-Belmontet", 1, 940, 0.008},
        {"82184", "Vaïssac", 1, 920, 0.008},
        {"82192", "Verlhac-Tescou", 1, 545, 0.007},
        {"82041", "Cazals", 2, 240, 0.002},
        {"82061", "Féneyrols", 2, 185, -0.002},
        {"82088", "Laguépie", 2, 660, -0.002},
        {"82155", "Saint-Antonin-Noble-Val", 2, 1960, 0.001},
        {"82187", "Varen", 2, 665, -0.002},
        {"82029", "Castanet", 3, 275, -0.003},
        {"82038", "Caylus", 3, 1500, -0.002},
        {"82056", "Espinas", 3, 210, 0.000},
        {"82069", "Ginals", 3, 205, 0.000},
        {"82082", "Lacapelle-Livron", 3, 225, 0.000},
        {"82100", "Loze", 3, 120, -0.002},
        {"82133", "Mouillac", 3, 90, 0.000},
        {"82137", "Parisot", 3, 570, 0.000},
        {"82147", "Puylagarde", 3, 365, -0.001},
        {"82172", "Saint-Projet", 3, 290, 0.001},
        {"82191", "Verfeil", 3, 400, 0.001},
    };
    *n = G_N_ELEMENTS(communes);
    return communes;
}
