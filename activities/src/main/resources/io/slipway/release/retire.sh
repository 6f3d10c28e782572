main() {
  begin "$step_name"
  enter
  read_current
  if [ -z "$live" ] || [ ! -d "$releases/$live" ]; then
    skipped "it serves no release"
  else
    user_step "$step_name" "$step_command" "$releases/$live" "$step_limit" "$step_idle" "$step_repeats"
  fi
  mark live "$live"
  mark end
  leave 0
}
main </dev/null
