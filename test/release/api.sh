#!/bin/sh
# Compares the interface for tasks (xcflow-spi) with an earlier one: exit code 1 if jars of tasks that were compiled
# against it would not run any more. Prints what changed.
#
#   test/release/api.sh [COMMIT [OPTIONS OF MAVEN]]      COMMIT: the last tag, unless another is given
#
# Nothing is fetched from a registry: the earlier interface is built from the repository.
set -eu
home=$(cd "$(dirname "$0")/../.." && pwd -P)
commit=${1:-$(git -C "$home" describe --tags --abbrev=0 2>/dev/null || true)}
[ $# -eq 0 ] || shift
if [ -z "$commit" ]; then
    echo "no release has a tag yet: name a commit to compare with" >&2
    exit 2
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/before"
git -C "$home" archive "$commit" | tar -x -C "$work/before"
(cd "$work/before" && mvn -q -B -Dquick -DskipTests "$@" -pl tasks/spi -am package)
cd "$home"
mvn -q -B -Dquick -DskipTests -Papi -Dapi.baseline="$(ls "$work"/before/tasks/spi/target/xcflow-spi-*.jar)" "$@" \
    -pl tasks/spi -am verify
sed -n '1,200p' tasks/spi/target/japicmp/*.md 2>/dev/null || cat tasks/spi/target/japicmp/*.diff
