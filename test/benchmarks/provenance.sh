#!/bin/sh
# What questions to a large project cost: 10 000 executions, 1 000 functional versions, each lineage 100 versions long.
#
#   test/benchmarks/provenance.sh [DIRECTORY [RUNS [BYTES]]]
#
# Makes the project in the directory if it is not there yet (100 runs with 100 executions, files of 64 KiB) and prints a
# Markdown table: wall time and processor time of whole processes, start of the virtual machine included.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd -P)
work=${1:-$(mktemp -d)}
runs=${2:-100}
bytes=${3:-65536}
home=$work/home
export XCFLOW_HOME="$home"
mkdir -p "$work"

"$here/xcflow" --version >/dev/null
export XCFLOW_NO_BUILD=yes
build=$(cd "$here/runner/target/current" && pwd -P)
if [ ! -e "$home/complete" ]; then
    rm -rf "$home"
    (cd "$here" && mvn -o -q -B -Dquick -pl test -am test-compile >"$work/build.log" 2>&1)
    java -Xmx1g -cp "$build/lib/*:$here/test/target/test-classes" xcflow.test.LargeHome "$home" "$runs" "$bytes"
    touch "$home/complete"
fi

measure() { # what it is, then the command
    what=$1
    shift
    TIMEFORMAT='%R %U %S' bash -c 'time "$@" >>"$0" 2>&1' "$work/log" "$@" 2>"$work/time" || {
        echo "failed: $*" >&2
        tail -n 5 "$work/log" >&2
    }
    tail -n 1 "$work/time" | awk -v what="$what" '{ printf "| %s | %.2f | %.2f |\n", what, $1, $2 + $3 }'
}

version=series-03@$runs
echo "| question | wall, s | processor, s |"
echo "| --- | ---: | ---: |"
measure '`--help`' "$here/xcflow" --help
measure '`functional list`' "$here/xcflow" functional list
measure '`functional list --page 10 --limit 100 --json`' "$here/xcflow" functional list --page 10 --limit 100 --json
measure '`functional show`' "$here/xcflow" functional show "$version"
measure '`functional lineage`, 100 versions long' "$here/xcflow" functional lineage "$version"
measure '`functional lineage --json`' "$here/xcflow" functional lineage "$version" --json
measure '`functional lineage --svg`' "$here/xcflow" functional lineage "$version" --svg "$work/lineage.svg"
measure '`functional lineage --short`, a clone' "$here/xcflow" functional lineage series-03@1 --short
measure '`functional descendants PBE`, all of them' "$here/xcflow" functional descendants PBE --short
measure '`functional diff`' "$here/xcflow" functional diff series-03@1 "$version"
measure '`functional metrics PBE`' "$here/xcflow" functional metrics series-03@1
measure '`sql`, a mean for each version' "$here/xcflow" sql \
    'select label, avg(amount) from metrics group by label order by 2 limit 10'
measure '`audit`' "$here/xcflow" audit
measure 'reading and hashing the files with `sha256sum`' sh -c "find '$home/objects' -type f -print0 | xargs -0 sha256sum"
du -sh "$home/objects" | awk '{ print "\nfiles: " $1 }'
ls -l "$home"/*.db | awk '{ printf "database: %.0f MB\n", $5 / 1e6 }'
