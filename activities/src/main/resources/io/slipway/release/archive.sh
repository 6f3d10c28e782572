# Archives of a run on their way to a release: each is named by its checksum, and counts only with it.

have_archive() { # have_archive SHA256: asks for it unless it is here whole
  if [ -f "$mine/$1.tar.gz" ] && [ "$(sum_of "$mine/$1.tar.gz")" = "$1" ]; then return 0; fi
  mark wants "$1"
  wanted=1
}
