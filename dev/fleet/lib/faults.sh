# Sourced by fleet. Ways to break a host, and to heal it.
# shellcheck disable=SC2016 # scripts in single quotes are for the host's own sh

sshd_stop() { # and waits until its socket is closed, since who connects before that is hung up on, not refused
  inside "$1" sh -c 'p=$(cat /run/sshd.pid 2>/dev/null) && rm -f /run/sshd.pid && kill -KILL $p || exit 0
    for try in $(seq 200); do [ -n "$(ls /proc/$p/fd 2>/dev/null)" ] || exit 0; sleep 0.02; done
    echo "sshd does not end" >&2; exit 1'
}
sshd_start() {
  inside "$1" sh -c 'test -s /run/sshd.pid || /usr/sbin/sshd -f /run/fleet/sshd_config -E /var/log/sshd.log "$@"' sh "${@:2}"
}
sshd_drop() { # kills the sshd of each connection: every sshd but the listener
  inside "$1" sh -c 'for p in $(busybox pidof sshd); do
    [ "$p" = "$(cat /run/sshd.pid 2>/dev/null)" ] || kill -KILL $p
  done' || true
}
sshd_await() {
  for _ in {1..200}; do
    [[ ! -s $(dir_of "$1")/run/sshd.pid ]] || return 0
    sleep 0.02
  done
  die "sshd of $(name_of "$1") does not start: $(tail -3 "$(dir_of "$1")/log/sshd.log")"
}

start_helper() { # start_helper HOST ARGS...: lib/netfault.py, in front of the host's sshd port
  local i=$1 dir
  shift
  dir=$(dir_of "$i")
  setsid python3 "$HERE/lib/netfault.py" "$@" </dev/null >"$dir/helper.log" 2>&1 &
  echo $! >"$dir/helper.pid"
  disown
  for _ in {1..200}; do
    ! grep -q ready "$dir/helper.log" || return 0
    sleep 0.02
  done
  die "fault helper failed: $(cat "$dir/helper.log")"
}
stop_helper() {
  local file
  file=$(dir_of "$1")/helper.pid
  [[ -f $file ]] || return 0
  kill "$(<"$file")" 2>/dev/null || true
  rm -f "$file"
}

shim() { # shim HOST CMD BODY: replaces a program by a script, on one host
  local i=$1 path
  path=$(readlink -f "$(type -P "$2")")
  inside "$i" sh -ec '
    mkdir -p /run/fleet/real /run/fleet/shim
    n=$(basename "$1"); touch "/run/fleet/real/$n"
    mount --bind "$1" "/run/fleet/real/$n"
    printf "#!/bin/sh\n%s\n" "$2" >"/run/fleet/shim/$n"; chmod 755 "/run/fleet/shim/$n"
    mount --bind "/run/fleet/shim/$n" "$1"
    echo "$1" >>/run/fleet/shims' sh "$path" "$3"
}
unshim() { # lazily, since a slowed program may still be asleep; it goes on with the real one
  inside "$1" sh -c '[ -f /run/fleet/shims ] || exit 0
    while read -r p; do umount -l "$p" "/run/fleet/real/$(basename "$p")"; done </run/fleet/shims
    rm -rf /run/fleet/shims /run/fleet/shim /run/fleet/real'
}

disk_full() { # disk_full HOST KB: shrinks /srv to what it uses now and KB more
  local srv used inodes said
  srv=$(dir_of "$1")/srv
  for _ in {1..50}; do # it cannot shrink below what has been written since
    read -r used inodes < <(df -k --output=used,iused "$srv" | tail -1)
    used=$((used + $2))
    ((used > 4)) || used=4
    (($2 == 0)) || inodes=200k
    ! said=$(mount -o "remount,size=${used}k,nr_inodes=$inodes" "$srv" 2>&1) || return 0
  done
  die "the disk of $(name_of "$1") does not get full: $said"
}

cmd_break() {
  local hosts=${1:?host} i
  shift
  for i in $(expand "$hosts"); do
    need_host "$i"
    break_host "$i" "$@"
  done
}

break_host() {
  local i=$1 mode=${2:-} a=${3:-} b=${4:-} addr port behind
  addr=$(addr_of "$i") port=$(port_of "$i") behind=$((port + 20000))
  case $mode in
    --refuse) sshd_stop "$i" ;;
    --drop) sshd_drop "$i" ;;
    --hang) inside "$i" sh -c 'kill -STOP -1 || true' ;;
    --blackhole)
      sshd_stop "$i"
      sshd_drop "$i"
      start_helper "$i" blackhole "$addr" "$port" ;;
    --slow)
      sshd_stop "$i"
      sshd_start "$i" -p "$behind"
      start_helper "$i" delay "$addr" "$port" "$behind" "${a:?milliseconds}" ;;
    --power-off) kill_host "$i" ;;
    --disk-full) disk_full "$i" "${a:-0}" ;;
    --fail-cmd) shim "$i" "${a:?command}" "echo \"$a: injected failure\" >&2; exit ${b:-1}" ;;
    --slow-cmd)
      a=$(readlink -f "$(type -P "${a:?command}")")
      shim "$i" "$a" "sleep ${b:?seconds}; for p in /run/fleet/real/${a##*/} $a; do [ ! -x \$p ] || exec \$p \"\$@\"; done" ;;
    --spoil-cmd)
      a=$(readlink -f "$(type -P "${a:?command}")")
      shim "$i" "$a" "for p in /run/fleet/real/${a##*/} $a; do [ ! -x \$p ] || break; done; \$p \"\$@\" | LC_ALL=C tr '\\000' '\\001'" ;;
    *) die "usage: fleet break HOST --refuse|--drop|--hang|--blackhole|--slow MS|--power-off|--disk-full [KB_LEFT]|--fail-cmd CMD [RC]|--slow-cmd CMD SECONDS|--spoil-cmd CMD" ;;
  esac
  [[ $mode == --drop ]] || echo "${*:2}" >>"$(dir_of "$i")/fault"
}

cmd_heal() {
  local i
  for i in $(expand "${@:-all}"); do
    need_host "$i"
    heal_host "$i"
  done
}

heal_host() { # undoes every fault
  local i=$1 dir
  dir=$(dir_of "$i")
  stop_helper "$i"
  mount -o "remount,$(disk_options)" "$dir/srv"
  if [[ -z $(pid_of "$i") ]]; then
    start_host "$i"
  else
    inside "$i" sh -c 'kill -CONT -1 2>/dev/null || true'
    unshim "$i"
    ! grep -qs -- '^--slow ' "$dir/fault" || sshd_stop "$i"
    sshd_start "$i"
    sshd_await "$i"
  fi
  rm -f "$dir/fault"
}
