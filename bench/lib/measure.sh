# Sourced by bench/deploy. Times one deploy, and makes a table of all.

measure() { # measure TOOL NAME REF: appends "TOOL NAME MS SESSIONS" to the results; "failed" in place of MS
  local tool=$1 name=$2 ref=$3 log=$work/$1.log began ended took=failed
  "$fleet" stats --reset
  began=$EPOCHREALTIME
  if "deploy_$tool" "$ref" >"$log" 2>&1; then
    ended=$EPOCHREALTIME
    check_served "$tool" "$ref"
    took=$(((${ended/./} - ${began/./}) / 1000))
  else
    tail -n 30 "$log" >&2
    echo "bench/deploy: $tool failed to deploy $ref (or took more than $limit s); its last words are above" >&2
    case $tool in floor | slipway) exit 1 ;; esac # others are measured as they are
  fi
  echo "$tool $name $took $("$fleet" stats | sed 's/.*sessions=\([0-9]*\).*/\1/')" >>"$results"
}

median() { # median TOOL NAME: in ms, of those that did not fail; nothing if all did
  awk -v tool="$1" -v name="$2" '$1 == tool && $2 == name && $3 != "failed" { print $3 }' "$results" | sort -n |
    awk '{ value[NR] = $1 } END { if (NR) print NR % 2 ? value[(NR + 1) / 2] : int((value[NR / 2] + value[NR / 2 + 1]) / 2) }'
}

failures() { # failures TOOL
  awk -v tool="$1" '$1 == tool && $3 == "failed"' "$results" | wc -l
}

sessions() { # sessions TOOL NAME: remote commands, as the hosts counted them in the last repetition that did not fail
  awk -v tool="$1" -v name="$2" '$1 == tool && $2 == name && $3 != "failed" { n = $4 } END { print n }' "$results"
}

print_table() {
  local tool
  printf '\n%s hosts, %s files; median of %s; %s cores\n\n' "$hosts" \
    "$(git -c safe.directory='*' --git-dir="$FLEET_STATE/git/app.git" ls-tree -r --name-only v1 | wc -l)" "$repeat" "$(nproc)"
  printf '| %-10s | %14s | %7s | %15s | %7s | %15s | %6s |\n' \
    tool 'first deploy' '× floor' 'second deploy' '× floor' 'remote commands' failed
  echo '| ---------- | -------------: | ------: | --------------: | ------: | --------------: | -----: |'
  for tool in "${tools[@]}"; do
    awk -v tool="$tool" -v first="$(median "$tool" first)" -v second="$(median "$tool" second)" -v floor1="$(median floor first)" \
      -v floor2="$(median floor second)" -v sessions="$(sessions "$tool" second)" -v failed="$(failures "$tool")" '
      function seconds(ms) { return ms == "" ? "-" : sprintf("%.2f s", ms / 1000) }
      function ratio(ms, floor) { return ms == "" ? "-" : sprintf("%.2f", ms / floor) }
      BEGIN {
        printf "| %-10s | %14s | %7s | %15s | %7s | %15s | %6d |\n", tool,
          seconds(first), ratio(first, floor1), seconds(second), ratio(second, floor2), sessions, failed }'
  done
}
