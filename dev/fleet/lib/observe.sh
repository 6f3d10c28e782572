# Sourced by fleet. What the hosts hold, serve, saw and spent.

cmd_exec() { # fleet exec [--deploy] HOST -- CMD...
  local user=root i
  [[ ${1:-} != --deploy ]] || { user=$DEPLOY_USER && shift; }
  i=$(expand "${1:?host}")
  shift
  [[ ${1:-} != -- ]] || shift
  need_host "$i"
  if [[ $user == root ]]; then
    inside "$i" "$@"
  else
    inside "$i" setpriv --reuid "$user" --regid "$user" --init-groups env HOME="/home/$user" USER="$user" "$@"
  fi
}

target_name() { basename "$(readlink "$1" 2>/dev/null || echo -)"; }

# One line a host: name, up/down, what current points at, what the app serves, number of releases, faults.
cmd_state() {
  local i dir app=${FLEET_APP:-/srv/app} up releases faults
  printf '%-6s %-5s %-18s %-18s %-4s %s\n' host up current served rels faults
  for i in $(expand "${@:-all}"); do
    dir=$(dir_of "$i") up=down releases=0 faults=
    [[ -z $(pid_of "$i") ]] || up=up
    [[ ! -d $dir$app/releases ]] || releases=$(find "$dir$app/releases" -mindepth 1 -maxdepth 1 | wc -l)
    [[ ! -f $dir/fault ]] || faults=$(tr '\n' ' ' <"$dir/fault")
    printf '%-6s %-5s %-18s %-18s %-4s %s\n' "$(name_of "$i")" "$up" \
      "$(target_name "$dir$app/current")" "$(target_name "$dir/run/fleet/www/release")" "$releases" "$faults"
  done
}

cpu_microseconds() {
  local group
  for group in $(cgroups); do
    if [[ -f $group/cpuacct.usage ]]; then
      echo $(($(<"$group/cpuacct.usage") / 1000))
      return
    elif [[ -f $group/cpu.stat ]]; then
      sed -n 's/^usage_usec //p' "$group/cpu.stat"
      return
    fi
  done
  echo 0
}

memory_bytes() {
  local group
  for group in $(cgroups); do
    cat "$group/memory.usage_in_bytes" "$group/memory.current" 2>/dev/null || true
  done
}

# Totals since up, or since `fleet stats --reset`.
cmd_stats() {
  local log cpu memory logs=("$STATE"/hosts/*/log/sshd.log)
  if [[ ${1:-} == --reset ]]; then
    for log in "${logs[@]}"; do : >"$log"; done
    cpu_microseconds >"$STATE/cpu0"
    return
  fi
  cpu=$(($(cpu_microseconds) - $(cat "$STATE/cpu0" 2>/dev/null || echo 0)))
  memory=$(memory_bytes)
  count() { cat "${logs[@]}" | grep -cE "$1" || true; }
  printf 'logins=%s sessions=%s throttled=%s host_cpu_s=%d.%03d host_mem_mb=%d\n' \
    "$(count 'Accepted publickey')" "$(count 'Starting session')" \
    "$(count 'drop connection|beginning MaxStartups|no more sessions')" \
    $((cpu / 1000000)) $((cpu / 1000 % 1000)) $((${memory:-0} / 1048576))
}
