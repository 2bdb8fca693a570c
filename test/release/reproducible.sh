#!/bin/sh
# Builds the last commit twice, in other directories, time zones and languages, and compares the jars byte for byte. Exit
# code 1 if one differs. Rights for new files are the usual ones (umask 022), because Maven's jars contain them.
#
#   test/release/reproducible.sh [OPTIONS OF MAVEN]
set -eu
home=$(cd "$(dirname "$0")/../.." && pwd -P)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

build() { # directory, time zone, language
    mkdir -p "$work/$1"
    (
        umask 022
        git -C "$home" archive HEAD | tar -x -C "$work/$1"
        cd "$work/$1"
        TZ=$2 LC_ALL=$3 mvn -q -B -Dquick -DskipTests -Duser.language="${3%%_*}" $options -pl runner/launcher -am package
        find . -path '*/target/xcflow-*.jar' -o -path './runner/launcher/target/classpath' | sort | xargs sha256sum
    ) >"$work/$1.txt"
}

options=$*
build first UTC en_GB.UTF-8
build 'second one' Asia/Kathmandu tr_TR.UTF-8
cat "$work/first.txt"
if cmp -s "$work/first.txt" "$work/second one.txt"; then
    echo "the same twice: $(wc -l <"$work/first.txt") files"
else
    diff "$work/first.txt" "$work/second one.txt"
    exit 1
fi
