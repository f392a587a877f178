/* codes.c - raw text of a cell -> choice or kind of missing answer */
#include "codes.h"
#include <string.h>

/* Most codes are one digit or a few letters: texts of up to 8 bytes are packed into a word and
 * looked up in a small open table, one byte in an array; longer ones go to a hash table. */
typedef struct {
    guint64 packed;
    gint code;
    guint8 length; /* 0 = free */
} Slot;

typedef struct {
    double value;
    gint code;
} NumberCode;

struct VigieCodes {
    const VigieItem *item;
    gint empty;
    gint one[256];
    Slot *slots; /* [n_slots], a power of two, at most half full */
    guint n_slots, n_used;
    GHashTable *longer; /* char* -> GINT code */
    GHashTable *folded; /* char* -> GINT code; VIGIE_NO_CODE where two choices fold alike */
    GArray *numbers;    /* NumberCode: explicit raws that are numbers */
};

/* A label met in another spelling is remembered as it was met, up to so many. */
#define REMEMBERED 512

static guint64
pack(const char *text, gsize length)
{
    guint64 word = 0;
    memcpy(&word, text, length);
    return word;
}

static guint
slot_of(const VigieCodes *codes, guint64 packed)
{
    return (guint)((packed * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15)) >> 32) &
           (codes->n_slots - 1);
}

static Slot *
find_slot(const VigieCodes *codes, guint64 packed, gsize length)
{
    guint i = slot_of(codes, packed);
    while (codes->slots[i].length != 0 &&
           (codes->slots[i].packed != packed || codes->slots[i].length != length))
        i = (i + 1) & (codes->n_slots - 1);
    return &codes->slots[i];
}

static void
grow(VigieCodes *codes)
{
    Slot *old = codes->slots;
    guint n_old = codes->n_slots;
    codes->n_slots *= 2;
    codes->slots = g_new0(Slot, codes->n_slots);
    for (guint i = 0; i < n_old; i++)
        if (old[i].length != 0)
            *find_slot(codes, old[i].packed, old[i].length) = old[i];
    g_free(old);
}

static gint
find_exact(const VigieCodes *codes, const char *text, gsize length)
{
    if (length == 1)
        return codes->one[(guchar)*text];
    if (length <= sizeof(guint64)) {
        const Slot *slot = find_slot(codes, pack(text, length), length);
        return slot->length != 0 ? slot->code : VIGIE_NO_CODE;
    }
    gpointer code = NULL;
    bool found = g_hash_table_lookup_extended(codes->longer, text, NULL, &code);
    return found ? GPOINTER_TO_INT(code) : VIGIE_NO_CODE;
}

/* The first to claim a text keeps it. */
static void
add_exact(VigieCodes *codes, const char *text, gint code)
{
    gsize length = strlen(text);
    if (length == 0) {
        codes->empty = codes->empty == VIGIE_NO_CODE ? code : codes->empty;
        return;
    }
    if (find_exact(codes, text, length) != VIGIE_NO_CODE)
        return;
    if (length == 1) {
        codes->one[(guchar)*text] = code;
    } else if (length <= sizeof(guint64)) {
        if (++codes->n_used * 2 > codes->n_slots)
            grow(codes);
        guint64 packed = pack(text, length);
        *find_slot(codes, packed, length) = (Slot){packed, code, (guint8)length};
    } else {
        g_hash_table_insert(codes->longer, g_strdup(text), GINT_TO_POINTER(code));
    }
}

static void
add_folded(VigieCodes *codes, const char *text, gint code)
{
    g_autofree char *key = vigie_text_fold(text);
    gpointer other = NULL;
    if (*key == '\0')
        return;
    if (g_hash_table_lookup_extended(codes->folded, key, NULL, &other) &&
        GPOINTER_TO_INT(other) != code)
        code = VIGIE_NO_CODE;
    g_hash_table_insert(codes->folded, g_steal_pointer(&key), GINT_TO_POINTER(code));
}

static void
add_number(VigieCodes *codes, const char *raw, gint code)
{
    NumberCode number = {.code = code};
    gsize length = strlen(raw);
    if (vigie_number_read(raw, length, (VigieNotation){'.', 0}, &number.value) ||
        vigie_number_read(raw, length, (VigieNotation){',', 0}, &number.value))
        g_array_append_val(codes->numbers, number);
}

/* A choice that stands for no answer is stored as that kind of missing answer. */
static gint
stored(const VigieItem *item, gint code)
{
    if (VIGIE_CODE_IS_MISSING(code))
        return code;
    VigieMissing why = vigie_list_get(item->list, (guint)code)->missing;
    return why != VIGIE_PRESENT ? VIGIE_CODE_OF_MISSING(why) : code;
}

static void
add_said(VigieCodes *codes, const VigieSource *source)
{
    for (guint i = 0; i < source->codes->len; i++) {
        const SourceCode *said = source->codes->pdata[i];
        if (said->item != codes->item->index)
            continue;
        gint code = stored(codes->item, said->code);
        add_exact(codes, said->raw, code);
        add_number(codes, said->raw, code);
        if (codes->item->list != NULL)
            add_folded(codes, said->raw, code);
    }
}

/* Names before labels: a label that is another choice's name must not take its place. */
static void
add_choices(VigieCodes *codes, const VigieCodebook *codebook)
{
    const VigieList *list = codes->item->list;
    for (guint i = 0; i < list->choices->len; i++)
        add_exact(codes, vigie_list_get(list, i)->name, stored(codes->item, (gint)i));
    for (guint i = 0; i < list->choices->len; i++) {
        const VigieChoice *choice = vigie_list_get(list, i);
        for (guint l = 0; l < codebook->n_languages; l++)
            add_folded(codes, choice->labels[l], stored(codes->item, (gint)i));
    }
    for (guint i = 0; i < list->choices->len; i++) {
        g_autofree char *key = vigie_text_fold(vigie_list_get(list, i)->name);
        if (!g_hash_table_contains(codes->folded, key))
            add_folded(codes, key, stored(codes->item, (gint)i));
    }
}

VigieCodes *
vigie_codes_new(const VigieSource *source, const VigieItem *item)
{
    VigieCodes *codes = g_new0(VigieCodes, 1);
    codes->item = item;
    codes->empty = VIGIE_NO_CODE;
    for (guint i = 0; i < G_N_ELEMENTS(codes->one); i++)
        codes->one[i] = VIGIE_NO_CODE;
    codes->n_slots = 16;
    codes->slots = g_new0(Slot, codes->n_slots);
    codes->longer = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    codes->folded = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    codes->numbers = g_array_new(FALSE, FALSE, sizeof(NumberCode));
    add_said(codes, source);
    if (item->list != NULL)
        add_choices(codes, source->codebook);
    for (int why = VIGIE_BLANK; item->kind != VIGIE_VALUE_TEXT && why <= VIGIE_NOT_APPLICABLE;
         why++)
        add_exact(codes, vigie_missing_name((VigieMissing)why),
                  VIGIE_CODE_OF_MISSING((VigieMissing)why));
    return codes;
}

void
vigie_codes_add_missing(VigieCodes *codes, const char *raw, VigieMissing why)
{
    add_exact(codes, raw, VIGIE_CODE_OF_MISSING(why));
    add_number(codes, raw, VIGIE_CODE_OF_MISSING(why));
}

void
vigie_codes_free(VigieCodes *codes)
{
    if (codes == NULL)
        return;
    g_free(codes->slots);
    g_hash_table_unref(codes->longer);
    g_hash_table_unref(codes->folded);
    g_array_unref(codes->numbers);
    g_free(codes);
}

gint
vigie_codes_of_empty(const VigieCodes *codes)
{
    return codes->empty;
}

gint
vigie_codes_find_number(const VigieCodes *codes, double value)
{
    for (guint i = 0; i < codes->numbers->len; i++) {
        const NumberCode *number = &g_array_index(codes->numbers, NumberCode, i);
        if (!(number->value < value) && !(number->value > value))
            return number->code;
    }
    return VIGIE_NO_CODE;
}

/* "1.0", "1,00" and "01" are the choice 1: statistical programs write codes so. */
static gint
find_as_number(const VigieCodes *codes, const char *text, gsize length)
{
    double value = 0;
    char buffer[VIGIE_NUMBER_SIZE];
    if (!vigie_number_read(text, length, (VigieNotation){'.', 0}, &value) &&
        !vigie_number_read(text, length, (VigieNotation){',', 0}, &value))
        return VIGIE_NO_CODE;
    vigie_number_print(value, buffer);
    return find_exact(codes, buffer, strlen(buffer));
}

static gint
find_folded(const VigieCodes *codes, const char *text)
{
    g_autofree char *key = vigie_text_fold(text);
    gpointer code = NULL;
    bool found = g_hash_table_lookup_extended(codes->folded, key, NULL, &code);
    return found ? GPOINTER_TO_INT(code) : VIGIE_NO_CODE;
}

static gint
find_slowly(VigieCodes *codes, const char *text, gsize length)
{
    gint code = find_folded(codes, text);
    if (code == VIGIE_NO_CODE)
        code = find_as_number(codes, text, length);
    if (code != VIGIE_NO_CODE && codes->n_used + g_hash_table_size(codes->longer) < REMEMBERED)
        add_exact(codes, text, code);
    return code;
}

gint
vigie_codes_find(VigieCodes *codes, const char *text, gsize length)
{
    if (length > 1 && text[length] != '\0') {
        g_autofree char *copy = g_strndup(text, length);
        return vigie_codes_find(codes, copy, length);
    }
    gint code = find_exact(codes, text, length);
    if (code != VIGIE_NO_CODE || codes->item->list == NULL)
        return code;
    g_autofree char *copy = g_strndup(text, length);
    return find_slowly(codes, copy, length);
}

const char *
vigie_codes_nearest(const VigieItem *item, const char *text)
{
    static const char *const reserved[] = {"blank", "dont_know", "refused", "not_applicable"};
    guint n = item->list != NULL ? item->list->choices->len : 0;
    g_autofree const char **names = g_new0(const char *, n + G_N_ELEMENTS(reserved) + 1);
    for (guint i = 0; i < n; i++)
        names[i] = vigie_list_get(item->list, i)->name;
    for (guint i = 0; i < G_N_ELEMENTS(reserved); i++)
        names[n + i] = reserved[i];
    return vigie_nearest(text, names);
}
