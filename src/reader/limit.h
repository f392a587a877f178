/* limit.h - what a reader may use */
#ifndef VIGIE_READER_LIMIT_H
#define VIGIE_READER_LIMIT_H

/* A file that unpacks to more than the machine bears, or never ends, ends this process: 4 GiB, 5 minutes. */
void vigie_limit(void);

#endif
