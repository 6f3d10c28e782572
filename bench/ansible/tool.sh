# Sourced by bench/deploy. Ansible with pipelining and 50 forks; OpenSSH's connections are kept and reused.

prepare_ansible() {
  dev/components install ansible
  "$fleet" hosts --ansible >"$work/inventory"
  cat >"$work/ansible.cfg" <<CONF
[defaults]
inventory = $work/inventory
forks = 50
gathering = explicit
host_key_checking = True
local_tmp = $work/ansible
retry_files_enabled = False
[ssh_connection]
pipelining = True
control_path_dir = $work/control
ssh_args = -o ControlMaster=auto -o ControlPersist=60s -o UserKnownHostsFile=$FLEET_STATE/known_hosts -o GlobalKnownHostsFile=/dev/null
CONF
}

deploy_ansible() { # deploy_ansible REF
  ANSIBLE_CONFIG=$work/ansible.cfg timeout "$limit" "$(dev/components path)/ansible-playbook" bench/ansible/deploy.yml \
    -e "repository=$repository ref=$1 deploy_to=$deploy_to release_id=$(date -u +%Y%m%d%H%M%S)"
}
