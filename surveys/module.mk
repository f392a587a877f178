# surveys: ready-made questionnaires and sample observatories
nobase_dist_pkgdata_DATA = surveys/sfo/observatory.ini surveys/sfo/surveys/sfo.csv \
	surveys/sfo/sources/sfo-2013.ini surveys/sfo/sources/sfo-2014.ini \
	surveys/sfo/sources/sfo-2015.ini surveys/sfo/sources/sfo-2016.ini
