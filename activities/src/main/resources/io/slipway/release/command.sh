main() {
  begin "$step_name"
  [ -d "$releases/$release" ] || fault release_missing "$release"
  enter
  # What has begun is carried to its end, whatever is live by now.
  if [ -n "$watched" ] && [ ! -f "$mine/$step_name/pid" ] && find_live_tree && unchanged; then
    skipped "nothing changed below $watched since release ${tree##*/}"
  else
    user_step "$step_name" "$step_command" "$releases/$release" "$step_limit" "$step_idle" "$step_repeats"
    settle_manifest "$releases/$release"
  fi
  mark end
  leave 0
}
main </dev/null
