/* frame-parents.h - how the records of a repeat find their parents: what the parent's file calls each of its records, and
 * the parents that are there.  ingest collects VigieRecordKeys while it reads parents; store keeps them; the children's
 * load gets VigieParents and asks vigie_parents_find() for each record. */
#ifndef VIGIE_FRAME_PARENTS_H
#define VIGIE_FRAME_PARENTS_H

#include <vigie/frame.h>

G_BEGIN_DECLS

/* The keys of a file's records, refused ones too. */
typedef struct {
    guint64 line;
    guint header; /* index into headers */
    gsize text;   /* offset in texts */
} VigieRecordKey;
typedef struct {
    char **headers;  /* NULL-terminated: the columns that name records */
    GArray *entries; /* VigieRecordKey */
    GString *texts;  /* NUL-terminated, one after the other */
} VigieRecordKeys;
VigieRecordKeys *vigie_record_keys_new(const char *const *headers);
void vigie_record_keys_free(VigieRecordKeys *keys);
/* An empty text is no key. */
void vigie_record_keys_add(VigieRecordKeys *keys, guint header, guint64 line, const char *text,
                           gsize length);

typedef struct {
    VigieFrame *frame; /* owned: the parents' values, with year and wave */
    gint64 *record;    /* [frame->n] their numbers in the store */
    GHashTable *first; /* "header\nkey" -> position + 1 in entries */
    GArray *entries;
    GPtrArray *files;   /* char* */
    GPtrArray *headers; /* char*: under which they are known */
} VigieParents;

#define VIGIE_NO_PARENT G_MAXSIZE
/* The header under which a record is known by its line, for children that stand in the parent's own row. */
#define VIGIE_KEY_LINE "#line"

/* Takes frame and record over. */
VigieParents *vigie_parents_new(VigieFrame *frame, gint64 *record);
void vigie_parents_free(VigieParents *parents);
/* row: index into the frame, or VIGIE_NO_PARENT where the record was refused. */
void vigie_parents_add(VigieParents *parents, const char *header, const char *key,
                       const char *file, guint64 line, gsize row);
/* True if any record is known under that header. */
bool vigie_parents_has_header(const VigieParents *parents, const char *header);

typedef enum {
    VIGIE_PARENT_FOUND,
    VIGIE_PARENT_NONE,
    VIGIE_PARENT_REFUSED, /* it is in a file, and was not accepted */
    VIGIE_PARENT_TWICE    /* two records have the key */
} VigieParentResult;
typedef struct {
    gsize row; /* FOUND */
    const char *file[2];
    guint64 line[2]; /* where it stands; of TWICE both */
} VigieParentPlace;
/* year 0 and wave NULL: of any. */
VigieParentResult vigie_parents_find(const VigieParents *parents, const char *header,
                                     const char *key, int year, const char *wave,
                                     VigieParentPlace *place);

/* Copies a value of the parent's column to record i of the child's column of that item; choices go by name. */
void vigie_column_copy(const VigieColumn *from, gsize row, VigieColumn *to, gsize i);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieRecordKeys, vigie_record_keys_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(VigieParents, vigie_parents_free)

G_END_DECLS

#endif
