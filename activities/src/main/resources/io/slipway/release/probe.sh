main() {
  begin verify
  read_current
  [ "$live" = "$release" ] || fault not_live "$release"
  at=$releases/$release
  # What another tool has made is no release by name.
  [ -n "$release" ] || at=$current
  enter
  # Each try is a new one.
  if [ "$resumed" = 0 ]; then
    stop_step verify
    forget verify
  fi
  user_step verify "$step_command" "$at" "$step_limit" 0 again
  mark end
  leave 0
}
main </dev/null
