# Looks for what the host lacks, and makes a key with which another host can be asked for it. The key's secret half never leaves.
main() {
  begin checkout
  examine
  [ -z "$blamed" ] || leave 1
  if [ -d "$releases/$release" ]; then
    ended
    mark end
    leave 0
  fi
  [ -d "$state" ] || must "create $state" mkdir -p -m 700 "$state"
  make_dir "$mine"
  wanted=
  each_archive have_archive
  if [ -n "$wanted" ] && [ "$asks" = 1 ]; then make_inbox; fi
  [ -n "$wanted" ] || mark holds
  ended
  mark end
  leave 0
}

make_inbox() {
  command -v ssh >/dev/null || {
    mark shut 'it has no ssh to ask with'
    return 0
  }
  inbox=$mine/in-$token
  must "create $inbox" mkdir -m 700 "$inbox"
  if said=$(ssh-keygen -q -t ed25519 -N '' -C slipway -f "$inbox/key" 2>&1 </dev/null) && read -r key <"$inbox/key.pub"; then
    mark key "$key"
  else
    rm -rf "$inbox"
    mark shut 'ssh-keygen made no key'
  fi
}
main </dev/null
