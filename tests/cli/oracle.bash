# oracle.bash - sourced after observatory.bash by tests that compare with the oracle of VIGIE_DATA.
#   oracle_or_skip NAME                                  skips the test, by name, without the oracle
#   compare ID COLUMN "SURVEY OPTIONS" [KEY=VALUE…]       one line "id got wanted" for close_to
#   compare_trend ID COLUMN "SURVEY OPTIONS" [KEY=VALUE…] the same by `vigie trend`
#   differs ID COLUMN "SURVEY OPTIONS" [KEY=VALUE…]       a value that R gives for a mistake is not ours
oracle_or_skip() {
    if [ -z "${VIGIE_DATA:-}" ] || [ ! -f "$VIGIE_DATA/oracle/expected/expected_all.csv" ]; then
        skip "$1" "VIGIE_DATA is not set"
        done_testing
        exit 0
    fi
    data=$VIGIE_DATA/oracle/data
    all=$VIGIE_DATA/oracle/expected/expected_all.csv
    newer=$VIGIE_DATA/oracle/expected/expected_all.survey4.5.csv
}

# The expected value of an id, from survey 4.5 where it is asked for.
expected() {
    awk -v id="\"$1\"" '{ at = index($0, "," id ",\""); if (at) { s = substr($0, at + length(id) + 3); sub(/".*/, "", s); print s; exit } }' "${2:-$all}"
}

# The last answer is kept in $work/answer: the same question is not put twice in a row.
asked=""
answer() {
    local command=${2:-estimate}
    if [ "$asked" != "$command $1" ]; then
        # shellcheck disable=SC2086
        eval "in_observatory ${1%% *} $command $1 --format csv" >"$work/answer"
        asked="$command $1"
    fi
}
compare() {
    answer "$3" estimate
    printf '%s %s %s\n' "$1" "$(cell "$2" "${@:4}" <"$work/answer")" "$(expected "$1")"
}
compare_trend() {
    answer "$3" trend
    printf '%s %s %s\n' "$1" "$(cell "$2" "${@:4}" <"$work/answer")" "$(expected "$1")"
}
differs() {
    local got
    answer "$3" "${command:-estimate}"
    got=$(cell "$2" "${@:4}" <"$work/answer")
    ok "not the value of $1" awk -v a="$got" -v b="$(expected "$1")" \
        'BEGIN { exit !(a != "" && b != "" && (a - b)^2 > (1e-6 * b)^2) }'
}
