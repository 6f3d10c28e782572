# Sourced by fleet. What tells this fleet from another one on the same machine.
# `up` takes these from the environment and writes them down; later commands need only FLEET_STATE.
# shellcheck disable=SC2034 # read by the other parts

SETTINGS=$STATE/settings
NET=127.1      # host i listens on $NET.<i/250>.<i%250>
SSH_PORT=22    # on each host's own address
HTTP_PORT=8080 # likewise, for the app
GIT_ADDRESS=   # of the git daemon; empty: $NET.255.1, so that two fleets never share one
GIT_PORT=9418
DISK_MB=512    # size of each host's /srv
BASE_PORT=     # set: all hosts share 127.0.0.1, host i on port BASE_PORT + i

settings_load() {
  # shellcheck source=/dev/null
  [[ ! -f $SETTINGS ]] || . "$SETTINGS"
}

settings_from_environment() {
  NET=${FLEET_NET:-127.1} SSH_PORT=${FLEET_SSH_PORT:-22} HTTP_PORT=${FLEET_HTTP_PORT:-8080}
  GIT_ADDRESS=${FLEET_GIT_ADDRESS:-} GIT_PORT=${FLEET_GIT_PORT:-9418}
  DISK_MB=${FLEET_DISK_MB:-512} BASE_PORT=${1:-}
  [[ $NET =~ ^127\.[0-9]+$ ]] || die "FLEET_NET is '$NET', but must look like 127.1"
}

settings_save() {
  local name
  for name in NET SSH_PORT HTTP_PORT GIT_ADDRESS GIT_PORT DISK_MB BASE_PORT; do
    printf '%s=%q\n' "$name" "${!name}"
  done >"$SETTINGS"
}

git_address() {
  if [[ $GIT_ADDRESS ]]; then
    echo "$GIT_ADDRESS"
  elif [[ $BASE_PORT ]]; then
    echo 127.0.0.1
  else
    echo "$NET.255.1"
  fi
}
disk_options() { echo "size=${DISK_MB}m,nr_inodes=200k"; }

# One accounting cgroup for all hosts (v1 cpuacct + memory, or v2); absent is fine.
cgroups() {
  local name=fleet-$NET${BASE_PORT:+-$BASE_PORT}
  if [[ -d /sys/fs/cgroup/cpuacct ]]; then
    echo "/sys/fs/cgroup/cpuacct/$name /sys/fs/cgroup/memory/$name"
  elif [[ -f /sys/fs/cgroup/cgroup.procs ]]; then
    echo "/sys/fs/cgroup/$name"
  fi
}

settings_load
