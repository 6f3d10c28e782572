# Which releases were live once: by the host's log, by our own record, and by what runs found live before them.

read_published() { # sets `logged`, one id a line with a leading and a trailing newline
  logged=$(
    ids_in_log
    [ ! -f "$state/published" ] || while read -r each; do printf '%s\n' "$each"; done <"$state/published"
    for each in "$state"/*/journal; do
      [ ! -f "$each" ] || { read -r _ each <"$each" && printf '%s\n' "$each"; }
    done
  )
  logged="
$logged
"
}

ids_in_log() {
  [ ! -f "$root/revisions.log" ] ||
    sed -n -e 's/.* as release \([0-9]\{14\}\) by .*/\1/p' -e 's/.* rolled back to release \([0-9]\{14\}\)$/\1/p' "$root/revisions.log"
}

published() { case $logged in *"
$1
"*) return 0 ;; *) return 1 ;; esac }

tell_release() {
  revision=
  read -r revision 2>/dev/null <"$releases/$1/REVISION"
  published "$1" && known=1 || known=0
  mark release "$1" "$revision" $known
}

# A host that comes to us may have a log in other words, or none. Then its releases count as having been live, for want of better knowledge.
adopt() {
  logged="
$(ids_in_log)
"
  found_any= all=
  consider() {
    all="$all$1
"
    ! published "$1" || found_any=1
  }
  each_release consider
  [ -z "$found_any" ] || all=
  replace "$state/published" "${all%
}"
}
