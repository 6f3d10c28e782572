# Sourced by bench/deploy. The same playbook, with Mitogen in place of Ansible's own connections.

# shellcheck source=bench/ansible/tool.sh
. bench/ansible/tool.sh

prepare_mitogen() {
  dev/components install mitogen
  write_ansible_settings mitogen
  cat >>"$work/mitogen.cfg" <<CONF
strategy_plugins = $(dev/components path)/mitogen-strategies
strategy = mitogen_linear
CONF
}

deploy_mitogen() { # deploy_mitogen REF
  play mitogen mitogen-ansible-playbook "$1"
}
