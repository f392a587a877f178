# observatory.bash - sourced after tap.bash by tests that make small observatories on the fly.
#   observatory NAME DATA.csv "KEYS OF [survey]" "QUESTIONNAIRE ROWS" "SOURCE LINES"
#       makes and loads $work/NAME, a survey NAME with no publication rule; rows are "type,name[,…]"
#       after a header "type,name,list,calculation"; choices, if any, follow a line "choices".
#   in_observatory NAME COMMAND…     runs vigie there, quietly, in English
#   cell COLUMN [KEY=VALUE…] <CSV    the value of the first row that matches
observatory() {
    local folder=$work/$1
    mkdir -p "$folder/surveys" "$folder/sources" "$folder/data"
    cp "$2" "$folder/data/$1.csv"
    printf '[observatory]\nname=%s\nlanguage=en\n[survey %s]\nquestionnaire=surveys/%s.csv\n%s\n' \
        "$1" "$1" "$1" "$3" >"$folder/observatory.ini"
    printf '[publication]\nsuppress-below=0\nlow-base-below=0\ncaution-df-below=0\n' \
        >>"$folder/observatory.ini"
    questionnaire "$4" >"$folder/surveys/$1.csv"
    printf '[source]\nsurvey=%s\nfile=data/%s.csv\n%s\n' "$1" "$1" "$5" >"$folder/sources/$1.ini"
    in_observatory "$1" load >"$folder/load.log" 2>&1 || [ $? -eq 1 ] || cat "$folder/load.log"
}

questionnaire() {
    local row sheet=survey
    printf '"survey",,,,\n,"type","name","list","calculation"\n'
    while IFS= read -r row; do
        [ -n "$row" ] || continue
        if [ "$row" = choices ]; then
            sheet=choices
            printf '"choices",,,,\n,"list_name","name","score","missing"\n'
        else
            printf ',%s\n' "$row"
        fi
    done <<<"$1"
}

in_observatory() {
    local name=$1
    shift
    "$VIGIE" -C "$work/$name" --lang en --quiet "$@"
}

cell() {
    awk -F, -v column="$1" -v wanted="${*:2}" '
        NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; n = split(wanted, condition, " "); next }
        { for (i = 1; i <= n; i++) { split(condition[i], kv, "="); if ($at[kv[1]] != kv[2]) next }
          print $at[column]; exit }'
}
