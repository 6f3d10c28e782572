main() {
  begin cleanup
  enter
  find_hidden
  find_live
  read_published
  record_published
  [ -f "$mine/journal" ] || clear_away
  choose
  each_release remove_unless_kept
  sweep "$hidden"/trash-*
  [ "$hidden" = "$state" ] || rm -rf "$hidden"
  [ ! -L "$releases/current" ] || rm -f "$releases/current"
  prune_state
  close_doors
  sweep "$mine"/*.tar.gz
  ended
  begin log
  [ ! -f "$mine/journal" ] || append_log
  ended
  tell_served
  mark end
  leave 0
}

# A run that has switched nothing came to clean. Its stage has no other run, so what still goes on belongs to nobody.
clear_away() {
  for each in "$state"/*/*/pid; do
    folder=${each%/pid}
    look_at "$folder"
    [ $found = running ] || continue
    acted
    (mine=${folder%/*} && stop_step "${folder##*/}") || leave 1
  done
  each_stray remove_stray
}

remove_stray() {
  acted
  case $1 in
    "$releases"/[0-9]*) trash "$1" ;;
    *) must "remove $1" rm -rf "$1" ;;
  esac
}

sweep() { # sweep PATH...: those that are there; a pattern that nothing matches is passed over
  for each; do
    [ ! -e "$each" ] || rm -rf "$each"
  done
}

# Journals go one day, and with them what they know.
record_published() {
  logged="$logged$release
"
  known=
  remember() {
    ! published "$1" || known="$known$1
"
  }
  each_release remember
  replace "$state/published" "${known%
}"
}

# Kept: what is live, the one that a rollback goes to, the newest `keep` that were live once, and what is newer than the live one and may still be in the making.
choose() {
  count=0 back=
  tally() {
    published "$1" || return 0
    count=$((count + 1))
    [ "$1" -ge "${live:-$release}" ] || back=$1
  }
  each_release tally
  spare=$((count - keep))
}

remove_unless_kept() {
  if published "$1"; then
    spare=$((spare - 1))
    [ $spare -lt 0 ] && return 0
  elif [ -n "$live" ] && [ "$1" -gt "$live" ]; then
    return 0
  fi
  if [ "$1" = "$live" ] || [ "$1" = "$release" ] || [ "$1" = "$back" ]; then return 0; fi
  acted
  trash "$releases/$1"
}

prune_state() { # the newest `keep` runs besides this one stay, for what their steps have said
  runs=0
  each_run count_run
  extra=$((runs - keep))
  each_run prune_run
}

each_run() {
  for entry in "$state"/*; do
    id=${entry##*/}
    if is_id "$id" && [ "$id" != "$run" ] && [ -d "$entry" ]; then "$1" "$id"; fi
  done
}

count_run() { runs=$((runs + 1)); }

prune_run() {
  sweep "$state/$1/tree" "$state/$1/mirror" "$state/$1"/*.tar.gz
  extra=$((extra - 1))
  [ $extra -ge 0 ] || return 0
  # What its release was when it was made is known here.
  [ ! -d "$releases/$1" ] || return 0
  for each in "$state/$1"/*; do
    look_at "$each"
    [ "$found" != running ] || return 0
  done
  rm -rf "${state:?}/$1"
}

# Exactly once a run: where the log ended before is written down first, so that a second attempt can tell.
append_log() {
  log=$root/revisions.log
  if read -r size whole 2>/dev/null <"$mine/log-end" && [ "$whole" = . ]; then
    [ ! -f "$log" ] || ! tail -c "+$((size + 1))" "$log" | grep -Fqx -e "$log_line" || return 0
  else
    [ -d "$mine" ] || must "create $mine" mkdir -p "$mine"
    size=0
    [ ! -f "$log" ] || size=$(wc -c <"$log")
    write "$mine/log-end" "$((size)) ."
  fi
  acted
  said=$({ add_line >>"$log"; } 2>&1) || fault command "write $log" "$said"
}

add_line() {
  [ ! -s "$log" ] || [ -z "$(tail -c 1 "$log")" ] || echo
  printf '%s\n' "$log_line"
}
main </dev/null
