main() {
  begin "$step_name"
  current_is_link
  enter
  read_current
  if [ "$live" = "$release" ]; then
    skipped "it serves the release already"
  elif [ ! -L "$current" ] || [ ! -d "$current/" ]; then
    skipped "it serves no release"
  else
    refuse_locks
    # What this command stops, the restart on the way back starts: that way must be known from here on.
    write_journal
    case $link in /*) goal=${link%/} ;; *) goal=$root/${link%/} ;; esac
    user_step "$step_name" "$step_command" "$goal" "$step_limit" "$step_idle" "$step_repeats"
  fi
  tell_served
  mark end
  leave 0
}
main </dev/null
