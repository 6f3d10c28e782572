# Sourced by bench/deploy. Times one deploy, and makes a table of all.

measure() { # measure TOOL NAME REF: appends "TOOL NAME MS CPU_MS HOST_CPU_MS SESSIONS" to the results; "failed" in place of MS
  local tool=$1 name=$2 ref=$3 log=$work/$1.log began ended cpu counted took=failed
  "$fleet" stats --reset
  cpu=$(started_cpu)
  began=$EPOCHREALTIME
  if timed "deploy_$tool" "$ref" >"$log" 2>&1; then
    ended=$EPOCHREALTIME
    check_served "$tool" "$ref"
    took=$(((${ended/./} - ${began/./}) / 1000))
  else
    tail -n 30 "$log" >&2
    echo "bench/deploy: $tool failed to deploy $ref (or took more than $limit s); its last words are above" >&2
    case $tool in floor* | slipway) exit 1 ;; esac # others are measured as they are
  fi
  cpu=$(($(started_cpu) - cpu + $(awk '{ print int(($1 + $2) * 1000) }' "$work/time")))
  counted=$("$fleet" stats | sed 's/.*sessions=\([0-9]*\).*host_cpu_s=\([0-9]*\)\.\([0-9]*\).*/\2\3 \1/')
  echo "$tool $name $took $cpu $counted" >>"$results"
}

timed() { # timed COMMAND...: leaves its CPU seconds, and its children's, in $work/time
  local status=0 TIMEFORMAT='%U %S'
  { time "$@" 2>&3; } 3>&2 2>"$work/time" || status=$?
  return $status
}

started_cpu() { # CPU time in ms of the processes that run beside the tool and work for it
  local pid
  for pid in "${started[@]}"; do cat "/proc/$pid/stat"; done |
    awk -v tick="$(getconf CLK_TCK)" '{ sub(/.*\) /, ""); ticks += $12 + $13 } END { print int(ticks * 1000 / tick) }'
}

median() { # median TOOL NAME COLUMN: in ms, of those that did not fail; nothing if all did
  awk -v tool="$1" -v name="$2" -v column="$3" '$1 == tool && $2 == name && $3 != "failed" { print $column }' "$results" | sort -n |
    awk '{ value[NR] = $1 } END { if (NR) print NR % 2 ? value[(NR + 1) / 2] : int((value[NR / 2] + value[NR / 2 + 1]) / 2) }'
}

failures() { # failures TOOL
  awk -v tool="$1" '$1 == tool && $3 == "failed"' "$results" | wc -l
}

sessions() { # sessions TOOL NAME: remote commands, as the hosts counted them in the last repetition that did not fail
  awk -v tool="$1" -v name="$2" '$1 == tool && $2 == name && $3 != "failed" { n = $6 } END { print n }' "$results"
}

print_table() {
  local tool
  printf '\n%s hosts, %s files, %s at a time; median of %s; %s cores\n\n' "$hosts" \
    "$(git -c safe.directory='*' --git-dir="$FLEET_STATE/git/app.git" ls-tree -r --name-only v1 | wc -l)" "$parallel" "$repeat" "$(nproc)"
  printf '| %-12s | %12s | %7s | %13s | %7s | %14s | %8s | %15s | %6s |\n' \
    tool 'first deploy' '× floor' 'second deploy' '× floor' 'controller CPU' 'host CPU' 'remote commands' failed
  echo '| ------------ | -----------: | ------: | ------------: | ------: | -------------: | -------: | --------------: | -----: |'
  for tool in "${tools[@]}"; do
    awk -v tool="$tool" -v first="$(median "$tool" first 3)" -v second="$(median "$tool" second 3)" -v floor1="$(median floor first 3)" \
      -v floor2="$(median floor second 3)" -v cpu="$(median "$tool" second 4)" -v host_cpu="$(median "$tool" second 5)" \
      -v hosts="$hosts" -v sessions="$(sessions "$tool" second)" -v failed="$(failures "$tool")" '
      function seconds(ms) { return ms == "" ? "-" : sprintf("%.2f s", ms / 1000) }
      function ratio(ms, floor) { return ms == "" ? "-" : sprintf("%.2f", ms / floor) }
      function each(ms) { return ms == "" ? "-" : sprintf("%.0f ms", ms / hosts) }
      BEGIN {
        printf "| %-12s | %12s | %7s | %13s | %7s | %14s | %8s | %15s | %6d |\n", tool,
          seconds(first), ratio(first, floor1), seconds(second), ratio(second, floor2), each(cpu), each(host_cpu), sessions, failed }'
  done
}
