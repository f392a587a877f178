/* tagged.h - what cairo 1.16 cannot write into a PDF: language, alternative texts, the title in the window */
#ifndef VIGIE_RENDER_TAGGED_H
#define VIGIE_RENDER_TAGGED_H

#include <vigie/render.h>

/* The PDF again with /Lang, /ViewerPreferences, an /Alt on each Figure of its structure in order of
 * alternatives (char*, NULL = none), and an /ID made from its content.  NULL if libqpdf refuses. */
GBytes *vigie_pdf_finish(const GByteArray *pdf, VigieLang lang, const GPtrArray *alternatives,
                         GError **error);

#endif
