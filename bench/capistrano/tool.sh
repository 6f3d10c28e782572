# Sourced by bench/deploy. Capistrano 3, all hosts in parallel, as its own settings have it.

prepare_capistrano() {
  dev/components install capistrano
  mkdir -p "$work/cap/config/deploy"
  cp bench/capistrano/Capfile "$work/cap"
  cp bench/capistrano/config/deploy.rb "$work/cap/config"
  "$fleet" hosts --plain | while read -r _ address port user _; do
    echo "server '$address', user: '$user', port: $port, roles: %w(app)"
  done >"$work/cap/config/deploy/bench.rb"
}

deploy_capistrano() { # deploy_capistrano REF
  (cd "$work/cap" && BRANCH=$1 REPOSITORY=$repository DEPLOY_TO=$deploy_to KEYS=$FLEET_STATE timeout "$limit" cap bench deploy)
}
