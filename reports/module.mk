# reports: ready-made report definitions
reportsdir = $(pkgdatadir)/reports
dist_reports_DATA = reports/annual.ini
