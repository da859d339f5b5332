#!/usr/bin/env bash
# Builds everything once and runs all tests. The last line is "N passed, N failed" (and ", N skipped" if any were).
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

usage() {
    cat <<'TEXT'
Usage: ./test.sh [--filter TEXT] [--help]

Restores, builds the solution (Release), checks the formatting and runs every test project.
Needs the .NET 10 SDK. Takes about ten minutes on two cores.

  --filter TEXT   run only the tests whose full name contains TEXT
  --help          show this

Results: artifacts/test-results/NAME.trx and NAME.log.
Exit code: 0 if everything passed, 1 if anything failed (a test, the build, the formatting, a test runner).
TEXT
}

filter=""
while [ $# -gt 0 ]; do
    case "$1" in
        --filter)
            [ $# -ge 2 ] || { echo "test.sh: --filter needs a text" >&2; exit 2; }
            filter=$2
            shift 2
            ;;
        --help | -h)
            usage
            exit 0
            ;;
        *)
            echo "test.sh: unknown option '$1'; see ./test.sh --help" >&2
            exit 2
            ;;
    esac
done

exec < /dev/null
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en MSBUILDDISABLENODEREUSE=1
unset OTEL_EXPORTER_OTLP_ENDPOINT OTEL_EXPORTER_OTLP_PROTOCOL

results=artifacts/test-results
passed=0 failed=0 skipped=0 broken=()

finish() {
    local last="$passed passed, $failed failed"
    [ "$skipped" -eq 0 ] || last+=", $skipped skipped"
    [ ${#broken[@]} -eq 0 ] || printf 'BROKEN: %s\n' "${broken[@]}"
    echo "$last"
    [ "$failed" -eq 0 ] && [ ${#broken[@]} -eq 0 ] && [ "$passed" -gt 0 ]
    exit
}

step() {
    echo "== $*"
}

# A package may bring a service: tests start what they need themselves, so none may start on installation.
no_services() {
    [ -e /usr/sbin/policy-rc.d ] && return
    printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d && chmod +x /usr/sbin/policy-rc.d && own_policy=1
}

services() {
    [ -z "${own_policy:-}" ] || rm -f /usr/sbin/policy-rc.d
    own_policy=""
}

# Programs that tests start, and the Debian package that has each.
need() {
    type -P "$1" > /dev/null && return
    if [ "$(id -u)" -eq 0 ] && type -P apt-get > /dev/null; then
        step "install $2 for '$1'"
        no_services
        { apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends install "$2"; } > /dev/null
        local installed=$?
        services
        [ "$installed" -eq 0 ] && return
    fi

    broken+=("'$1' is missing and could not be installed (package $2)")
    finish
}

need kill procps
need setpriv util-linux
need prometheus-node-exporter prometheus-node-exporter
need prometheus prometheus
need promtool prometheus
need curl curl
need chromium chromium
need chromedriver chromium-driver

step "restore (versions and hashes as locked)"
if ! dotnet restore AppFrag.sln --locked-mode; then
    broken+=("restore")
    finish
fi

step "build"
if ! dotnet build AppFrag.sln -c Release --no-restore; then
    broken+=("build")
    finish
fi

step "format"
# The sample's warnings are there on purpose: their fixes are not to be applied.
dotnet format AppFrag.sln --no-restore --verify-no-changes --exclude-diagnostics AF0001 AF0002 AF0003 AF0004 || broken+=("format: run 'dotnet format' and commit")

rm -rf "$results"
mkdir -p "$results"

# The sum of one counter over a trx file; nothing if there is none.
counter() {
    sed -n "s/.*<Counters [^>]*\b$1=\"\([0-9]*\)\".*/\1/p" "$2" | head -n 1
}

for project in tests/*.Tests/*.csproj tests/*.IntegrationTests/*.csproj; do
    name=$(basename "$project" .csproj)
    log=$results/$name.log
    trx=$PWD/$results/$name.trx
    step "$name"
    arguments=(-noLogo -noColor -result-trx "$trx")
    [ -z "$filter" ] || arguments+=(-method "*$filter*")
    # Tests send these signals to what they start; a shell that runs this script in the background has them ignored.
    env --default-signal=INT,HUP dotnet exec "artifacts/bin/$name/release/$name.dll" "${arguments[@]}" > "$log" 2>&1
    code=$?
    if [ ! -s "$trx" ]; then
        tail -n 50 "$log"
        broken+=("$name: its runner ended with exit code $code and no results, see $log")
        continue
    fi

    project_failed=$(($(counter failed "$trx") + $(counter error "$trx")))
    passed=$((passed + $(counter passed "$trx")))
    failed=$((failed + project_failed))
    skipped=$((skipped + $(counter notExecuted "$trx")))
    if [ "$project_failed" -gt 0 ]; then
        cat "$log"
    elif [ "$code" -ne 0 ] && [ "$(counter total "$trx")" -gt 0 ]; then
        tail -n 50 "$log"
        broken+=("$name: its runner ended with exit code $code although no test failed, see $log")
    elif [ "$(counter total "$trx")" -eq 0 ] && [ -z "$filter" ]; then
        broken+=("$name: no test ran, see $log")
    else
        tail -n 1 "$log"
    fi

    # Skipped tests are named with their reasons, so that nobody takes them for passed.
    grep -A1 -F '[SKIP]' "$log" | grep -v '^--$'
done

finish
