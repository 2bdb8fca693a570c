#!/usr/bin/env python3
"""Many short jobs on a real Slurm, by xcflow and by the Slurm executors of Nextflow and Snakemake: time, and how often Slurm is asked.

    test/benchmarks/slurm-vs-others.py [--jobs 200] [--only xcflow|nextflow|snakemake] [--limit SECONDS]

Starts a Slurm of four nodes of its own (.ci/slurm, as root). Calls of sbatch, squeue, sacct and scancel are counted by scripts in
front of them. Needs snakemake with snakemake-executor-plugin-slurm (pip); Nextflow comes from Maven Central. What has not finished
after the limit is ended, and counted until then. Prints a Markdown table.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
XCFLOW = os.environ.get("XCFLOW", str(ROOT / "xcflow"))
CALLS = ("sbatch", "squeue", "sacct", "scontrol", "scancel")
NEXTFLOW = "24.10.0"
OPENED = ("java.lang", "java.io", "java.nio", "java.nio.file.spi", "java.net", "java.util", "java.util.concurrent.locks",
          "java.util.concurrent.atomic", "sun.nio.ch", "sun.nio.fs", "sun.net.www.protocol.http", "sun.net.www.protocol.https",
          "sun.net.www.protocol.ftp", "sun.net.www.protocol.file", "jdk.internal.misc", "jdk.internal.vm")


def counted(directory):
    """A PATH in front of which calls are counted, and find this Slurm when the environment does not say where it is."""
    programs = directory / "bin"
    programs.mkdir()
    for name in (*CALLS, "srun"):
        real = shutil.which(name)
        (programs / name).write_text(f"#!/bin/sh\necho {name} >>{directory}/calls\nexport SLURM_CONF={os.environ['SLURM_CONF']}\n"
                                     f"exec {real} \"$@\"\n")
        (programs / name).chmod(0o755)
    return dict(os.environ, PATH=f"{programs}:{os.environ['PATH']}", XCFLOW_NO_BUILD="1")


def calls(directory):
    file = directory / "calls"
    words = file.read_text().split() if file.exists() else []
    return {name: words.count(name) for name in CALLS}


def xcflow(directory, jobs):
    home = directory / "home"
    home.mkdir()
    (home / "config.yaml").write_text("sites: {cluster: {system: slurm, blocks: {cpu: {threads: 2, time: 20m, most: 4, idle: 5s}}}}\n")
    file = directory / "run.yaml"
    file.write_text('name: short\nsteps:\n  part:\n    uses: shell\n    matrix: {n: "${{ range(%d) }}"}\n    with:\n'
                    '      command: "echo $N >n.txt"\n      environment: {N: "${{ matrix.n }}"}\n      outputs: {n: n.txt}\n' % jobs)
    return [XCFLOW, "run", str(file), "--on", "cluster", "--home", str(home)]


def snakemake(directory, jobs):
    (directory / "Snakefile").write_text(
        f"rule all:\n    input: expand('n{{n}}.txt', n=range({jobs}))\n"
        "rule part:\n    output: 'n{n}.txt'\n    shell: 'echo {wildcards.n} >{output}'\n")
    # This Slurm keeps no accounts, which it would ask otherwise.
    return ["snakemake", "--executor", "slurm", "--slurm-status-command", "squeue", "--jobs", "100", "--directory", str(directory),
            "--snakefile", str(directory / "Snakefile"), "--latency-wait", "10", "--default-resources", "slurm_partition=main",
            "runtime=20", "mem_mb=100"]


def nextflow(directory, jobs):
    (directory / "pom.xml").write_text(
        "<project><modelVersion>4.0.0</modelVersion><groupId>x</groupId><artifactId>x</artifactId><version>1</version><dependencies>"
        f"<dependency><groupId>io.nextflow</groupId><artifactId>nextflow</artifactId><version>{NEXTFLOW}</version></dependency>"
        "</dependencies></project>")
    jars = directory / "jars"
    subprocess.run(["mvn", "-q", "-B", "-f", str(directory / "pom.xml"), "dependency:copy-dependencies", f"-DoutputDirectory={jars}"],
                   check=True)
    (directory / "main.nf").write_text(
        "process part {\n  input: val n\n  output: path 'n.txt'\n  script: \"echo $n >n.txt\"\n}\n"
        f"workflow {{ part(Channel.of(0..{jobs - 1})) }}\n")
    (directory / "nextflow.config").write_text(
        "process { executor = 'slurm'; queue = 'main'; cpus = 1; memory = 100.MB; time = 20.m }\nexecutor { queueSize = 100 }\n")
    opened = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED]
    return ["env", "-C", str(directory), "NXF_OFFLINE=true", "NXF_ANSI_LOG=false", f"NXF_HOME={directory / 'nextflow'}", "java", *opened,
            "-cp", f"{jars}/*", "nextflow.cli.Launcher", "run", "main.nf"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jobs", type=int, default=200)
    parser.add_argument("--only", choices=("xcflow", "nextflow", "snakemake"))
    parser.add_argument("--limit", type=float, default=600)
    options = parser.parse_args()
    if "XCFLOW_TEST_SLURM" not in os.environ:
        os.environ.setdefault("XCFLOW_SLURM_NODES", "4")
        return subprocess.run([str(ROOT / ".ci/slurm"), sys.executable, __file__, *sys.argv[1:]]).returncode
    print(f"| {options.jobs} short jobs | s | {' | '.join(CALLS)} |\n| --- | ---: |{' ---: |' * len(CALLS)}", flush=True)
    for name, command in (("xcflow", xcflow), ("nextflow", nextflow), ("snakemake", snakemake)):
        if options.only not in (None, name):
            continue
        with tempfile.TemporaryDirectory(prefix="xcflow-short-jobs.", ignore_cleanup_errors=True) as made:
            directory = Path(made)
            environment = counted(directory)
            words = command(directory, options.jobs)
            begin = time.time()
            ending = subprocess.run(["timeout", "--signal=INT", "--kill-after=30", str(options.limit), *words], env=environment,
                                    capture_output=True, text=True)
            took = time.time() - begin
            counts = calls(directory)
            how = {0: "", 124: " (ended)", 137: " (ended)"}.get(ending.returncode, " (failed)")
            if how == " (failed)":
                print((ending.stdout + ending.stderr)[-3000:], file=sys.stderr)
            print(f"| {name}{how} | {took:.1f} | {' | '.join(str(counts[c]) for c in CALLS)} |", flush=True)
            subprocess.run(["scancel", "--user", "root"], check=False)  # What an ended one left in this Slurm.
            while subprocess.run(["squeue", "--noheader"], capture_output=True, text=True).stdout.strip():
                time.sleep(0.5)
    return 0


if __name__ == "__main__":
    sys.exit(main())
