# verdicts.bash - sourced after tap.bash: a survey of four waves, each with a questionnaire of its own.
#   four_waves NAME        $work/NAME with waves 2021 to 2024, the same form in each; nothing loaded
#   form NAME YEAR SED…    rewrites the form of a year from the common one
#   bridge NAME LINES      appends lines to observatory.ini
#   go NAME COMMAND…       runs vigie there in English; messages are on stdout too
# Answers of a year: 40 records at 10 sites; sat is 1 to 4 with a mean that grows by year, lodging and sources vary.
base_form='survey,,,,,,,
,type,name,label::Français (fr),label::English (en),relevant,role,
,hidden,site,Site,Site,,,
,select_one stay,stay,Type de visite,Kind of visit,,,
,integer,nights,Combien de nuits avez-vous passées ici ?,How many nights did you stay here?,,,
,select_one sat,sat,Êtes-vous satisfait de la restauration ?,Are you satisfied with the food?,,satisfaction overall,
,select_one lodging,lodging,Votre hébergement principal,Your main accommodation,,,
,select_multiple source,sources,Comment avez-vous connu le pays ?,How did you hear of us?,,,
choices,,,,,,,
,list_name,name,label::Français (fr),label::English (en),score,missing,
,stay,day,À la journée,For the day,,,
,stay,overnight,Au moins une nuit,At least one night,,,
,sat,1,Pas du tout,Not at all,1,,
,sat,2,Plutôt pas,Rather not,2,,
,sat,3,Assez,Rather,3,,
,sat,4,Très,Very,4,,
,lodging,hotel,Hôtel,Hotel,,,
,lodging,camping,Terrain de camping,Camp site,,,
,lodging,cottage,Gîte rural,Cottage,,,
,source,web,Internet,The web,,,
,source,friends,Amis ou famille,Friends or family,,,'

four_waves() {
    local folder=$work/$1 year
    mkdir -p "$folder/surveys" "$folder/sources" "$folder/data"
    printf '[observatory]\nname=%s\nlanguage=fr\n[publication]\nsuppress-below=0\nlow-base-below=0\ncaution-df-below=0\n' \
        "$1" >"$folder/observatory.ini"
    printf '[survey s]\ntitle=Enquête d’été\nquestionnaire=surveys/s.csv\nstrata=year\ncluster=site\n' >>"$folder/observatory.ini"
    printf '%s\n' "$base_form" >"$folder/surveys/s.csv"
    for year in 2021 2022 2023 2024; do
        printf '%s\n' "$base_form" >"$folder/surveys/$year.csv"
        printf '[source]\nsurvey=s\nfile=data/%s.csv\nyear=%s\nwave=%s\nquestionnaire=surveys/%s.csv\n' \
            "$year" "$year" "$year" "$year" >"$folder/sources/w$year.ini"
        awk -v year="$year" 'BEGIN {
            print "site,stay,nights,sat,lodging,sources"
            for (i = 0; i < 40; i++) {
                sat = (i * 7 + int(i / 10)) % 4 + 1
                if (sat < 4 && i % 10 < year - 2020) sat++
                printf "s%d,%s,%d,%d,%s,%s\n", i % 10, i % 3 ? "overnight" : "day", i % 5 + 1, sat,
                    i % 4 == 0 ? "hotel" : i % 4 == 1 ? "camping" : "cottage", i % 2 ? "web" : "web friends"
            } }' >"$folder/data/$year.csv"
    done
}

form() {
    local name=$1 year=$2
    shift 2
    printf '%s\n' "$base_form" | sed "$@" >"$work/$name/surveys/$year.csv"
}

bridge() {
    printf '%s\n' "$2" >>"$work/$1/observatory.ini"
}

go() {
    local name=$1
    shift
    "$VIGIE" -C "$work/$name" --lang "${LANGUAGE_SAID:-en}" --quiet "$@" 2>&1
}

sql() {
    go "$1" query "$2" --format csv | tail -n +2 | tr -d '"'
}
