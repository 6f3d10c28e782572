# Archives of a run on their way to a release: each is named by its checksum, and counts only with it.

tell_committed() { # when the commit was made, as the release knows it
  time=
  [ ! -f "$releases/$release/REVISION_TIME" ] || read -r time <"$releases/$release/REVISION_TIME" || :
  case $time in '' | *[!0-9]*) ;; *) mark committed "$time" ;; esac
}

have_archive() { # have_archive SHA256: asks for it unless it is here whole
  if [ -f "$mine/$1.tar.gz" ] && [ "$(sum_of "$mine/$1.tar.gz")" = "$1" ]; then return 0; fi
  mark wants "$1"
  wanted=1
}
