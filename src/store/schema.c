/* schema.c - the store's own tables, with the words by which a stranger understands them
 *
 * SQLite keeps the text of a CREATE TABLE with its comments: `.schema` in its shell, or `vigie query "SELECT sql FROM
 * sqlite_schema"`, shows them.  Besides these tables there are, for each survey and dataset, a table of records and its
 * views with labels (table.c). */
#include "connection.h"

/* clang-format off */
static const char schema[] =
"CREATE TABLE batch ( -- one loaded file: one transaction, taken back by `vigie undo`\n"
"  id INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice\n"
"  survey TEXT NOT NULL, -- survey or dataset: its records are in the table of that name\n"
"  kind TEXT NOT NULL CHECK (kind IN ('survey', 'dataset')),\n"
"  source TEXT NOT NULL, -- sources/NAME.ini\n"
"  file TEXT NOT NULL,\n"
"  file_sha256 TEXT NOT NULL,\n"
"  source_sha256 TEXT NOT NULL,\n"
"  questionnaire_sha256 TEXT NOT NULL, -- of the file's own questionnaire\n"
"  survey_sha256 TEXT NOT NULL, -- of the survey's; mostly the same\n"
"  structure INTEGER NOT NULL REFERENCES structure (id),\n"
"  dialect TEXT, -- how the file was read: separator, encoding, header\n"
"  mapping TEXT, -- JSON: item -> column of the file\n"
"  n_rows INTEGER NOT NULL DEFAULT 0, -- read\n"
"  n_accepted INTEGER NOT NULL DEFAULT 0,\n"
"  n_refused INTEGER NOT NULL DEFAULT 0, -- why: table finding\n"
"  n_findings INTEGER NOT NULL DEFAULT 0,\n"
"  first_record INTEGER, -- its records are first_record .. last_record\n"
"  last_record INTEGER,\n"
"  last_day INTEGER, -- days since 1970-01-01\n"
"  UNIQUE (survey, source, file)) STRICT;"
"CREATE TABLE structure ( -- types, lists and calculations under which batches were stored\n"
"  id INTEGER PRIMARY KEY,\n"
"  text TEXT NOT NULL UNIQUE) STRICT;"
"CREATE TABLE wave ( -- how many records of which year and wave a batch has\n"
"  batch INTEGER NOT NULL REFERENCES batch (id) ON DELETE CASCADE,\n"
"  year INTEGER,\n"
"  wave TEXT,\n"
"  n INTEGER NOT NULL) STRICT;"
"CREATE INDEX wave_batch ON wave (batch);"
"CREATE TABLE asked ( -- items that the batch's file had, with their scale then\n"
"  batch INTEGER NOT NULL REFERENCES batch (id) ON DELETE CASCADE,\n"
"  item TEXT NOT NULL,\n"
"  scale TEXT NOT NULL, -- scores, ascending; '' where there is no scale\n"
"  PRIMARY KEY (batch, item)) STRICT, WITHOUT ROWID;"
"CREATE TABLE finding ( -- what was wrong in a file, the first 200 of each kind\n"
"  id INTEGER PRIMARY KEY,\n"
"  batch INTEGER NOT NULL REFERENCES batch (id) ON DELETE CASCADE,\n"
"  level TEXT NOT NULL CHECK (level IN ('note', 'finding')),\n"
"  code TEXT NOT NULL, -- the kind\n"
"  file TEXT,\n"
"  line INTEGER,\n"
"  field INTEGER,\n"
"  text TEXT NOT NULL) STRICT;"
"CREATE INDEX finding_batch ON finding (batch);"
"CREATE TABLE item ( -- the columns of each survey and dataset, as its questionnaire has them\n"
"  survey TEXT NOT NULL,\n"
"  name TEXT NOT NULL, -- of the column\n"
"  position INTEGER NOT NULL,\n"
"  type TEXT NOT NULL, -- XLSForm; date: days since 1970-01-01; select_multiple: names by a blank\n"
"  list TEXT, -- of its choices; select_one: the column holds choice.code\n"
"  role TEXT, -- what vigie takes it for\n"
"  label_fr TEXT NOT NULL,\n"
"  label_en TEXT NOT NULL,\n"
"  stored INTEGER NOT NULL, -- 0: a direct identifier of a person, which has no column\n"
"  PRIMARY KEY (survey, name)) STRICT, WITHOUT ROWID;"
"CREATE TABLE choice ( -- what the codes of select_one items mean\n"
"  survey TEXT NOT NULL,\n"
"  list TEXT NOT NULL,\n"
"  code INTEGER NOT NULL, -- position in the list; from 1000000 on: only in a wave's own questionnaire\n"
"  name TEXT NOT NULL,\n"
"  label_fr TEXT NOT NULL,\n"
"  label_en TEXT NOT NULL,\n"
"  PRIMARY KEY (survey, list, code)) STRICT, WITHOUT ROWID;";
/* clang-format on */

bool
vigie_store_make_schema(VigieStore *store, GError **error)
{
    g_autofree char *sql =
        g_strdup_printf("%s PRAGMA application_id = %d; PRAGMA user_version = %d;", schema,
                        STORE_APPLICATION_ID, STORE_FORMAT);
    if (sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK)
        return true;
    vigie_store_fail(store, error);
    return false;
}
