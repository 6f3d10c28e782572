main() {
  begin symlink
  if [ ! -d "$state" ] || ! read_journal; then
    # Nothing was switched. A later, belated attempt to do so is fenced off all the same.
    [ ! -d "$state" ] || enter
    ended
    tell_live
    mark end
    leave 0
  fi
  current_is_link
  enter
  # What was run for the switch that is taken back must not go on; should the host switch once more, it is run once more.
  # What it has stopped, only a restart after it starts again.
  [ ! -d "$mine/before-switch" ] || forget restart-back
  stop_step before-switch
  stop_step finished
  forget before-switch finished
  read_current
  go_back
  ended
  tell_live
  case $before in
    none)
      [ -z "$restart" ] || mark warn "nothing was live before, so there is nothing to restart; look whether something of $release still runs"
      ;;
    *)
      [ "$before" = foreign ] || mark previous "$before"
      restart_previous
      ;;
  esac
  mark end
  leave 0
}

go_back() {
  if [ -L "$current" ] && [ "$live" != "$release" ] && [ "$link" != "$before_link" ]; then
    fault foreign_switch "$link"
  fi
  if [ "$before" = none ]; then
    [ ! -L "$current" ] || {
      acted
      must "remove $current" rm -f "$current"
    }
  elif [ "$link" != "$before_link" ]; then
    case $before_link in /*) goal=$before_link ;; *) goal=$root/$before_link ;; esac
    [ -d "$goal" ] || fault release_missing "${before_link##*/}"
    switch_to "$before_link"
    forget restart-back
  fi
}

restart_previous() {
  [ -n "$restart" ] || return 0
  # One that still runs for the release that is taken back must not overtake this one.
  stop_step restart
  forget restart
  case $before_link in /*) goal=${before_link%/} ;; *) goal=$root/${before_link%/} ;; esac
  user_step restart-back "$restart" "$goal" "$restart_limit" "$restart_idle" again
}
main </dev/null
