main() {
  begin check
  examine
  if [ "$delivery" = CLONE ] && command -v git >/dev/null; then
    said=$(remote_git ls-remote -- "$url" HEAD 2>&1 </dev/null) || blame fetch "$url" "$said"
  fi
  [ -z "$blamed" ] || leave 1
  already=0
  ended
  read_current
  tell_served
  mark end
}
main </dev/null
