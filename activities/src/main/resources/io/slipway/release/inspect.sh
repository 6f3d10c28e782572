main() {
  read_current
  tell_served
  read_published
  each_release tell_release
  tell_others
  mark end
}
main </dev/null
