# Sourced by bench/deploy. Ansible with pipelining and 50 forks; OpenSSH's connections are kept and reused.

prepare_ansible() {
  dev/components install ansible
  write_ansible_settings ansible
}

write_ansible_settings() { # write_ansible_settings NAME: its section [defaults] comes last, to be added to
  "$fleet" hosts --ansible >"$work/inventory"
  cat >"$work/$1.cfg" <<CONF
[ssh_connection]
pipelining = True
control_path_dir = $work/control-$1
ssh_args = -o ControlMaster=auto -o ControlPersist=60s -o UserKnownHostsFile=$FLEET_STATE/known_hosts -o GlobalKnownHostsFile=/dev/null
[defaults]
inventory = $work/inventory
forks = 50
gathering = explicit
host_key_checking = True
local_tmp = $work/local-$1
retry_files_enabled = False
CONF
}

deploy_ansible() { # deploy_ansible REF
  play ansible ansible-playbook "$1"
}

play() { # play NAME PROGRAM REF
  ANSIBLE_CONFIG=$work/$1.cfg timeout "$limit" "$(dev/components path)/$2" bench/ansible/deploy.yml \
    -e "repository=$repository ref=$3 deploy_to=$deploy_to release_id=$(date -u +%Y%m%d%H%M%S)"
}
