main() {
  begin stop
  if [ -d "$mine" ]; then
    enter
    each_step stop_step
  fi
  ended
  mark end
  leave 0
}
main </dev/null
