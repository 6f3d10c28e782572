# What a host has and serves, for a comparison with what it should. Changes nothing, waits for nobody, and holds no lock.
main() {
  find_hidden
  read_current
  tell_current
  mark live "$live"
  read_published
  each_release tell_release
  each_linked_file tell_linked_file
  each_stray tell_stray
  tell_running
  [ -z "$live" ] || compare "$releases/$live" "$state/$live/manifest"
  tell_room
  [ -z "$health_command" ] || [ -z "$live" ] || tell_health
  mark end
}

tell_current() {
  if [ -L "$current" ]; then
    if [ -d "$current/" ]; then is=LINK; else is=DANGLING; fi
  elif [ -e "$current" ]; then
    is=OTHER
  else
    is=NONE
  fi
  mark current $is "$link"
}

tell_linked_file() {
  if [ -f "$shared/$1" ]; then mark linked "$1" "$(sum_of "$shared/$1")"; else mark linked "$1" ''; fi
}

told=0
tell_some() { # tell_some KIND FIELD...: a host where very much is wrong says so and no more
  told=$((told + 1))
  [ $told -gt "$most_told" ] || mark "$@"
}

tell_stray() { tell_some stray "${1#"$root"/}" "$2"; }

tell_running() {
  for each in "$state"/*/*/pid; do
    folder=${each%/pid}
    look_at "$folder"
    [ $found != running ] || tell_some running "${folder#"$state"/}"
  done
  ! lock_held || tell_some running lock
}

lock_held() { # a shared lock for a moment only: whoever wants the lock tries again
  if [ -L "$state/lock.holder" ]; then
    lives "$(readlink "$state/lock.holder")"
  else
    [ -r "$state/lock" ] && command -v flock >/dev/null && ! flock -s -n 8 8<"$state/lock"
  fi
}

compare() { # compare RELEASE MANIFEST
  [ -f "$2/files" ] && find_summer && cd "$1" 2>/dev/null || return 0
  differing=$(changed_files "$2")
  links=$(changed_links "$2")
  differing=$differing${differing:+${links:+
}}$links
  count=0
  while IFS= read -r each; do
    [ -n "$each" ] || continue
    count=$((count + 1))
    [ $count -le "$most_changes" ] || continue
    if [ -e "$each" ] || [ -L "$each" ]; then mark changed "${each#./}"; else mark changed "${each#./} (missing)"; fi
  done <<EOT
$differing
EOT
  mark compared $count
}

changed_links() {
  while IFS='	' read -r each text; do
    [ "$(readlink "$each" 2>/dev/null)" = "$text" ] || printf '%s\n' "$each"
  done <"$1/links"
}

tell_room() {
  place=$root
  until [ -e "$place" ]; do
    place=${place%/*}
    [ -n "$place" ] || place=/
  done
  free_room "$place"
  mark room "$kilobytes" "$least_room"
}

# The user's own check, in the release that is live. It belongs to no run, so it leaves no trace in .slipway.
tell_health() {
  session_starter || return 0
  (
    cd "$releases/$live" || exit 126
    tell_command "$releases/$live"
    start_session sh -c "$health_command" >/dev/null 2>&1
  ) &
  child=$!
  turns=0
  while kill -0 $child 2>/dev/null && [ $turns -lt $((health_limit * 10)) ]; do
    nap 0.1
    turns=$((turns + 1))
  done
  if kill -0 $child 2>/dev/null; then
    kill -KILL -$child $child 2>/dev/null
    mark health "'$health_command' had not ended after $health_limit s"
    return 0
  fi
  wait $child
  code=$?
  [ $code = 0 ] || mark health "'$health_command' ended with status $code"
}
main </dev/null
