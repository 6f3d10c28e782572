# Sourced by bench/deploy. Mina, which knows one host: a process for each.

prepare_mina() {
  dev/components install mina
  mkdir -p "$work/mina"
  cp -r bench/mina/config "$work/mina"
}

deploy_mina() { # deploy_mina REF
  local ref=$1
  if [ "$ref" = v1 ]; then mina_on_all setup || return; fi
  mina_on_all deploy
}

mina_on_all() { # mina_on_all TASK
  (cd "$work/mina" && "$fleet" hosts --plain | cut -d' ' -f1-3 |
    REPOSITORY=$repository DEPLOY_TO=$deploy_to REF=$ref SSH_CONFIG=$ssh_config timeout "$limit" \
      xargs -P "$parallel" -L 1 sh -c 'HOST=$1 PORT=$3 exec mina '"$1" sh)
}
