#!/bin/sh
# Damages 10 000 workflows and 50 000 inputs of all readers and looks at how the program takes them: with a
# sentence or not at all, never with a stack trace, without end or with more than 512 MB. Everything happens in one
# virtual machine; its progress is printed every ten seconds for each reader: exit statuses, the longest time (by the
# clock, and of the processor, which counts on a busy machine) and the number of faults. What is taken badly, or takes
# more than two seconds, is kept in xcflow-mutations in the directory for temporary files.
#
#   test/faults/mutations.sh [WORKFLOWS [INPUTS [SEED]]]
#
# Smaller numbers with several seeds are the same campaign in slices. MAVEN_ARGS is given to Maven, for example
# -Dmaven.repo.local=DIRECTORY.
set -eu
cd "$(dirname "$0")/../.."
exec mvn -o -q ${MAVEN_ARGS:-} -Dquick test -pl test -am -Dtest=MutationsTest -Dtest.jvm.options=-Xmx512m \
    -Dsurefire.failIfNoSpecifiedTests=false -Dsurefire.useFile=false -Dxcflow.mutations.report=true \
    -Dxcflow.mutations.workflows="${1:-10000}" \
    -Dxcflow.mutations.inputs="${2:-50000}" \
    -Dxcflow.mutations.seed="${3:-1}"
