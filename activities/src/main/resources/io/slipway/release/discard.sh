main() {
  begin discard
  if [ ! -d "$state" ]; then
    ended
    mark end
    leave 0
  fi
  enter
  read_current
  if [ "$live" = "$release" ]; then
    fault still_live "$release"
  fi
  # Only what this run made: a rollback's release was there before it.
  if [ "$kind" = DEPLOY ]; then
    find_hidden
    [ ! -d "$releases/$release" ] || [ ! -f "$mine/made" ] || {
      acted
      trash "$releases/$release"
    }
    [ ! -d "$hidden/$run/tree" ] || {
      acted
      must "remove $hidden/$run/tree" rm -rf "$hidden/$run/tree"
    }
    close_doors
    must "remove what was sent" rm -rf "$mine/made" "$mine/packed" "$mine/left-out" "$mine/packed-names" "$mine/mirror" "$mine/manifest" "$mine/manifest.new" "$mine"/*.tar.gz
    [ "$hidden" = "$state" ] || rm -rf "$hidden"
  fi
  ended
  tell_live
  mark end
  leave 0
}
main </dev/null
