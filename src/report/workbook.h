/* workbook.h - a workbook being written, shared by workbook.c (answers) and workbook-table.c (cross-tables) */
#ifndef VIGIE_REPORT_WORKBOOK_PRIVATE_H
#define VIGIE_REPORT_WORKBOOK_PRIVATE_H

#include <vigie/report-workbook.h>
#include <xlsxwriter.h>

/* Of columns, in characters: numbers, and labels at the most. */
#define VIGIE_NUMBER_WIDTH 13
#define VIGIE_LABEL_WIDTH 60
#define VIGIE_SHEET_ROWS 1048576

typedef struct {
    lxw_workbook *book;
    lxw_worksheet *sheet;
    lxw_format *head, *text, *count, *number, *percent, *points, *probability, *wrapped;
} VigieBook;

/* Another format in the manner of the book's; numbers may be NULL. */
lxw_format *vigie_book_format(lxw_workbook *book, const char *numbers);
/* A line "title: text" of the sheet that says how to read; nothing where text is empty. */
void vigie_book_note(VigieBook *book, guint32 *row, const char *title, const char *text);
/* That sheet, begun: observatory and notice; and its end: the publication rule, warnings. */
void vigie_book_begin_notes(VigieBook *book, guint32 *row, const VigieWorkbookNotes *notes);
void vigie_book_end_notes(VigieBook *book, guint32 *row, const VigieWorkbookNotes *notes);
/* "Enquête flash + hors saison" of "flash+off_season"; (transfer full). */
char *vigie_book_surveys(const char *survey, const VigieObservatory *observatory);
/* The bytes of a workbook that fill() writes the sheets of; (transfer full). */
typedef void (*VigieBookFill)(VigieBook *book, gconstpointer user,
                              const VigieWorkbookNotes *notes);
GBytes *vigie_book_make(VigieBookFill fill, gconstpointer user, const VigieWorkbookNotes *notes,
                        GError **error);

#endif
