DATA LIST LIST(';') NOTABLE /id (F8) type (F2) sat (F3) spend (DOT10.2) visit (EDATE10) place (A20).
BEGIN DATA
1;1;4;12,5;14.07.2024;Saint-Antonin
2;2;99;0,1;15.07.2024;"Caylus, bourg"
3;3;5;;16.07.2024;Montauban
4;1;98;1234567,89;;
END DATA.
FORMATS spend (F10.2).
VARIABLE LABELS type 'Type de client' sat 'Satisfaction générale' spend 'Dépense (euros)'.
VALUE LABELS type 1 'Famille' 2 'Couple' 3 'Groupe' /sat 1 'Très mauvais' 4 'Bon' 5 'Très bon' 98 'Ne sait pas' 99 'Refus'.
MISSING VALUES sat (98, 99).
VARIABLE LEVEL type (NOMINAL) sat (ORDINAL).
SAVE OUTFILE='a.sav'.
SAVE OUTFILE='a.zsav' /ZCOMPRESSED.
