main() {
  read_current
  mark live "$live"
  read_published
  each_release tell_release
  mark end
}
main </dev/null
