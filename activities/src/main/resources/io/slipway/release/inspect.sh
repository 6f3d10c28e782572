main() {
  tell_releases() {
    revision=
    read -r revision 2>/dev/null <"$releases/$1/REVISION"
    published "$1" && known=1 || known=0
    mark release "$1" "$revision" $known
  }
  read_current
  mark live "$live"
  read_published
  each_release tell_releases
  mark end
}
main </dev/null
