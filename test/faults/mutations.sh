#!/bin/sh
# Damages 10 000 workflows and 50 000 inputs and looks at how the program takes them: with a sentence
# or not at all, never with a stack trace or without end. Prints the exit statuses and the longest
# time, and keeps what fails in the directory for temporary files.
#
#   test/faults/mutations.sh [WORKFLOWS [INPUTS [SEED]]]
#
# MAVEN_ARGS is given to Maven, for example -Dmaven.repo.local=DIRECTORY.
set -eu
cd "$(dirname "$0")/../.."
exec mvn -o -q ${MAVEN_ARGS:-} -Dquick test -pl test -Dtest=MutationsTest \
    -Dsurefire.failIfNoSpecifiedTests=false -Dsurefire.useFile=false -Dxcflow.mutations.report=true \
    -Dxcflow.mutations.workflows="${1:-10000}" \
    -Dxcflow.mutations.inputs="${2:-50000}" \
    -Dxcflow.mutations.seed="${3:-1}"
