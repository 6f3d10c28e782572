# Sourced by bench/deploy. Slipway with its worker and Temporal's server running already: what is timed is the whole
# process of `slipway deploy`, from its start to its exit.

prepare_slipway() {
  local port
  ./slipway --help >/dev/null # builds what has changed
  write_slipway_file >"$work/slipway.yml"
  port=$(free_port)
  # As `slipway server` starts it.
  "$(temporal_binary)" server start-dev --headless --log-level error --ip 127.0.0.1 --port "$port" \
    --db-filename "$work/temporal.db" --sqlite-pragma journal_mode=wal --sqlite-pragma synchronous=normal \
    --dynamic-config-value matching.numTaskqueueReadPartitions=1 --dynamic-config-value matching.numTaskqueueWritePartitions=1 \
    >"$work/temporal.log" 2>&1 &
  started+=($!)
  await "$work/temporal.log" "$(temporal_binary)" operator cluster health --address "127.0.0.1:$port"
  slipway_options=(--file "$work/slipway.yml" --address "127.0.0.1:$port")

  start_worker
}

start_worker() { # sets `worker`, its process
  local health log
  health=$(free_port)
  log=$work/worker-$health.log
  ./slipway worker --unsigned --address "${slipway_options[3]}" --health-address "127.0.0.1:$health" >"$log" 2>&1 &
  worker=$!
  started+=("$worker")
  await "$log" busybox wget -q -O - "http://127.0.0.1:$health/readyz"
}

deploy_slipway() { # deploy_slipway REF
  timeout "$limit" ./slipway deploy bench --revision "$1" "${slipway_options[@]}"
}

write_slipway_file() {
  cat <<YAML
application: app
repository: $repository
deploy_to: $deploy_to
linked_dirs: [log]
linked_files: [config/app.env]
steps:
  restart: {run: /opt/fleet/bin/app restart}
stages:
  bench:
    rollout: {max_parallel: $parallel}
    ssh: {user: deploy, identities: ["$FLEET_STATE/keys/id_ed25519"], known_hosts: ["$FLEET_STATE/known_hosts"]}
    hosts:
$("$fleet" hosts --plain | awk '{ printf "      - {name: %s, address: %s, port: %s, roles: [app]}\n", $1, $2, $3 }')
YAML
}

temporal_binary() {
  local installed
  installed=$(dev/components path)/temporal
  if [ -x "$installed" ]; then echo "$installed"; else type -P temporal; fi
}

free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

await() { # await LOG COMMAND...: until the command succeeds, at most a minute; LOG tells why it does not
  local log=$1 deadline=$((SECONDS + 60))
  shift
  until "$@" >/dev/null 2>&1; do
    [ $SECONDS -lt $deadline ] || {
      tail -n 30 "$log" >&2
      echo "bench/deploy: waited a minute for '$*', in vain; the log is above" >&2
      exit 1
    }
    sleep 0.2
  done
}
