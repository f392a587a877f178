# reader: the programs that read files of other programs in processes of their own
libexec_PROGRAMS = vigie-reader
vigie_reader_SOURCES = src/reader/reader.c
vigie_reader_LDADD = libvigie.la $(GLIB_LIBS) $(READSTAT_LIBS) -lm
vigie_reader_LDFLAGS = $(AM_LDFLAGS) -static
if GDAL
libexec_PROGRAMS += vigie-workbook
vigie_workbook_SOURCES = src/reader/archive.c src/reader/archive.h src/reader/biff.c src/reader/book.c \
	src/reader/cell.c src/reader/cell.h src/reader/compound.c src/reader/compound.h src/reader/package.c \
	src/reader/package.h src/reader/workbook.c src/reader/workbook.h
vigie_workbook_CPPFLAGS = $(AM_CPPFLAGS) $(GDAL_CFLAGS)
vigie_workbook_LDADD = libvigie.la $(GLIB_LIBS) $(GDAL_LIBS)
vigie_workbook_LDFLAGS = $(AM_LDFLAGS) -static
endif
