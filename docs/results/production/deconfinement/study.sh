#!/usr/bin/env bash
# Deconfinement at four time slices: bash study.sh [--short] [FOLDER]. Runs that exist already are kept.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cask=${CASK:-npx cask}
short=no
if [ "${1:-}" = --short ]; then short=yes; shift; fi
folder=${1:-deconfinement}
mkdir -p "$folder"

# scan GROUP TRAJECTORIES "EXTENTS" "COUPLINGS"
scan() {
  for extent in $3; do
    for beta in $4; do
      out=$folder/$1-$extent-$beta
      [ -d "$out" ] || $cask run "$here/$1.toml" --quiet --out "$out" --set "lattice.extent=[$extent,$extent,$extent,4]" \
        --set "action.gauge.beta=$beta" --set "schedule.trajectories=$2" --seed "$(echo "$extent$beta" | tr -dc 0-9)"
    done
  done
}

if [ $short = yes ]; then
  scan su2 1500 "6 8" "2.28 2.32"
  scan su3 1500 "6" "5.66 5.72"
else
  scan su2 10000 "6 8 12 16" "2.29 2.30 2.31"
  scan su3 10000 "6 8 10" "5.68 5.69 5.70"
  scan su3 10000 12 5.69
fi
for group in su2 su3; do
  $cask reweight "$folder/$group"-[0-9]* --observable polyakovModulus --csv "$folder/$group.csv" \
    --peaks "$folder/$group-peaks.csv" --figure "$folder/$group-susceptibility.svg" --force | tee "$folder/$group.txt"
  $cask reweight "$folder/$group"-[0-9]* --observable polyakovModulus \
    --figure "$folder/$group-binder.svg" --draw binder --force > /dev/null
done
