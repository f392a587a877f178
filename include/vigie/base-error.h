/* base-error.h - one way to fail.  What can fail returns bool (or NULL) and takes a GError**
 * last; the message of an error that has a place starts with "file:line:field: ".
 * vigie_set_error_at() builds it; vigie_nearest() finds the name the user meant. */
#ifndef VIGIE_BASE_ERROR_H
#define VIGIE_BASE_ERROR_H

#include <glib.h>
#include <stdbool.h>

G_BEGIN_DECLS

/* Errors of base itself; each module has its own domain. */
#define VIGIE_BASE_ERROR (vigie_base_error_quark())
GQuark vigie_base_error_quark(void);
typedef enum {
    VIGIE_BASE_ERROR_IO,      /* a file cannot be read or written */
    VIGIE_BASE_ERROR_SYNTAX,  /* an INI line is not key=value or [group] */
    VIGIE_BASE_ERROR_TWICE,   /* a key or a group is given twice */
    VIGIE_BASE_ERROR_UNKNOWN, /* a key or group that nobody reads */
    VIGIE_BASE_ERROR_VALUE    /* a value that is not what its key takes */
} VigieBaseError;

/* Where something stands in a file: line and field count from 1; 0 = not known. */
typedef struct {
    const char *file; /* borrowed; NULL = no file */
    guint64 line;
    guint field;
} VigiePlace;

/* Sets *error (if error is not NULL) with "file:line:field: " before the text. */
void vigie_set_error_at(GError **error, GQuark domain, int code, const VigiePlace *place,
                        const char *format, ...) G_GNUC_PRINTF(5, 6);

/* The place as text, "file:12:3" ("file:12" without field, "file" without line); (transfer full). */
char *vigie_place_print(const VigiePlace *place);

/* The candidate nearest to name (edit distance on case-folded text, at most a third of its
 * length), or NULL.  names is NULL-terminated; the result points into it. */
const char *vigie_nearest(const char *name, const char *const *names);

G_END_DECLS

#endif
