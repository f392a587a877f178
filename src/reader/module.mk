# reader: the program that reads files of other programs in a process of its own
libexec_PROGRAMS = vigie-reader
vigie_reader_SOURCES = src/reader/reader.c
vigie_reader_LDADD = libvigie.la $(GLIB_LIBS) $(READSTAT_LIBS) -lm
vigie_reader_LDFLAGS = $(AM_LDFLAGS) -static
