# tap.bash - sourced by the shell tests: TAP without ceremony.
#   ok "name" COMMAND…     passes if the command succeeds (its output is shown if not)
#   is "name" GOT WANTED   passes if the texts are equal
#   skip "name" REASON
#   done_testing           prints the plan, at the end
#   sample_observatory DIR the sample observatory with new data and no store, whatever quickstart left in the sources
# $work is a fresh folder that goes away; $VIGIE is the command.
set -u
tap_n=0
work=$(mktemp -d "${TMPDIR:-/tmp}/vigie-test.XXXXXX")
trap 'rm -rf "$work"' EXIT

tap_result() {
    tap_n=$((tap_n + 1))
    printf '%s %d - %s\n' "$1" "$tap_n" "$2"
}

ok() {
    local name=$1 output
    shift
    if output=$("$@" 2>&1); then
        tap_result ok "$name"
    else
        tap_result "not ok" "$name"
        printf '%s\n' "$output" | head -n 20 | sed 's/^/# /'
    fi
}

is() {
    if [ "$2" = "$3" ]; then
        tap_result ok "$1"
    else
        tap_result "not ok" "$1"
        printf '# got:    %s\n# wanted: %s\n' "$2" "$3"
    fi
}

skip() {
    tap_n=$((tap_n + 1))
    printf 'ok %d - %s # SKIP %s\n' "$tap_n" "$1" "$2"
}

done_testing() {
    printf '1..%d\n' "$tap_n"
}

# close_to RELATIVE-TOLERANCE: reads "name got wanted" lines; fails and says which differ.
close_to() {
    awk -v tolerance="$1" '
        function abs(x) { return x < 0 ? -x : x }
        { n++; d = abs($2 - $3); m = abs($3); if ($2 == "" || $3 == "" || d > tolerance * (m > 0 ? m : 1e-3)) {
              bad++; if (bad <= 10) printf "%s: got %s, wanted %s\n", $1, $2, $3 } }
        END { printf "%d compared, %d differ\n", n, bad; exit (bad > 0 || n == 0) }'
}

sample_observatory() {
    cp -R "$srcdir/surveys/midi-quercy" "$1"
    chmod -R u+w "$1"
    rm -rf "$1/data" "$1/out" "$1"/observatory.db*
    "$builddir/scripts/sample/make-sample" "$1"
}
