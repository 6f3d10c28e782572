# Sourced by bench/deploy. The hosts and the repository that every tool is measured on.

prepare_fleet() {
  "$fleet" up "$hosts"
  dev/fleet/make-sample-app "$FLEET_STATE/git/app.git" >/dev/null
  "$fleet" git start
  repository=$("$fleet" git url)/app.git
  ssh_config=$FLEET_STATE/ssh_config
  mapfile -t names < <("$fleet" hosts --plain | cut -d' ' -f1)
}

share_files() { # the linked file must be there before a deploy, as on a real host
  local host
  for host in "$FLEET_STATE"/hosts/*; do
    mkdir -p "$host$deploy_to/shared/config"
    echo 'KEY=value' >"$host$deploy_to/shared/config/app.env"
    chown -R deploy:deploy "$host$deploy_to"
  done
}

check_served() { # check_served TOOL REF: all hosts have and serve that commit, or the time means nothing
  local tool=$1 ref=$2 sha host release bad=0
  sha=$(git -c safe.directory='*' --git-dir="$FLEET_STATE/git/app.git" rev-parse "$ref^{commit}")
  for host in "$FLEET_STATE"/hosts/*; do
    release=$(readlink "$host$deploy_to/current" || true)
    [[ $release = /* ]] || release=$deploy_to/$release # as Mina links it
    [ "$(readlink "$host/run/fleet/www/release")" = "$release" ] &&
      [ "$(cat "$host$release/REVISION")" = "$sha" ] &&
      [ -L "$host$release/log" ] && [ -f "$host$release/src/mod00/file000.txt" ] || bad=$((bad + 1))
  done
  [ $bad = 0 ] || {
    echo "bench/deploy: $tool ended well, but $bad of $hosts hosts do not serve $ref" >&2
    exit 1
  }
}
