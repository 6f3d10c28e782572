main() {
  begin unmigrate
  if [ ! -f "$mine/migrate/pid" ]; then
    [ ! -d "$state" ] || enter
    ended
    mark end
    leave 0
  fi
  enter
  stop_step migrate
  user_step unmigrate "$step_command" "$releases/$release" "$step_limit" "$step_idle" once
  mark end
  leave 0
}
main </dev/null
