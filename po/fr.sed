# French typography of po/fr.po, by `make update-po`: what is typed on a keyboard, as it is printed.
s/\([[:alpha:]]\)'\([[:alpha:]«]\)/\1’\2/g
s/[  ]\([;?]\)\( \|)\|$\)/ \1\2/g
s/[  ]!\( \|)\|$\)/ !\1/g
s/[  ]:\( \|)\|$\)/ :\1/g
s/«[  ]/« /g
s/[  ]»/ »/g
s/[  ]%%/ %%/g
s/\.  /. /g
