/* notation.c - how a file writes numbers and dates */
#include "notation.h"
#include <math.h>
#include <string.h>

void
vigie_notation_init(Notation *notation, const VigieSource *source)
{
    *notation = (Notation){.said = source->notation, .lang = source->observatory->lang};
    if (notation->said.decimal != 0)
        notation->number =
            (NotationChoice){.origin = ORIGIN_SAID, .second = notation->said.decimal == ','};
    if (notation->said.dates_said)
        notation->date = (NotationChoice){.origin = ORIGIN_SAID,
                                          .second = notation->said.dates == VIGIE_DATE_MDY};
}

void
vigie_notation_release(Notation *notation)
{
    g_clear_pointer(&notation->number.text, g_free);
    g_clear_pointer(&notation->date.text, g_free);
}

void
vigie_notation_settle(NotationChoice *choice, NotationOrigin origin, bool second,
                      const VigiePlace *place, const char *text, gsize length)
{
    choice->origin = origin;
    choice->second = second;
    choice->line = place->line;
    choice->field = place->field;
    g_free(choice->text);
    choice->text = g_strndup(text, length);
    choice->n_witnesses = origin == ORIGIN_VALUE;
}

/* The value that settled it may have been looked for ahead of the reading, which then meets it again. */
static bool
wants_witness(const NotationChoice *choice, const VigiePlace *place)
{
    return choice->origin == ORIGIN_VALUE && choice->n_witnesses < 2 &&
           (choice->line != place->line || choice->field != place->field);
}

static void
count_witness(NotationChoice *choice, NotationEvidence evidence)
{
    choice->n_witnesses += evidence == READS_FIRST || evidence == READS_SECOND;
}

/* Numbers --------------------------------------------------------------------------------- */

/* "0.234" and "01.234" have no thousands: a group mark never follows a leading zero. */
static bool
starts_with_zero(const char *text, gsize length)
{
    gsize i = strspn(text, "+-");
    if (g_str_has_prefix(text, "\u2212"))
        i = strlen("\u2212");
    return i + 1 < length && text[i] == '0' && text[i + 1] != '0';
}

/* With that decimal mark, and the thousands said or any that go with it. */
static bool
read_with(const Notation *notation, char decimal, const char *text, gsize length, double *out)
{
    if (vigie_number_read(text, length, (VigieNotation){decimal, 0}, out))
        return true;
    const char *groups = decimal == ',' ? " ." : " ,";
    if (starts_with_zero(text, length))
        return false;
    for (const char *group = groups; *group != '\0'; group++) {
        bool allowed = !notation->said.group_said || notation->said.group == *group;
        if (allowed && vigie_number_read(text, length, (VigieNotation){decimal, *group}, out))
            return true;
    }
    return false;
}

NotationEvidence
vigie_notation_number_evidence(const Notation *notation, const char *text, gsize length)
{
    double point = 0, comma = 0;
    bool with_point = read_with(notation, '.', text, length, &point);
    bool with_comma = read_with(notation, ',', text, length, &comma);
    if (with_point != with_comma)
        return with_point ? READS_FIRST : READS_SECOND;
    if (!with_point)
        return READS_NOT;
    return fabs(point - comma) > 0 ? READS_BOTH : READS_SAME;
}

/* The common case: a few digits, perhaps a minus. */
static bool
read_digits(const char *text, gsize length, double *out)
{
    gsize i = text[0] == '-';
    if (length - i > 9 || length == i)
        return false;
    gint32 value = 0;
    for (; i < length; i++) {
        if (!g_ascii_isdigit(text[i]))
            return false;
        value = value * 10 + (text[i] - '0');
    }
    if (value == 0)
        *out = 0;
    else
        *out = text[0] == '-' ? -value : value;
    return true;
}

static NotationResult
first_number(Notation *notation, const char *text, gsize length, const VigiePlace *place,
             double *out)
{
    NotationEvidence evidence = vigie_notation_number_evidence(notation, text, length);
    if (evidence == READS_NOT)
        return NOTATION_UNREADABLE;
    if (evidence == READS_BOTH)
        return NOTATION_UNDECIDED;
    if (evidence != READS_SAME)
        vigie_notation_settle(&notation->number, ORIGIN_VALUE, evidence == READS_SECOND, place,
                              text, length);
    read_with(notation, evidence == READS_SECOND ? ',' : '.', text, length, out);
    return NOTATION_READ;
}

NotationResult
vigie_notation_number(Notation *notation, const char *text, gsize length,
                      const VigiePlace *place, double *out)
{
    if (read_digits(text, length, out))
        return NOTATION_READ;
    const NotationChoice *choice = &notation->number;
    if (choice->origin == ORIGIN_NONE)
        return first_number(notation, text, length, place, out);
    if (read_with(notation, choice->second ? ',' : '.', text, length, out)) {
        if (wants_witness(choice, place))
            count_witness(&notation->number,
                          vigie_notation_number_evidence(notation, text, length));
        return NOTATION_READ;
    }
    double other = 0;
    if (choice->origin != ORIGIN_SAID &&
        read_with(notation, choice->second ? '.' : ',', text, length, &other))
        return NOTATION_CONFLICT;
    return NOTATION_UNREADABLE;
}

/* Dates ----------------------------------------------------------------------------------- */

NotationEvidence
vigie_notation_date_evidence(const char *text, gsize length)
{
    double day_first = 0, month_first = 0;
    bool first = vigie_date_read(text, length, VIGIE_DATE_DMY, &day_first);
    bool second = vigie_date_read(text, length, VIGIE_DATE_MDY, &month_first);
    if (first != second)
        return first ? READS_FIRST : READS_SECOND;
    if (!first)
        return READS_NOT;
    return fabs(day_first - month_first) > 0 ? READS_BOTH : READS_SAME;
}

static NotationResult
first_date(Notation *notation, const char *text, gsize length, const VigiePlace *place,
           double *out)
{
    NotationEvidence evidence = vigie_notation_date_evidence(text, length);
    if (evidence == READS_NOT)
        return NOTATION_UNREADABLE;
    if (evidence == READS_BOTH)
        return NOTATION_UNDECIDED;
    if (evidence != READS_SAME)
        vigie_notation_settle(&notation->date, ORIGIN_VALUE, evidence == READS_SECOND, place,
                              text, length);
    VigieDateOrder order = evidence == READS_SECOND ? VIGIE_DATE_MDY : VIGIE_DATE_DMY;
    vigie_date_read(text, length, order, out);
    return NOTATION_READ;
}

NotationResult
vigie_notation_date(Notation *notation, const char *text, gsize length, const VigiePlace *place,
                    double *out)
{
    const NotationChoice *choice = &notation->date;
    if (choice->origin == ORIGIN_SAID)
        return vigie_date_read(text, length, notation->said.dates, out) ? NOTATION_READ
                                                                        : NOTATION_UNREADABLE;
    if (choice->origin == ORIGIN_NONE)
        return first_date(notation, text, length, place, out);
    double other = 0;
    if (vigie_date_read(text, length, choice->second ? VIGIE_DATE_MDY : VIGIE_DATE_DMY, out)) {
        if (wants_witness(choice, place))
            count_witness(&notation->date, vigie_notation_date_evidence(text, length));
        return NOTATION_READ;
    }
    if (vigie_date_read(text, length, choice->second ? VIGIE_DATE_DMY : VIGIE_DATE_MDY, &other))
        return NOTATION_CONFLICT;
    return NOTATION_UNREADABLE;
}

/* Where no value speaks ------------------------------------------------------------------- */

/* A language settles its own decimal mark as one: "1,234" in French.  The other mark there may be
 * thousands or a program's decimal point, so it remains a conflict.  Only French settles dates:
 * English is written in both orders. */
bool
vigie_notation_language_settles(const Notation *notation, bool date, const char *text,
                                gsize length, bool *second)
{
    bool french = notation->lang == VIGIE_LANG_FR;
    *second = french && !date;
    if (date)
        return french;
    double value = 0;
    VigieNotation own = {french ? ',' : '.', 0};
    return vigie_number_read(text, length, own, &value);
}

char *
vigie_notation_describe(const Notation *notation)
{
    g_autoptr(GString) text = g_string_new(NULL);
    if (notation->number.origin != ORIGIN_NONE)
        g_string_append(text,
                        notation->number.second ? _("decimal comma") : _("decimal point"));
    if (notation->date.origin == ORIGIN_NONE)
        return g_string_free(g_steal_pointer(&text), FALSE);
    if (text->len > 0)
        g_string_append(text, ", ");
    if (notation->date.origin == ORIGIN_SAID && notation->said.dates == VIGIE_DATE_ISO)
        g_string_append(text, _("dates year-month-day"));
    else if (notation->date.origin == ORIGIN_SAID && notation->said.dates == VIGIE_DATE_EXCEL)
        g_string_append(text, _("dates as Excel's numbers of days"));
    else
        g_string_append(text, notation->date.second ? _("dates month/day/year")
                                                    : _("dates day/month/year"));
    return g_string_free(g_steal_pointer(&text), FALSE);
}
