#!/bin/sh
# Sends thousands of requests that schemathesis makes up from the OpenAPI description to a server of a new project, with
# a token that may act, with one that may read, and without one, and looks for answers with a status of 500 or above, and
# for answers that are not as the description says.
#
#   test/faults/api.sh [EXAMPLES [DIRECTORY]]
#
# EXAMPLES is the number of requests that are made up for each operation, and is multiplied by the phases (default: 150,
# which makes about 10 000 requests). DIRECTORY must not exist; the server's log stays in it. Needs schemathesis 4 (pip)
# and python3. XCFLOW in the environment is the program to use. Exit status 1: something was found, or a request got
# no answer within a minute.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd -P)
xcflow=${XCFLOW:-$here/xcflow}
examples=${1:-150}
work=${2:-$(mktemp -d)/api}
mkdir "$work"
work=$(cd "$work" && pwd -P)
export XCFLOW_HOME="$work/home"
cat >"$work/echo.yaml" <<'END'
name: echo
parameters: {n: {type: int, default: 2}, words: {type: list, default: [a, b]}}
steps:
  first: {uses: shell, with: {command: "printf 'a,b\n1,2\n' > t.csv", outputs: {table: t.csv}}}
  second: {uses: shell, needs: [first], matrix: {word: "${{ parameters.words }}"}, with: {command: "echo ${{ matrix.word }}"}}
outputs: {table: "${{ steps.first }}"}
END
"$xcflow" run "$work/echo.yaml" -q --name first --label site=here
"$xcflow" functional audit PBE >/dev/null 2>&1 || :
act=$("$xcflow" serve token create act --scope act | tail -n 1)
read=$("$xcflow" serve token create read | tail -n 1)
"$xcflow" serve --json --port 0 --directory "$work" >"$work/server.log" 2>&1 &
server=$!
trap 'kill $server 2>/dev/null || :' EXIT
address=
while [ -z "$address" ]; do
    kill -0 $server || { cat "$work/server.log"; exit 2; }
    sleep 0.2
    address=$(sed -n 's/.*"address": *"\([^"]*\)".*/\1/p' "$work/server.log" | head -n 1)
done
bad=0
checks=not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance
try() { # who, examples, then further arguments
    who=$1
    number=$2
    shift 2
    cd "$work"
    schemathesis run "${address}api/openapi.json" --checks "$checks" --request-timeout 60 --max-examples "$number" --no-shrink \
        --continue-on-failure --seed 1 --no-color --warnings off --exclude-path /api/events \
        --report ndjson --report-ndjson-path "$work/$who.ndjson" "$@" >"$work/$who.log" 2>&1 || bad=1
    python3 - "$who" "$work/$who.ndjson" <<'END'
import collections, json, sys
statuses = collections.Counter()
def look(node):
    if isinstance(node, dict):
        response = node.get("response")
        if isinstance(response, dict) and "status_code" in response:
            statuses[str(response["status_code"])] += 1
        for value in node.values():
            look(value)
    elif isinstance(node, list):
        for value in node:
            look(value)
for line in open(sys.argv[2]):
    look(json.loads(line))
print(f"{sys.argv[1]}: {sum(statuses.values())} requests,", ", ".join(f"{n} × {s}" for s, n in sorted(statuses.items())))
END
}
try act "$examples" -H "Authorization: Bearer $act"
try read $((examples / 4 + 1)) -H "Authorization: Bearer $read"
try nobody $((examples / 4 + 1))
[ $bad = 0 ] || sed -n '/= FAILURES =/,/= SUMMARY =/p;/= ERRORS =/,/= SUMMARY =/p' "$work"/*.log | head -n 200
exit $bad
