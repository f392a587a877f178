/* header.h - the names of a file's columns, found exactly first, then folded. */
#ifndef VIGIE_INGEST_HEADER_H
#define VIGIE_INGEST_HEADER_H

#include "period.h"
#include "source.h"

/* What looking a name up gives instead of a position. */
enum { HEADER_NONE = -1, HEADER_TWICE = -2 };

typedef struct {
    const char *file; /* as named in messages */
    guint64 line;
    char **names; /* [n] */
    guint n;
    guint8 *used;    /* [n]: some item reads it */
    guint8 *ignored; /* [n]: [ignore] names it outright */
    GHashTable *exact, *folded;
    GHashTable
        *aliases; /* folded: the code of "code. text", what follows a slash of "group/name" */
} Header;

void vigie_header_init(Header *header, const char *file, const VigieRow *row,
                       char *const *ignore);
void vigie_header_release(Header *header);
/* The position of a name (or of "#2", the second column), else HEADER_NONE or HEADER_TWICE. */
gint vigie_header_exact(const Header *header, const char *name);
gint vigie_header_find(const Header *header, const char *name);
/* A column that is called so within what its program put around it, else HEADER_NONE or HEADER_TWICE. */
gint vigie_header_alias(const Header *header, const char *name);
/* Of a name with "{year}", "{period}" or "{month}": appends (year, field) pairs to found, years ascending. */
typedef struct {
    int year; /* or the number of a block */
    guint field;
    Period period; /* of "{period}" and "{month}" */
} YearField;
void vigie_header_find_years(const Header *header, const char *name, GArray *found);
/* Of a name with "{i}": the same for its numbers, from 1 on. */
void vigie_header_find_blocks(const Header *header, const char *name, GArray *found);
/* The year whose four digits stand alone at name[i], 1900 to 2100; 0 = none. */
int vigie_header_year_at(const char *name, gsize i);
/* The nearest name, or NULL. */
const char *vigie_header_nearest(const Header *header, const char *name);
/* True if [ignore] names the column outright or by a pattern. */
bool vigie_header_is_ignored(const Header *header, char *const *ignore, guint field);

#endif
