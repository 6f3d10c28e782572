# Sourced by fleet. How clients find the hosts, their keys and the repositories.

write_known_hosts() {
  local i port addr
  for i in $(all_hosts); do
    addr=$(addr_of "$i") port=$(port_of "$i")
    [[ $port == 22 ]] || addr="[$addr]:$port"
    echo "$addr $(host_key "$i")"
  done >"$STATE/known_hosts"
}

cmd_hosts() {
  local i separator=''
  case ${1:---plain} in
    --plain)
      for i in $(all_hosts); do
        echo "$(name_of "$i") $(addr_of "$i") $(port_of "$i") $DEPLOY_USER $(http_of "$i")"
      done ;;
    --addresses) for i in $(all_hosts); do addr_of "$i"; done ;;
    --ansible)
      echo '[app]'
      for i in $(all_hosts); do
        echo "$(name_of "$i") ansible_host=$(addr_of "$i") ansible_port=$(port_of "$i")"
      done
      printf '[app:vars]\nansible_user=%s\nansible_ssh_private_key_file=%s\nansible_python_interpreter=/usr/bin/python3\n' \
        "$DEPLOY_USER" "$STATE/keys/id_ed25519" ;;
    --json)
      printf '['
      for i in $(all_hosts); do
        printf '%s\n {"name":"%s","address":"%s","port":%s,"user":"%s","httpPort":%s,"hostKey":"%s"}' "$separator" \
          "$(name_of "$i")" "$(addr_of "$i")" "$(port_of "$i")" "$DEPLOY_USER" "$(http_of "$i")" "$(host_key "$i")"
        separator=,
      done
      printf '\n]\n' ;;
    *) die "usage: fleet hosts [--plain|--addresses|--ansible|--json]" ;;
  esac
}

cmd_ssh_config() { # --agent: authenticate with the key that only the agent can unlock
  local i
  for i in $(all_hosts); do
    printf 'Host %s\n  HostName %s\n  Port %s\n' "$(name_of "$i")" "$(addr_of "$i")" "$(port_of "$i")"
  done
  printf 'Host vm* 127.*\n  User %s\n  UserKnownHostsFile %s\n  GlobalKnownHostsFile /dev/null\n  StrictHostKeyChecking yes\n' \
    "$DEPLOY_USER" "$STATE/known_hosts"
  if [[ ${1:-} == --agent ]]; then
    printf '  IdentityAgent %s\n  IdentityFile %s\n  IdentitiesOnly yes\n' "$STATE/agent.sock" "$STATE/keys/id_agent.pub"
  else
    printf '  IdentityFile %s\n  IdentitiesOnly yes\n' "$STATE/keys/id_ed25519"
  fi
}

cmd_agent() { # an ssh-agent holding the passphrase-protected key
  case ${1:-start} in
    start)
      cmd_agent stop
      eval "$(ssh-agent -a "$STATE/agent.sock")" >/dev/null
      echo "$SSH_AGENT_PID" >"$STATE/agent.pid"
      printf '#!/bin/sh\necho fleet\n' >"$STATE/askpass"
      chmod 700 "$STATE/askpass"
      SSH_ASKPASS=$STATE/askpass SSH_ASKPASS_REQUIRE=force ssh-add -q "$STATE/keys/id_agent" </dev/null
      echo "export SSH_AUTH_SOCK=$STATE/agent.sock" ;;
    stop)
      [[ ! -f $STATE/agent.pid ]] || kill "$(<"$STATE/agent.pid")" 2>/dev/null || true
      rm -f "$STATE/agent.pid" "$STATE/agent.sock" ;;
    *) die "usage: fleet agent [start|stop]" ;;
  esac
}

git_url() {
  local port=
  [[ $GIT_PORT == 9418 ]] || port=:$GIT_PORT
  echo "git://$(git_address)$port"
}

cmd_git() { # repositories under $STATE/git: git://ADDRESS/NAME.git, or /opt/fleet/git/NAME.git on a host
  case ${1:-start} in
    start)
      stop_git
      chown -R "$DEPLOY_USER:$DEPLOY_USER" "$STATE/git"
      HOME=/nonexistent git daemon --max-connections=0 --reuseaddr --detach --export-all \
        --listen="$(git_address)" --port="$GIT_PORT" --base-path="$STATE/git" \
        --user="$DEPLOY_USER" --pid-file="$STATE/git.pid" "$STATE/git"
      for _ in {1..200}; do
        ! (: <"/dev/tcp/$(git_address)/$GIT_PORT") 2>/dev/null || return 0
        sleep 0.02
      done
      die "the git daemon does not answer at $(git_url)" ;;
    stop) stop_git ;;
    url) git_url ;;
    *) die "usage: fleet git [start|stop|url]" ;;
  esac
}
stop_git() {
  [[ ! -f $STATE/git.pid ]] || kill "$(<"$STATE/git.pid")" 2>/dev/null || true
  rm -f "$STATE/git.pid"
}
