# What a release was when it was made: sums of its files and texts of its links, kept beside it as long as it is there.

sum_of() {
  sum=$({ sha256sum <"$1" || shasum -a 256 <"$1" || openssl dgst -sha256 -r <"$1"; } 2>/dev/null)
  printf %s "${sum%% *}"
}

find_summer() { # sets `summer`: what makes sums of many files, and checks them
  summer=
  if command -v sha256sum >/dev/null; then summer=sha256sum; elif command -v shasum >/dev/null; then summer='shasum -a 256'; fi
  [ -n "$summer" ]
}

# Where there is no program for it, there is no manifest, and later nothing to compare with.
write_manifest() { # write_manifest TREE: into a folder that is there and empty; it counts once the release is made
  find_summer || return 0
  must "list the files of $1" list_tree "$1"
}

# A name that does not fit on a line as it is cannot be told from others later, and is left out.
list_tree() (
  cd "$1" || exit
  list_at_once 2>/dev/null || list_in_turn
)

list_at_once() { # where find can write links down itself
  find . ! -path "$unfit" \( -type f -exec $summer {} + -o -type l ! -lname "$broken" -fprintf "$mine/manifest/links" '%p\t%l\n' \) \
    >"$mine/manifest/files"
}

list_in_turn() {
  find . -type f ! -path "$unfit" -exec $summer {} + >"$mine/manifest/files" &&
    find . -type l ! -path "$unfit" -exec sh -c 'for each; do
      text=$(readlink "$each")
      case $text in *"
"*) ;; *) printf "%s\t%s\n" "$each" "$text" ;; esac
    done' sh {} + >"$mine/manifest/links"
}

broken='*
*'
unfit='*[\\	
'$(printf '\r')']*'

changed_files() { # changed_files MANIFEST: those of the working directory that are gone or another, one a line
  $summer -c "$1/files" 2>/dev/null | sed -n -e 's/: FAILED open or read$//p' -e 's/: FAILED$//p'
}

# What a step of the user's changes is no business of ours any more.
settle_manifest() { # settle_manifest RELEASE
  manifest=$mine/manifest
  { [ -f "$manifest/files" ] && find_summer; } || return 0
  changed=$(cd "$1" && changed_files "$manifest")
  [ -n "$changed" ] || return 0
  printf '%s\n' "$changed" >"$manifest/theirs"
  must "write $manifest/files" without_theirs
}

without_theirs() {
  awk 'NR == FNR { theirs[$0]; next } !(substr($0, 67) in theirs)' "$manifest/theirs" "$manifest/files" >"$manifest/files.new" &&
    mv -f "$manifest/files.new" "$manifest/files" && rm -f "$manifest/theirs"
}
