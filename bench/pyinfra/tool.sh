# Sourced by bench/deploy. pyinfra, as many hosts at a time as the other tools take.

prepare_pyinfra() {
  dev/components install pyinfra
  "$fleet" hosts --plain | awk -v keys="$FLEET_STATE" '
    BEGIN { print "hosts = [" }
    { printf "    (\"%s\", {\"ssh_hostname\": \"%s\", \"ssh_port\": %s, \"ssh_user\": \"%s\", \"ssh_key\": \"%s/keys/id_ed25519\", \"ssh_known_hosts_file\": \"%s/known_hosts\", \"ssh_strict_host_key_checking\": \"yes\"}),\n", $1, $2, $3, $4, keys, keys }
    END { print "]" }' >"$work/pyinfra_hosts.py"
}

deploy_pyinfra() { # deploy_pyinfra REF
  timeout "$limit" "$(dev/components path)/pyinfra" -y --parallel "$parallel" "$work/pyinfra_hosts.py" bench/pyinfra/deploy.py \
    --data "repository=$repository" --data "ref=$1" --data "deploy_to=$deploy_to" --data "release_id=$(date -u +%Y%m%d%H%M%S)"
}
