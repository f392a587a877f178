# setup.sh - sourced by quickstart, check and .ci/run: installs what is missing, configures, builds.

# What the build needs on Debian 12, and what the tests need besides.
VIGIE_BUILD_PACKAGES="gcc libc6-dev make autoconf automake libtool pkg-config gettext autopoint
  libglib2.0-dev libgsl-dev libsqlite3-dev libcsv-dev libcairo2-dev libpango1.0-dev libxml2-dev
  zlib1g-dev libpng-dev libqpdf-dev libjson-glib-dev libxlsxwriter-dev libreadstat-dev libgdal-dev fonts-inter"
VIGIE_TEST_PACKAGES="poppler-utils sqlite3 file xz-utils clang clang-format libclang-rt-14-dev time unzip"

say() {
    printf '\n== %s\n' "$*"
}

die() {
    printf '%s\n' "$*" >&2
    exit 2
}

# Installs those of the packages named that are not there yet; says which.
install_packages() {
    local missing="" package
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' ||
            missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    say "Installing with apt:$missing"
    local sudo=""
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || die "Not root and no sudo: please install these packages:$missing"
        sudo=sudo
    fi
    $sudo apt-get update -q || die "apt-get update failed: is there a network?"
    # shellcheck disable=SC2086
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing ||
        die "apt-get could not install:$missing"
}

# configure_in DIR [OPTION…]: configures once in DIR, a folder beside configure; again if the options or configure.ac
# changed.
configure_in() {
    local dir=$1
    shift
    local stamp
    case $PWD in
    *[\'\"\\\`\#\$\&]*) die "$PWD: configure refuses quotes, #, \$, & and backslashes in a path; please move the folder" ;;
    esac
    stamp="$* $(cat configure.ac Makefile.am | cksum)"
    mkdir -p "$dir"
    [ -x configure ] && [ configure -nt configure.ac ] || autoreconf -i >"$dir/autoreconf.log" 2>&1 ||
        { cat "$dir/autoreconf.log" >&2; die "autoreconf failed"; }
    if [ ! -f "$dir/Makefile" ] || [ "$(cat "$dir/.options" 2>/dev/null)" != "$stamp" ]; then
        # a relative path: an absolute one may hold spaces, which configure refuses
        (cd "$dir" && ../configure -q "$@") || die "configure failed: see $dir/config.log"
        printf '%s' "$stamp" >"$dir/.options"
    fi
}

build_in() {
    make -C "$1" -s -j"$(nproc)" || die "the build in $1 failed"
}
