# Sourced by fleet. What a host is, and how hosts come and go.

name_of() { echo "vm$1"; }
addr_of() { if [[ $BASE_PORT ]]; then echo 127.0.0.1; else echo "$NET.$(($1 / 250)).$(($1 % 250))"; fi; }
port_of() { echo $((BASE_PORT ? BASE_PORT + $1 : SSH_PORT)); }
http_of() { echo $((BASE_PORT ? BASE_PORT + 10000 + $1 : HTTP_PORT)); }
dir_of() { echo "$STATE/hosts/$1"; }
all_hosts() { [[ ! -d $STATE/hosts ]] || find "$STATE/hosts" -mindepth 1 -maxdepth 1 -printf '%f\n' | sort -n; }
host_key() {
  local type key
  read -r type key _ <"$(dir_of "$1")/run/fleet/ssh_host_ed25519_key.pub"
  echo "$type $key"
}

expand() { # accepts 3, vm3, 3-7, all; prints host numbers
  local a
  for a in "$@"; do
    case $a in
      all) all_hosts ;;
      vm[0-9]*) echo "${a#vm}" ;;
      [0-9]*-[0-9]*) seq "${a%-*}" "${a#*-}" ;;
      [0-9]*) echo "$a" ;;
      *) die "no such host: $a" ;;
    esac
  done
}
need_host() { [[ -d $(dir_of "$1") ]] || die "no such host: $1"; }

starttime() {
  local stat
  { stat=$(<"/proc/$1/stat"); } 2>/dev/null || return 0
  read -ra stat <<<"${stat##*) }"
  echo "${stat[19]}"
}

pid_of() { # outer pid of the host's init, or nothing; the start time guards against a reused pid
  local pid start
  read -r pid start 2>/dev/null <"$(dir_of "$1")/pid" || return 0
  [[ -z $start || $(starttime "$pid") != "$start" ]] || echo "$pid"
}

inside() { # inside HOST CMD...: as root, in the host's namespaces and cgroups
  local i=$1 pid
  shift
  pid=$(pid_of "$i")
  [[ -n $pid ]] || die "$(name_of "$i") is down"
  (
    for group in $(cgroups); do echo "$BASHPID" >"$group/cgroup.procs" || true; done 2>/dev/null
    exec nsenter -t "$pid" --mount --uts --pid --wd=/ -- env -i \
      PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
      HOME=/root LANG=C.UTF-8 TERM="${TERM:-dumb}" "$@"
  )
}

make_user() {
  getent passwd "$DEPLOY_USER" >/dev/null ||
    useradd --shell /bin/bash --home-dir "/home/$DEPLOY_USER" --create-home "$DEPLOY_USER"
  [[ $(getent shadow "$DEPLOY_USER" | cut -d: -f2) == '*' ]] ||
    usermod -p '*' "$DEPLOY_USER" # no password, and not "locked" either
}

make_keys() {
  mkdir -p "$STATE/keys"
  chmod 711 "$STATE"
  [[ -f $STATE/keys/id_ed25519 ]] || ssh-keygen -q -t ed25519 -N '' -C fleet -f "$STATE/keys/id_ed25519"
  [[ -f $STATE/keys/id_agent ]] || ssh-keygen -q -t ed25519 -N fleet -C fleet-agent -f "$STATE/keys/id_agent"
  chmod 600 "$STATE"/keys/*
}

cmd_up() {
  local n=${1:-} base_port='' i group
  shift || true
  [[ $n =~ ^[0-9]+$ ]] || die "usage: fleet up N [--base-port P]"
  [[ $(id -u) == 0 ]] || die "must be root"
  [[ -x /usr/sbin/sshd ]] || die "openssh-server is not installed"
  [[ ${1:-} != --base-port ]] || base_port=${2:?port}
  [[ -n $(all_hosts) ]] || settings_from_environment "$base_port"
  mkdir -p "$STATE/hosts" "$STATE/git" /opt/fleet/bin /opt/fleet/git /run/sshd
  settings_save
  (flock 9 && make_user) 9>/opt/fleet/.lock # two fleets may start at the same time
  make_keys
  chown -R "$DEPLOY_USER:$DEPLOY_USER" "$STATE/git" # git refuses other users' repositories
  for group in $(cgroups); do mkdir -p "$group"; done

  for i in $(all_hosts); do ((i <= n)) || stop_and_remove "$i"; done
  seq 1 "$n" | xargs -r -P "$JOBS" -n 5 "$SELF" _start
  write_known_hosts
  cmd_ssh_config >"$STATE/ssh_config"
  cmd_hosts --plain >"$STATE/inventory"
  note "$n hosts up; ssh -F $STATE/ssh_config vm1"
}

write_sshd_config() { # Debian's defaults, and what tells the hosts apart
  local i=$1 dir
  dir=$(dir_of "$i")
  cat >"$dir/run/fleet/sshd_config" <<CONF
Port $(port_of "$i")
ListenAddress $(addr_of "$i")
HostKey /run/fleet/ssh_host_ed25519_key
PidFile /run/sshd.pid
LogLevel VERBOSE
KbdInteractiveAuthentication no
PasswordAuthentication no
UsePAM yes
UseDNS no
X11Forwarding yes
PrintMotd no
AcceptEnv LANG LC_*
Subsystem sftp /usr/lib/openssh/sftp-server
CONF
  [[ ! -f $STATE/sshd_config.extra ]] || cat "$STATE/sshd_config.extra" >>"$dir/run/fleet/sshd_config"
}

make_disk() { # the folders and files that a host calls its own
  local i=$1 dir home
  dir=$(dir_of "$i") home=$dir/home
  mkdir -p "$dir"/{srv,home/.ssh,tmp,log,etc,run/fleet/www,run/sshd}
  mountpoint -q "$dir/srv" || mount -t tmpfs -o "$(disk_options),mode=755" "fleet-vm$i" "$dir/srv"
  cat "$STATE"/keys/id_ed25519.pub "$STATE"/keys/id_agent.pub >"$home/.ssh/authorized_keys"
  chmod 700 "$home/.ssh"
  chmod 1777 "$dir/tmp"
  mkdir -p "$dir/srv/app"
  touch "$dir/log/app.log"
  chown "$DEPLOY_USER:$DEPLOY_USER" "$home" "$home/.ssh" "$home/.ssh/authorized_keys" \
    "$dir/srv" "$dir/srv/app" "$dir/run/fleet/www" "$dir/log/app.log"

  [[ -f $dir/run/fleet/ssh_host_ed25519_key ]] ||
    ssh-keygen -q -t ed25519 -N '' -C "$(name_of "$i")" -f "$dir/run/fleet/ssh_host_ed25519_key"
  write_sshd_config "$i"
  name_of "$i" >"$dir/etc/hostname"
  printf '127.0.0.1 localhost\n%s %s\n' "$(addr_of "$i")" "$(name_of "$i")" >"$dir/etc/hosts"
  printf 'NAME=%s\nADDR=%s\nHTTP_PORT=%s\n' "$(name_of "$i")" "$(addr_of "$i")" "$(http_of "$i")" >"$dir/run/fleet/env"
}

start_host() {
  local i=$1 dir attempt pid
  dir=$(dir_of "$i")
  [[ -z $(pid_of "$i") ]] || return 0
  make_disk "$i"
  rm -f "$dir/pid" "$dir/run/sshd.pid" "$dir/run/fleet/www/.pid"

  setsid unshare --mount --uts --pid --fork --kill-child --propagation private \
    "$HERE/lib/host-init" "$dir" "$STATE" "$HERE" "$(cgroups)" </dev/null >"$dir/init.log" 2>&1 &
  disown

  for attempt in {1..500}; do
    [[ ! -s $dir/run/sshd.pid ]] || break
    ((attempt < 500)) || die "$(name_of "$i") did not start: $(cat "$dir/init.log" "$dir/log/sshd.log" 2>&1)"
    sleep 0.02
  done
  pid=$(<"$dir/pid")
  echo "$pid $(starttime "$pid")" >"$dir/pid"
}

kill_host() { # like pulling the plug: every process of the host dies at once
  local pid
  pid=$(pid_of "$1")
  [[ -n $pid ]] || return 0
  kill -KILL "$pid"
  for _ in {1..200}; do
    [[ -n $(pid_of "$1") ]] || return 0
    sleep 0.01
  done
  die "$(name_of "$1") does not die"
}

stop_and_remove() {
  local i=$1 dir
  dir=$(dir_of "$i")
  stop_helper "$i"
  kill_host "$i"
  for _ in {1..50}; do
    mountpoint -q "$dir/srv" || break
    umount "$dir/srv" 2>/dev/null || sleep 0.02
  done
  rm -rf --one-file-system "$dir"
}

cmd_down() { # hosts and their disks go; keys and git repositories stay
  local group
  [[ -d $STATE ]] || return 0
  all_hosts | xargs -r -P "$JOBS" -n 5 "$SELF" _remove
  stop_git
  cmd_agent stop
  for group in $(cgroups); do rmdir "$group" 2>/dev/null || true; done
  if [[ ${1:-} == --purge ]]; then rm -rf --one-file-system "$STATE"; fi
}

cmd_wipe() { # empty disks, and no process of the deploy user: a fresh machine for the next test
  local i dir
  for i in $(expand "${@:-all}"); do
    dir=$(dir_of "$i")
    [[ -z $(pid_of "$i") ]] || # of this host only: it has its own process numbers
      inside "$i" setpriv --reuid "$DEPLOY_USER" --clear-groups sh -c 'kill -KILL -1 2>/dev/null || true'
    find "$dir/srv" "$dir/tmp" -mindepth 1 -delete
    find "$dir/home" -mindepth 1 -not -path '*/.ssh*' -delete
    rm -f "$dir/run/fleet/www"/{release,current,.pid}
    : >"$dir/log/app.log"
    : >"$dir/log/sshd.log"
    install -d -o "$DEPLOY_USER" -g "$DEPLOY_USER" "$dir/srv/app"
  done
}
