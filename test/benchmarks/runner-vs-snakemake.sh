#!/bin/sh
# The runner's own cost beside Snakemake's, in the same run on the same machine.
#
#   test/benchmarks/runner-vs-snakemake.sh [DIRECTORY [PAIRS]]
#
# Cases: 1000 independent commands that do nothing, cold and again; a chain of 200; plans of 10 000 and
# 100 000. Both run two at a time; Snakemake without the parts that a local run does not need. With PAIRS only the
# cold chain and the cold commands, alternating, so many times; CASES="chain" or CASES="wide" chooses one of them.
# Prints a Markdown table of wall times in seconds; of pairs the processor times, too, which count where the machine
# has other work: of the program and of all commands that it ran.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd -P)
work=${1:-$(mktemp -d)}
mkdir -p "$work"
cd "$work"
export XCFLOW_NO_BUILD=yes

seconds() { # wall time of a command whose output does not matter
    start=$(date +%s.%N)
    "$@" >>log 2>&1 || { echo "failed: $*" >&2; tail -5 log >&2; }
    end=$(date +%s.%N)
    echo "$start $end" | awk '{ printf "%.2f", $2 - $1 }'
}

list() { seq -s ', ' 1 "$1"; }

wide() { # $1 instances
    cat >"wide$1.yaml" <<EOF
name: wide$1
steps:
  a:
    uses: shell
    matrix: {n: [$(list "$1")]}
    with: {command: "echo \$N > out", environment: {N: "\${{ matrix.n }}"}, outputs: {out: out}}
EOF
    mkdir -p "wide$1"
    cat >"wide$1/Snakefile" <<EOF
rule all:
    input: expand("out/{n}", n=range(1, $1 + 1))
rule a:
    output: "out/{n}"
    shell: "echo {wildcards.n} > {output}"
EOF
}

inprocess() { # $1 instances that need no process
    cat >"noop$1.yaml" <<EOF
name: noop$1
steps:
  a:
    uses: assert
    matrix: {n: [$(list "$1")]}
    with: {that: true, message: "\${{ string(matrix.n) }}"}
EOF
}

chain() { # $1 links
    {
        echo "name: chain"
        echo "steps:"
        echo "  s0: {uses: shell, with: {command: 'echo 0 > out', outputs: {out: out}}}"
        for i in $(seq 1 "$1"); do
            echo "  s$i: {uses: shell, with: {command: 'cat in > out; echo $i >> out', inputs: {in: '\${{ steps.s$((i - 1)).files.out }}'}, outputs: {out: out}}}"
        done
    } >chain.yaml
    mkdir -p chain
    {
        echo 'rule all:'
        echo "    input: \"s$1\""
        echo 'rule first:'
        echo '    output: "s0"'
        echo '    shell: "echo 0 > {output}"'
        for i in $(seq 1 "$1"); do
            echo "rule r$i:"
            echo "    input: \"s$((i - 1))\""
            echo "    output: \"s$i\""
            echo "    shell: \"cat {input} > {output}; echo $i >> {output}\""
        done
    } >chain/Snakefile
}

row() { # $1 case, $2 ours, $3 theirs
    echo "| $1 | $2 | $3 | $(echo "$2 $3" | awk '{ if ($1 > 0 && $2 > 0) printf "%.1f", $2 / $1; else print "" }') |"
}

snake() { # $1 directory, further options
    directory=$1
    shift
    (cd "$directory" && snakemake --cores 2 --quiet all "$@")
}

both() { # wall and processor time of a command in directory $1
    python3 -c '
import os, resource, subprocess, sys, time
os.chdir(sys.argv[1])
begun = time.time()
done = subprocess.run(sys.argv[2:], capture_output=True, text=True)
took, used = time.time() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
if done.returncode != 0:
    sys.exit(f"failed: {sys.argv[2:]}: {done.stderr[-500:]}")
print(f"{took:.2f} {used.ru_utime + used.ru_stime:.2f}")' "$@"
}

pair() { # $1 case, $2 file and directory: both programs once, cold
    # In a directory of its own: some file systems are slow for minutes after much was deleted.
    fresh=$(mktemp -d "$work/pair-XXXXXX")
    cp "$2.yaml" "$fresh" && mkdir "$fresh/$2" && cp "$2/Snakefile" "$fresh/$2"
    ours=$(both "$fresh" "$here/xcflow" run "$2.yaml" -q -j 2)
    theirs=$(both "$fresh/$2" snakemake --cores 2 --quiet all)
    echo "$1|$ours $theirs" | awk -F'[| ]' '{ n = NF - 3
        for (i = 1; i < n; i++) name = name (i > 1 ? " " : "") $i
        printf "| %s | %s | %s | %.2f | %s | %s | %.2f |\n", name, $n, $(n + 2), $(n + 2) / $n, $(n + 1), $(n + 3), $(n + 3) / $(n + 1) }'
}

if [ -n "${2:-}" ]; then
    wide 1000
    chain 200
    "$here/xcflow" --version >>log
    echo "| case | xcflow, s | Snakemake, s | ratio | xcflow, s of processor | Snakemake, s of processor | ratio |"
    echo "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for _ in $(seq "$2"); do
        case ${CASES:-chain wide} in *chain*) pair "chain of 200, cold" chain ;; esac
        case ${CASES:-chain wide} in *wide*) pair "1000 commands, cold" wide1000 ;; esac
    done
    exit
fi
wide 1000
inprocess 1000
chain 200
wide 10000
wide 100000

echo "| case | xcflow, s | Snakemake, s | ratio |"
echo "| --- | ---: | ---: | ---: |"
ours=$(seconds "$here/xcflow" run wide1000.yaml -q -j 2)
theirs=$(seconds snake wide1000)
row "1000 commands, cold" "$ours" "$theirs"
ours=$(seconds "$here/xcflow" run wide1000.yaml -q -j 2)
theirs=$(seconds snake wide1000)
row "1000 commands, nothing to do" "$ours" "$theirs"
ours=$(seconds "$here/xcflow" run noop1000.yaml -q -j 2)
row "1000 instances in process, cold" "$ours" "0"
ours=$(seconds "$here/xcflow" run noop1000.yaml -q -j 2)
row "1000 instances in process, cached" "$ours" "0"
ours=$(seconds "$here/xcflow" run chain.yaml -q -j 2)
theirs=$(seconds snake chain)
row "chain of 200, cold" "$ours" "$theirs"
ours=$(seconds "$here/xcflow" run chain.yaml -q -j 2)
theirs=$(seconds snake chain)
row "chain of 200, nothing to do" "$ours" "$theirs"
ours=$(seconds "$here/xcflow" plan wide10000.yaml)
theirs=$(seconds snake wide10000 --dry-run)
row "plan of 10 000" "$ours" "$theirs"
ours=$(seconds "$here/xcflow" plan wide100000.yaml)
if [ -n "${PATIENT:-}" ]; then theirs=$(seconds snake wide100000 --dry-run); else theirs=0; fi
row "plan of 100 000" "$ours" "$theirs"
echo
echo "load at the end: $(uptime | sed 's/.*load average: //')"
