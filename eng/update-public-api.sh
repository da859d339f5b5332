#!/usr/bin/env bash
# Rewrites src/Agent/PublicAPI.Unshipped.txt from what the compiler reports: adds what is missing, drops what is gone.
# Review the diff: every line is a promise to users.
set -euo pipefail
cd "$(dirname "$0")/.."
api=src/Agent/PublicAPI.Unshipped.txt
log=$(mktemp)
trap 'rm -f "$log"' EXIT
backup=$(cat "$api")
echo "#nullable enable" > "$api"
dotnet build src/Agent -c Release --no-incremental -p:TreatWarningsAsErrors=false -p:WarningsNotAsErrors=RS0016 > "$log" || { printf '%s\n' "$backup" > "$api"; grep -E 'error' "$log" | sort -u | head; exit 1; }
{
    echo "#nullable enable"
    sed -nE "s/.*RS0016: Symbol '(.*)' is not part of the declared public API.*/\1/p" "$log" | LC_ALL=C sort -u
} > "$api.new"
mv "$api.new" "$api"
wc -l < "$api" | xargs echo "public API lines:"
