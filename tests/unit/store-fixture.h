/* store-fixture.h - a store in a fresh folder, a small questionnaire, frames and batches for the store's tests */
#ifndef STORE_FIXTURE_H
#define STORE_FIXTURE_H

#include <vigie/store-weights.h>

typedef struct {
    char *dir, *path;
    VigieCodebook *codebook;
} StoreFixture;

/* All kinds of items: sat (select_one 1..4), acts (select_multiple), age (integer), spend (decimal), day (date), note
 * (text), old (calculate from age). */
extern const char store_questionnaire[];

VigieCodebook *store_codebook(const char *text);
void store_setup(StoreFixture *fixture, gconstpointer user);
void store_teardown(StoreFixture *fixture, gconstpointer user);
VigieStore *store_open(const StoreFixture *fixture, VigieStoreMode mode);

/* The same with a repeat "stages": nights (integer), place (text), total (calculate: nights by age). */
VigieCodebook *store_codebook_with_repeat(void);
/* n stages, of the parents numbered first, first + 1 … first + n_parents - 1 and again from first on. */
VigieFrame *store_stages(const VigieCodebook *codebook, int year, gint64 first, gsize n_parents,
                         gsize n);
/* A batch of the table "guests.stages". */
VigieBatch store_stage_batch(const VigieCodebook *codebook, const char *file,
                             const char *sha256);
/* n records of year with sat = i mod 4 and age = i; the other items are blank. */
VigieFrame *store_frame(const VigieCodebook *codebook, int year, gsize n);
/* A batch of file "name" with that content's mark. */
VigieBatch store_batch(const VigieCodebook *codebook, const char *file, const char *sha256);
/* begin, append, commit with all of sat, acts, age, spend, day, note asked. */
void store_load(VigieStore *store, const VigieBatch *batch, const VigieCodebook *codebook,
                const VigieFrame *frame);
/* Weights g of n records from the first on, for a wave of a year (NULL = the whole year). */
bool store_weigh(VigieStore *store, int year, const char *wave, gsize first, gsize n, double g);
/* All rows of a query as text, "|" between cells, a line each; (transfer full). */
char *store_rows(VigieStore *store, const char *sql);
/* Everything in the store as text but the clockless ids of batches. */
char *store_dump(VigieStore *store);

#endif
