#!/usr/bin/env bash
# Four staggered flavours by two algorithms, and ten kills: bash study.sh [--short] [FOLDER]. Runs that exist already are kept.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cask=${CASK:-npx cask}
settings=()
length=120
if [ "${1:-}" = --short ]; then
  settings=(--set 'lattice.extent=[4,4,4,8]' --set schedule.thermalise=30 --set schedule.trajectories=60)
  length=40
  shift
fi
folder=${1:-dynamical}
mkdir -p "$folder"

for name in hmc rhmc; do
  [ -d "$folder/$name" ] || $cask run "$here/$name.toml" --quiet --out "$folder/$name" "${settings[@]}"
done
$cask analyse "$folder/hmc" "$folder/rhmc" --compare --csv "$folder/estimates.csv" | tee "$folder/estimates.txt"
$cask plot "$folder/hmc" --figure flow --observable flowEnergy --out "$folder/flow.svg" --force

# The same chain, once in one piece and once killed ten times at moments that nobody chose.
short=("${settings[@]}" --set 'lattice.extent=[4,4,4,8]' --set "schedule.trajectories=$length" --set output.checkpoint.every=1)
rm -rf "$folder/whole" "$folder/killed"
$cask run "$here/hmc.toml" --quiet --no-preflight --out "$folder/whole" "${short[@]}"
$cask run "$here/hmc.toml" --quiet --no-preflight --out "$folder/killed" "${short[@]}" &
until [ -s "$folder/killed/log.jsonl" ]; do sleep 0.1; done
for kill in $(seq 10); do
  sleep "$((RANDOM % 4 + 2)).$((RANDOM % 10))"
  pkill -9 -f "$folder/killed" || true
  wait 2> /dev/null || true
  $cask resume "$folder/killed" --quiet &
done
wait
cmp "$folder/whole/log.jsonl" "$folder/killed/log.jsonl" && echo "ten kills, the same bytes" | tee "$folder/kills.txt"
