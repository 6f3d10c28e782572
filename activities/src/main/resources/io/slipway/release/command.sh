main() {
  begin "$step_name"
  [ -d "$releases/$release" ] || fault release_missing "$release"
  enter
  user_step "$step_name" "$step_command" "$releases/$release" "$step_limit" "$step_idle" "$step_repeats"
  mark end
  leave 0
}
main </dev/null
