# po: translations.  `make update-po` refreshes vigie.pot and the .po files.
LINGUAS = fr
EXTRA_DIST += po/LINGUAS po/fr.po po/fr.sed
CLEANFILES += $(LINGUAS:%=po/locale/%/LC_MESSAGES/vigie.mo)
all-local: $(LINGUAS:%=po/locale/%/LC_MESSAGES/vigie.mo)
po/locale/%/LC_MESSAGES/vigie.mo: $(top_srcdir)/po/%.po
	$(AM_V_GEN)$(MKDIR_P) $(@D) && $(MSGFMT) --check-format -o $@ $<
install-data-local: all-local
	for l in $(LINGUAS); do \
	  $(MKDIR_P) "$(DESTDIR)$(localedir)/$$l/LC_MESSAGES" && \
	  $(INSTALL_DATA) po/locale/$$l/LC_MESSAGES/vigie.mo "$(DESTDIR)$(localedir)/$$l/LC_MESSAGES/vigie.mo" || exit 1; \
	done
uninstall-local:
	for l in $(LINGUAS); do rm -f "$(DESTDIR)$(localedir)/$$l/LC_MESSAGES/vigie.mo"; done
# The sources' messages, sorted by file, without dates or places: the same sources give the same template.
XGETTEXT_FLAGS = --from-code=UTF-8 -k_ -kN_ -kP_:1,2 --add-comments=TRANSLATORS --package-name=vigie --no-location
update-po:
	cd $(top_srcdir) && find src -name '*.[ch]' | LC_ALL=C sort > po/POTFILES && \
	$(XGETTEXT) -f po/POTFILES -o po/vigie.pot $(XGETTEXT_FLAGS) && \
	sed -i '/^"POT-Creation-Date:/d; /^"Report-Msgid-Bugs-To:/d' po/vigie.pot && \
	for l in $(LINGUAS); do \
	  $(MSGMERGE) -q -N --no-location --no-wrap -o po/$$l.po po/$$l.po po/vigie.pot && \
	  msgattrib --no-obsolete --no-wrap -o po/$$l.po po/$$l.po && \
	  if test -f po/$$l.sed; then \
	    LC_ALL=C.UTF-8 msgfilter --keep-header --no-wrap -i po/$$l.po -o po/$$l.po sed -f po/$$l.sed 2>/dev/null; \
	  fi || exit 1; \
	done; rm -f po/POTFILES po/vigie.pot
.PHONY: update-po
