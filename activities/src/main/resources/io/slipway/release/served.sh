main() {
  begin verify
  read_back
  ended
  mark end
  leave 0
}
main </dev/null
