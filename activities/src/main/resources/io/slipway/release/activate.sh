main() {
  begin symlink
  current_is_link
  [ -d "$releases/$release" ] || fault release_missing "$release"
  enter
  read_current
  [ "$live" = "$release" ] || refuse_locks
  # What was changed in its store meanwhile is there before it counts.
  [ "$has_secret_files" = 0 ] || [ "$live" = "$release" ] || secret_files "$releases/$release"
  write_journal
  read_journal
  case $before in none | foreign) ;; *) mark previous "$before" ;; esac
  if [ "$live" != "$release" ]; then
    switch_to "$releases/$release"
    # A restart for an earlier switch of this run does not count for this one.
    forget restart restart-back
  fi
  ended
  mark live "$live"
  if [ -n "$restart" ]; then
    user_step restart "$restart" "$releases/$release" "$restart_limit" "$restart_idle" again
  fi
  [ "$verifies" = 1 ] || read_back
  mark end
  leave 0
}
main </dev/null
