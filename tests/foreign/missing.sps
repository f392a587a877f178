DATA LIST LIST /id (F4) spend (F8.2) sat (F2) age (F3) town (A8).
BEGIN DATA
1 12.5 4 30 Caylus
2 999 98 -2 Inconnu
3 999 99 120 Caylus
4 20 5 -1 Nègre
5 30 97 45 X
END DATA.
VARIABLE LABELS spend 'Dépense' sat 'Satisfaction' age 'Âge'.
VALUE LABELS sat 4 'Bon' 5 'Très bon' 98 'Ne sait pas' 99 'Refus'.
MISSING VALUES spend (999) sat (97 THRU 99) age (LO THRU -1, 120) town ('Inconnu').
SAVE OUTFILE='missing.sav'.
