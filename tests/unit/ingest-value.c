/* ingest-value.c - cells become values: codes, choices, blanks, relevance, calculations, constraints, weights */
#include "ingest-fixture.h"

#define YEAR "year=2024\n"

static const Case values[] = {
    {"numbers", NULL, "integer,u|decimal,x", YEAR,
     "u;x\n3;12,5\n-4;-0,25\n+5;1 234,5\n 6 ;7\n;\n",
     "3|12.5|2024|2024\n-4|-0.25|2024|2024\n5|1234.5|2024|2024\n6|7|2024|2024\n", ""},
    {"number-wrong", NULL, "integer,u|decimal,x", YEAR, "u;x\nfew;1,5\n3,5;1e999\n2;12,5,0\n",
     "<invalid>|1.5|2024|2024\n<invalid>|<invalid>|2024|2024\n2|<invalid>|2024|2024\n",
     "invalid_number:2:1 invalid_number:3:1 invalid_number:3:2 invalid_number:4:2"},
    {"number-codes", NULL, "integer,u|decimal,x",
     YEAR "[codes u]\ndont_know=99;NSP\nrefused=-1\n[codes x]\nnot_applicable=sans objet\n",
     "u;x\n99;1,5\nNSP;Sans objet\n-1;sans objet\n99,0;2\nrefused;blank\n",
     "<dont_know>|1.5|2024|2024\n<dont_know>|<invalid>|2024|2024\n"
     "<refused>|<not_applicable>|2024|2024\n<dont_know>|2|2024|2024\n<refused>|<blank>|2024|"
     "2024\n",
     "invalid_number:3:2"},
    {"range", NULL, "range,r,,,,,,start=0 end=10 step=1", YEAR, "r;z\n0;\n10;\n11;\n-1;\n;x\n",
     "0|2024|2024\n10|2024|2024\n<invalid>|2024|2024\n<invalid>|2024|2024\n<blank>|2024|2024\n",
     "unmapped_column:1:2 out_of_range:4:1 out_of_range:5:1"},
    {"dates", NULL, "date,d|text,t", YEAR,
     "d;t\n2024-07-01;a\n14/07/2024;b\n01/08/24 10:30;c\n31/02/2024;d\n;e\n",
     "2024-07-01|a|2024|2024\n2024-07-14|b|2024|2024\n2024-08-01|c|2024|2024\n"
     "<invalid>|d|2024|2024\n<blank>|e|2024|2024\n",
     "invalid_date:5:1"},
    /* 45474: 2024-07-01, as Excel and LibreOffice say */
    {"dates-excel", NULL, "date,d|text,t", YEAR "dates=excel\n",
     "d;t\n45474;a\n45474.75;b\n2024-07-01;c\n01/07/2024;d\n",
     "2024-07-01|a|2024|2024\n2024-07-01|b|2024|2024\n2024-07-01|c|2024|2024\n"
     "<invalid>|d|2024|2024\n",
     "invalid_date:5:1"},
    {"dates-excel-unsaid", NULL, "date,d|text,t", YEAR, "d;t\n45474;a\n01/07/2024;b\n",
     "<invalid>|a|2024|2024\n2024-07-01|b|2024|2024\n", "invalid_date:2:1"},
    {"header-again", NULL, "text,t|text,v", YEAR, "t;v\na;1\nt;v\nt;2\n\ufefft;v\nb;3\n",
     "a|1|2024|2024\nt|2|2024|2024\nb|3|2024|2024\n", "header_again:3:0 header_again:5:0"},
    {"text", NULL, "text,t|integer,u", YEAR "[codes t]\nblank=-;n.d.\nrefused=REFUS\n",
     "t;u\n\" deux  mots \";1\n-;2\nREFUS;3\nn.d.;4\ndont_know;5\n;6\n\u00a0été\u202f;7\n",
     "deux  mots|1|2024|2024\n<blank>|2|2024|2024\n<refused>|3|2024|2024\n<blank>|4|2024|2024\n"
     "dont_know|5|2024|2024\n<blank>|6|2024|2024\nété|7|2024|2024\n",
     ""},
    /* a code, a choice's name, its label folded; the number however it is written */
    {"choices", NULL,
     "select_one s,a||s,1,Très satisfait|s,2,Plutôt satisfait|s,9,Ne sait pas,dont_know", YEAR,
     "a;b\n1;\n2,0;\n01;\nTRES SATISFAIT;\nplutot_satisfait;\n9;\nne sait pas;\n3;\n;x\n",
     "1|2024|2024\n2|2024|2024\n1|2024|2024\n1|2024|2024\n2|2024|2024\n<dont_know>|2024|2024\n"
     "<dont_know>|2024|2024\n<invalid>|2024|2024\n<blank>|2024|2024\n",
     "unmapped_column:1:2 unknown_choice:9:1"},
    {"codes", NULL, "select_one yn,a||yn,yes,Oui|yn,no,Non",
     YEAR "[codes a]\nyes=1;O;oui \\; certes\nno=2\nblank=\nrefused=9\n",
     "a;b\n1;x\n\"oui ; certes\";x\nO;x\n2;x\n;x\n9;x\nyes;x\nNON;x\n",
     "yes|2024|2024\nyes|2024|2024\nyes|2024|2024\nno|2024|2024\n<blank>|2024|2024\n"
     "<refused>|2024|2024\nyes|2024|2024\nno|2024|2024\n",
     "unmapped_column:1:2"},
    {"empty-is-a-choice", NULL, "select_one yn,a|integer,u||yn,yes|yn,no",
     YEAR "[codes a]\nyes=X\nno=\n[codes u]\nnot_applicable=\n", "a;u\nX;1\n;\n;2\n",
     "yes|1|2024|2024\nno|2|2024|2024\n", ""},
    {"several", NULL,
     "select_multiple m,a|integer,u||m,bike,Vélo|m,walk,À pied|m,swim|m,none,,not_applicable",
     YEAR "[codes a]\nswim=3\n",
     "a;u\nbike walk;1\nwalk bike bike;2\n\"À pied;Vélo;3\";3\nà pied;4\nnone;5\nbike "
     "ski;6\n;7\n"
     "3;8\nnone bike;9\n",
     "bike walk|1|2024|2024\nbike walk|2|2024|2024\nbike walk "
     "swim|3|2024|2024\nwalk|4|2024|2024\n"
     "<not_applicable>|5|2024|2024\n<invalid>|6|2024|2024\n<blank>|7|2024|2024\n"
     "swim|8|2024|2024\nbike|9|2024|2024\n",
     "unknown_choice:7:1"},
    {"flags", NULL, "select_multiple m,a|integer,u||m,bike,Vélo|m,walk|m,none,,refused", YEAR,
     "a/bike;a_walk;a/none;u\n1;0;0;1\n0;0;0;2\n;;;3\noui;X;;4\n0;;1;5\n2;1;;6\n;1;;7\n",
     "bike|1|2024|2024\n|2|2024|2024\n<blank>|3|2024|2024\nbike walk|4|2024|2024\n"
     "<refused>|5|2024|2024\n<invalid>|6|2024|2024\nwalk|7|2024|2024\n",
     "unknown_choice:7:1"},
    {"flags-said", NULL, "select_multiple m,a|integer,u||m,bike|m,walk",
     YEAR "[columns]\na/walk=Q2\na/bike=Q1\n", "Q1;Q2;u\n1;1;1\n0;1;2\n",
     "bike walk|1|2024|2024\nwalk|2|2024|2024\n", ""},
    {"relevant", NULL, "select_one yn,stay|integer,nights,,${stay} = 'yes'||yn,yes|yn,no", YEAR,
     "stay;nights\nyes;3\nno;\nno;4\nyes;\n",
     "yes|3|2024|2024\nno|<not_asked>|2024|2024\nno|<not_asked>|2024|2024\nyes|<blank>|2024|"
     "2024\n",
     "not_relevant:4:2"},
    {"constraint", NULL, "integer,nights,,,. > 0 and . < 60|text,t,,,string-length(.) < 3",
     YEAR, "nights;t\n3;ab\n-3;ab\n;abc\n60;\n",
     "3|ab|2024|2024\n<invalid>|ab|2024|2024\n<blank>|<invalid>|2024|2024\n"
     "<invalid>|<blank>|2024|2024\n",
     "constraint:3:1 constraint:4:2 constraint:5:1"},
    /* a calculation follows what it reads, wherever it stands, and never sees a refused value */
    {"calculation", NULL,
     "calculate,c,,,,${b} * 2|calculate,b,,,,${a} + 1|integer,a,,,. < 10|calculate,k,,,,"
     "\"if(${a} > 2, 'y', if(${a} = 1, 'n', ''))\",yn||yn,y|yn,n",
     YEAR, "a\n1\n3\n12\n",
     "4|2|1|n|2024|2024\n8|4|3|y|2024|2024\n<blank>|<blank>|<invalid>|<blank>|2024|2024\n",
     "constraint:4:1"},
    {"weight", "weight=w\n", "decimal,w|integer,u", YEAR,
     "w;u\n1,5;1\n0;2\n-1;3\n;4\n1e999;5\nheavy;6\n2;7\n",
     "1.5|1|2024|2024\n0|2|2024|2024\n2|7|2024|2024\n",
     "bad_weight:4:1 bad_weight:5:1 bad_weight:6:1 bad_weight:7:1"},
    {"ids", "id=i\n", "hidden,i|integer,u", YEAR, "i;u\na;1\nb;2\na;3\n;4\n;5\n",
     "a|1|2024|2024\nb|2|2024|2024\na|3|2024|2024\n<blank>|4|2024|2024\n<blank>|5|2024|2024\n",
     "duplicate_id:4:1"},
    {"psus", "strata=year;s\ncluster=p\n", "hidden,s|hidden,p|integer,u",
     "[columns]\nyear=an\n",
     "an;s;p;u\n2023;A;1;1\n2023;B;1;2\n2023;B;1;3\n2023;A;;4\n2023;A;;5\n2024;B;1;6\n2024;;2;"
     "7\n",
     "A|1|1|2023|2023\nB|1|2|2023|2023\nB|1|3|2023|2023\nA|<blank>|4|2023|2023\nA|<blank>|5|"
     "2023|2023\n"
     "B|1|6|2024|2024\n<blank>|2|7|2024|2024\n",
     "psu_in_two_strata:3:3"},
};

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    vigie_cases_add("value", values, G_N_ELEMENTS(values));
    return g_test_run();
}
