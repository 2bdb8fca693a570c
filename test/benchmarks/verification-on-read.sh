#!/bin/sh
# What it costs that artefacts are verified when they are read: the same runs with the program as it is, and with a copy
# of it in which the two places of FileObjectStore that verify are taken out.
#
#   test/benchmarks/verification-on-read.sh [DIRECTORY [PAIRS]]
#
# Cases: 1000 cached commands, whose results are looked up; a chain of 100 commands, each of which reads the file of the
# one before; a file of 200 MB that eight commands read one after the other; the quick start from the cache.
# Alternating, PAIRS (5) times each; CASES="cached chain large quick" chooses. The copies in DIRECTORY are used again.
# Prints a Markdown table: the medians of the processor time of the program and of
# all that it starts, which other work on the machine changes least, those of the time by the clock, and the ratio of
# the processor times.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd -P)
work=${1:-$(mktemp -d)}
pairs=${2:-5}
mkdir -p "$work"
work=$(cd "$work" && pwd -P)
export XCFLOW_NO_BUILD=yes

copy() { # $1: name of a copy of what is built
    rm -rf "${work:?}/$1"
    mkdir -p "$work/$1/runner/target"
    cp "$here/xcflow" "$work/$1/"
    cp -R "$(cd "$here/runner/target/current" && pwd -P)" "$work/$1/runner/target/current"
    rm -f "$work/$1"/runner/target/current/classes-*.jsa # It belongs to the place where it was made.
}

"$here/xcflow" --version >/dev/null
if [ ! -e "$work/ready" ]; then
    copy with
    copy without
    lib=$work/without/runner/target/current/lib
    source=$here/storage/src/main/java/xcflow/storage/files/FileObjectStore.java
    mkdir -p "$work/patch"
    awk '/if \(!memo.knows\(digest, look\)\)/ { sub(/!memo.knows\(digest, look\)/, "false"); looked++ }
         /return memo.hashedHere\(/ { print "        return in;"; skipping = 1; streamed++ }
         !skipping { print }
         skipping && /;/ { skipping = 0 }
         END { exit looked == 1 && streamed == 1 ? 0 : 1 }' "$source" >"$work/patch/FileObjectStore.java" ||
        { echo "FileObjectStore does not look as expected" >&2; exit 1; }
    javac -nowarn -d "$work/patch" -cp "$lib/*" "$work/patch/FileObjectStore.java"
    (cd "$work/patch" && jar uf "$lib"/xcflow-storage-*.jar xcflow)
    for which in with without; do "$work/$which/xcflow" --version >/dev/null; done
    touch "$work/ready"
fi

cat >"$work/commands.yaml" <<EOF
name: commands
steps:
  a:
    uses: shell
    matrix: {n: [$(seq -s ', ' 1 1000)]}
    with: {command: "echo \$N > out", environment: {N: "\${{ matrix.n }}"}, outputs: {out: out}}
EOF
{
    echo "name: chain"
    echo "steps:"
    echo "  s0: {uses: shell, with: {command: 'echo 0 > out', outputs: {out: out}}}"
    for i in $(seq 1 100); do
        echo "  s$i: {uses: shell, with: {command: 'cat in > out; echo $i >> out', inputs: {in: '\${{ steps.s$((i - 1)).files.out }}'}, outputs: {out: out}}}"
    done
} >"$work/chain.yaml"
{
    echo "name: large"
    echo "steps:"
    echo "  make: {uses: shell, with: {command: 'head -c 200000000 /dev/zero > out', outputs: {out: out}}}"
    for i in $(seq 1 8); do
        before=$([ "$i" -eq 1 ] || echo ", needs: [read$((i - 1))]")
        echo "  read$i: {uses: shell$before, with: {command: 'wc -c < in', inputs: {in: '\${{ steps.make.files.out }}'}}}"
    done
} >"$work/large.yaml"

timed() { # $1 with or without, then the command: processor time and wall time
    which=$1
    shift
    python3 -c '
import resource, subprocess, sys, time
begun = time.time()
done = subprocess.run(sys.argv[1:], capture_output=True, text=True)
took, used = time.time() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
if done.returncode != 0:
    sys.exit(f"failed: {sys.argv[1:]}: {done.stderr[-500:]}")
print(f"{used.ru_utime + used.ru_stime:.3f} {took:.3f}")' "$work/$which/xcflow" --home "$work/home-$which" "$@"
}

median() { sort -n | awk '{ v[NR] = $1 } END { printf "%.2f", NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }

case_of() { # $1 title, $2 "cold" or "again", then the command
    title=$1 how=$2
    shift 2
    rm -rf "$work"/home-with "$work"/home-without
    : >"$work/times"
    if [ "$how" = again ]; then for which in with without; do timed $which "$@" >/dev/null; done; fi
    for _ in $(seq "$pairs"); do
        for which in with without; do
            [ "$how" = again ] || rm -rf "$work/home-$which"
            echo "$which $(timed $which "$@")" >>"$work/times"
        done
    done
    with=$(awk '$1 == "with" { print $2 }' "$work/times" | median)
    without=$(awk '$1 == "without" { print $2 }' "$work/times" | median)
    clock=$(awk '$1 == "with" { print $3 }' "$work/times" | median)
    clock_without=$(awk '$1 == "without" { print $3 }' "$work/times" | median)
    echo "| $title | $with | $without | $clock | $clock_without | $(echo "$with $without" | awk '{ printf "%+.1f %%", 100 * ($1 / $2 - 1) }') |"
}

echo "| case | verified, s of processor | not verified | verified, s by the clock | not verified | cost |"
echo "| --- | ---: | ---: | ---: | ---: | ---: |"
for which in ${CASES:-cached chain large quick}; do
    case $which in
        cached) case_of "1000 commands from the cache" again run "$work/commands.yaml" -q -j 2 ;;
        chain) case_of "chain of 100 commands" cold run "$work/chain.yaml" -q -j 2 ;;
        large) case_of "200 MB read by eight commands" cold run "$work/large.yaml" -q -j 2 ;;
        quick) case_of "quick start from the cache" again run "$here/workflows/quickstart.yaml" -q -j 2 ;;
    esac
done
[ -n "${1:-}" ] || rm -rf "$work"
