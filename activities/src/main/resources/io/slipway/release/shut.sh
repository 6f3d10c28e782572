main() {
  close_door "$mine/door-$token"
  mark end
}
main </dev/null
