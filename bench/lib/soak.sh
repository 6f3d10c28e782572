# Sourced by bench/soak. What might grow is looked at, and judged at the end.

forget_old_runs() { # as retention does, which keeps them for an hour at least and would come too late to be seen
  "$(temporal_binary)" workflow delete --query "CloseTime < '$(date -u -d "-$retention minutes" +%FT%TZ)'" --yes --reason 'retention' \
    --address "${slipway_options[3]}" >"$work/retention.log" 2>&1 || {
    cat "$work/retention.log" >&2
    exit 1
  }
}

look() { # look DEPLOYS: a line of the table
  local line
  line="$1 $(live_heap) $(awk '/^Threads:/ { print $2 }' "/proc/$worker/status") $(descriptors '^[^s]') $(descriptors '^socket:')"
  line="$line $(processes_of_hosts) $(files_of_hosts) $(longest_stage_history) $(du -ck "$work"/temporal.db* | awk 'END { print $1 }')"
  echo "$line" >>"$looks"
  echo "bench/soak: $line" >&2
}

live_heap() { # in KiB, of what is in use after a full collection
  "${JAVA%/java}/jcmd" "$worker" GC.run >/dev/null
  "${JAVA%/java}/jcmd" "$worker" GC.heap_info | sed -n 's/.* used \([0-9]*\)K.*/\1/p' | awk '{ sum += $1 } END { print sum }'
}

descriptors() { # descriptors PATTERN: how many of the worker's lead to what matches
  local each count=0
  for each in "/proc/$worker/fd"/*; do
    [[ ! $(readlink "$each") =~ $1 ]] || count=$((count + 1))
  done
  echo $count
}

processes_of_hosts() { # of all hosts together; sshd's own come and go with connections
  local host count=0
  for host in "$FLEET_STATE"/hosts/*/; do
    count=$((count + $("$fleet" exec "$(basename "$host")" -- sh -c 'for p in /proc/[0-9]*/comm; do read -r c <$p && [ "$c" != sshd ] && echo; done 2>/dev/null' | wc -l)))
  done
  echo $count
}

files_of_hosts() { find "$FLEET_STATE"/hosts/*/srv | wc -l; }

longest_stage_history() { # events of the workflow that outlives all deploys
  "$(temporal_binary)" workflow describe --workflow-id stage/app/bench --address "${slipway_options[3]}" -o json |
    python3 -c 'import json, sys; print(json.load(sys.stdin)["workflowExecutionInfo"]["historyLength"])'
}

# The first quarter fills caches and pools. Then the looks of the second quarter are compared with those of the last.
judge() {
  column -t "$looks"
  python3 - "$looks" <<'PYTHON'
import statistics, sys
head, *rows = [line.split() for line in open(sys.argv[1])]
rows = [dict(zip(head, map(int, row))) for row in rows]
quarter = len(rows) // 4
if quarter < 2:
    sys.exit("bench/soak: too few looks to judge by; there must be 8 at least")
early, late = rows[quarter:2 * quarter], rows[-quarter:]
# Of each, what it may vary by besides a twentieth: pools breathe, and a history begins anew when it is long.
slack = {"heap": 2048, "threads": 8, "files": 8, "sockets": 8, "processes": 5, "left": 50, "database": 4096}
grown = []
for what, allowed in slack.items():
    before, after = (statistics.median(row[what] for row in part) for part in (early, late))
    fine = after <= before * 1.05 + allowed
    print(f"{what:>10}: {before:10.0f} -> {after:10.0f}  {'' if fine else 'grows'}")
    if not fine:
        grown.append(what)
longest = max(row["histories"] for row in rows)
print(f" histories: {longest} events at most")
if longest > 10000:
    grown.append("histories")
sys.exit(f"bench/soak: {', '.join(grown)} grew" if grown else 0)
PYTHON
}
