# Takes archives from another host, by its door. What does not have its checksum is thrown away, so that only the worker need be trusted.
main() {
  inbox=$mine/in-$token
  trap 'rm -rf "$inbox"' 0
  trap 'exit 1' 1 2 15
  lost=
  [ -d "$inbox" ] || lost='its key is gone'
  [ -n "$lost" ] || put_line "$inbox/known" "slipway $door_key" 2>/dev/null || lost="$inbox cannot be written"
  [ -n "$lost" ] || each_archive take
  if [ -n "$lost" ]; then mark shut "$lost"; else mark holds; fi
  mark end
}

take() { # take SHA256 SIZE: sets `lost` when it cannot be had
  [ -z "$lost" ] || return 0
  if [ -f "$mine/$1.tar.gz" ] && [ "$(sum_of "$mine/$1.tar.gz")" = "$1" ]; then return 0; fi
  part=$inbox/$1.part
  ask "$1" 2>"$inbox/said" </dev/null | receive $(($2 + 1)) >"$part" 2>/dev/null
  size=$(wc -c <"$part")
  if [ "$size" -ne "$2" ]; then
    said=$(grep -v '^Warning: Permanently' "$inbox/said" 2>/dev/null | tail -n 1 | tr -d '\r')
    lost="$((size)) of $2 bytes came${said:+ ($said)}"
  elif [ "$(sum_of "$part")" != "$1" ]; then
    lost="what came does not have the checksum $1"
  else
    { sync "$part" || sync; } 2>/dev/null
    mv -f "$part" "$mine/$1.tar.gz" || lost="$mine cannot be written"
  fi
}

ask() {
  SSH_AUTH_SOCK='' exec ssh -F /dev/null -T -o BatchMode=yes -o IdentitiesOnly=yes -o PreferredAuthentications=publickey -i "$inbox/key" \
    -o UserKnownHostsFile="\"$inbox/known\"" -o GlobalKnownHostsFile=/dev/null -o StrictHostKeyChecking=yes -o HostKeyAlias=slipway -o ControlPath=none \
    -o Compression=no -o ConnectTimeout=5 -o ServerAliveInterval=5 -o ServerAliveCountMax=3 -o LogLevel=ERROR -p "$door_port" -l "$door_user" "$door_address" "$1"
}

receive() { # receive BYTES: so many at most, from what follows the token
  while IFS= read -r line; do
    [ "$line" != "$token" ] || exec head -c "$1"
  done
}
main </dev/null
