# Sourced by bench/deploy. Times one deploy, and makes a table of all.

measure() { # measure TOOL NAME REF: appends "TOOL NAME SECONDS LOGINS" to the results
  local tool=$1 name=$2 ref=$3 log=$work/$1.log began ended
  "$fleet" stats --reset
  began=$EPOCHREALTIME
  "deploy_$tool" "$ref" >"$log" 2>&1 || {
    tail -n 30 "$log" >&2
    echo "bench/deploy: $tool failed to deploy $ref; its last words are above" >&2
    exit 1
  }
  ended=$EPOCHREALTIME
  check_served "$tool" "$ref"
  echo "$tool $name $(((${ended/./} - ${began/./}) / 1000)) $("$fleet" stats)" >>"$results"
}

median() { # median TOOL NAME: in ms
  awk -v tool="$1" -v name="$2" '$1 == tool && $2 == name { print $3 }' "$results" | sort -n |
    awk '{ value[NR] = $1 } END { print NR % 2 ? value[(NR + 1) / 2] : int((value[NR / 2] + value[NR / 2 + 1]) / 2) }'
}

sessions() { # sessions TOOL NAME: remote commands, as the hosts counted them in the last repetition
  awk -v tool="$1" -v name="$2" '$1 == tool && $2 == name { split($5, count, "="); n = count[2] } END { print n }' "$results"
}

print_table() {
  local tool name
  printf '\n%s hosts, %s files; median of %s; %s cores\n\n' "$hosts" \
    "$(git -c safe.directory='*' --git-dir="$FLEET_STATE/git/app.git" ls-tree -r --name-only v1 | wc -l)" "$repeat" "$(nproc)"
  printf '| %-10s | %14s | %7s | %15s | %7s | %15s |\n' tool 'first deploy' '× floor' 'second deploy' '× floor' 'remote commands'
  echo '| ---------- | -------------: | ------: | --------------: | ------: | --------------: |'
  for tool in "${tools[@]}"; do
    awk -v tool="$tool" -v first="$(median "$tool" first)" -v second="$(median "$tool" second)" \
      -v floor1="$(median floor first)" -v floor2="$(median floor second)" -v sessions="$(sessions "$tool" second)" 'BEGIN {
        printf "| %-10s | %12.2f s | %7.2f | %13.2f s | %7.2f | %15d |\n",
          tool, first / 1000, first / floor1, second / 1000, second / floor2, sessions }'
  done
}
