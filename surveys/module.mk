# surveys: ready-made questionnaires and sample observatories
nobase_dist_pkgdata_DATA = surveys/sfo/observatory.ini surveys/sfo/surveys/sfo.csv \
	surveys/sfo/sources/sfo-2013.ini surveys/sfo/sources/sfo-2014.ini \
	surveys/sfo/sources/sfo-2015.ini surveys/sfo/sources/sfo-2016.ini
nobase_dist_pkgdata_DATA += surveys/midi-quercy/observatory.ini surveys/midi-quercy/sources/employment.ini \
	surveys/midi-quercy/sources/events.ini \
	surveys/midi-quercy/sources/fieldwork-off-season.ini \
	surveys/midi-quercy/sources/fieldwork.ini surveys/midi-quercy/sources/flash-2016.ini \
	surveys/midi-quercy/sources/flash.ini surveys/midi-quercy/sources/nights.ini \
	surveys/midi-quercy/sources/off-season.ini \
	surveys/midi-quercy/sources/population.ini surveys/midi-quercy/sources/sales.ini surveys/midi-quercy/sources/sites.ini \
	surveys/midi-quercy/sources/stock.ini surveys/midi-quercy/surveys/employment.csv \
	surveys/midi-quercy/surveys/events.csv surveys/midi-quercy/surveys/fieldwork.csv \
	surveys/midi-quercy/surveys/flash-2016.csv surveys/midi-quercy/surveys/flash.csv \
	surveys/midi-quercy/surveys/nights.csv surveys/midi-quercy/surveys/off-season.csv \
	surveys/midi-quercy/surveys/population.csv surveys/midi-quercy/surveys/sales.csv surveys/midi-quercy/surveys/sites.csv \
	surveys/midi-quercy/surveys/stock.csv
nobase_dist_pkgdata_DATA += surveys/france/observatory.ini surveys/france/sources/accommodation.ini \
	surveys/france/sources/employment.ini surveys/france/sources/museums.ini \
	surveys/france/sources/occupancy.ini surveys/france/sources/population.ini \
	surveys/france/surveys/accommodation.csv surveys/france/surveys/employment.csv \
	surveys/france/surveys/museums.csv surveys/france/surveys/occupancy.csv \
	surveys/france/surveys/population.csv
check_PROGRAMS += tests/unit/surveys-xlsform
tests_unit_surveys_xlsform_SOURCES = tests/unit/surveys-xlsform.c
tests_unit_surveys_xlsform_LDADD = $(TEST_LDADD)
tests_unit_surveys_xlsform_LDFLAGS = $(TEST_LDFLAGS)
