# What keeps a host from being deployed to. All of it is told at once, and nothing is changed.

examine() {
  blamed=
  place=$root
  until [ -e "$place" ] || [ -L "$place" ]; do
    place=${place%/*}
    [ -n "$place" ] || place=/
  done
  usable "$place"
  if [ "$place" = "$root" ]; then
    for each in "$releases" "$shared" "$mirrored" "$state"; do
      { [ ! -e "$each" ] && [ ! -L "$each" ]; } || usable "$each"
    done
    if [ -e "$current" ] && [ ! -L "$current" ]; then
      blame current_not_link "$current"
    fi
  fi
  look_for_locks
  need tar tar
  [ "$delivery" != CLONE ] || need git git
  [ "$delivery" = CLONE ] || need gzip gzip
  [ "$has_steps" = 0 ] || session_starter || blame no_setsid
  enough_room "$place"
  each_linked_file linked_file_there
}

usable() {
  if [ ! -d "$1" ]; then
    blame not_directory "$1"
  elif [ ! -w "$1" ] || [ ! -x "$1" ]; then
    blame not_writable "$1" "$(ls -ld "$1" 2>&1)"
  fi
}

need() { command -v "$1" >/dev/null || blame missing_tool "$2"; }

linked_file_there() { [ -f "$shared/$1" ] || blame linked_file "$shared/$1"; }

enough_room() {
  free_room "$1"
  [ -z "$kilobytes" ] || [ "$kilobytes" -ge "$least_room" ] || blame disk_full "$1" "$kilobytes"
}
