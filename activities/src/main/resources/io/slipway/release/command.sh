main() {
  begin "$step_name"
  [ -d "$releases/$release" ] || fault release_missing "$release"
  enter
  user_step "$step_name" "$step_command" "$releases/$release" "$step_limit" "$step_repeats"
  settle_manifest "$releases/$release"
  mark end
  leave 0
}
main </dev/null
