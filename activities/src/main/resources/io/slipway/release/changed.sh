# Whether a release has the same files as the live one below certain paths. No link is followed out of it.

find_live_tree() { # sets `tree`: the live release's directory, ours or not; fails when there is none
  [ -L "$current" ] && tree=$(cd -P "$current" 2>/dev/null && pwd -P)
}

unchanged() { # whether all of the watched paths are in the release as they are in the live one
  difference=
  each_watched compare
  [ -z "$difference" ]
}

compare() {
  at=
  rest=$1
  # A link on the way to a path is what both show there, and where it leads to is no part of a release.
  while [ "$rest" != "${rest#*/}" ] && ! is_link "$at/${rest%%/*}"; do
    at=$at/${rest%%/*}
    rest=${rest#*/}
  done
  same "$tree$at/${rest%%/*}" "$releases/$release$at/${rest%%/*}" || difference=$1
}

is_link() { [ -L "$tree$1" ] || [ -L "$releases/$release$1" ]; }

same() { # same ONE OTHER
  if [ -L "$1" ] || [ -L "$2" ]; then
    [ -L "$1" ] && [ -L "$2" ] && [ "$(readlink "$1")" = "$(readlink "$2")" ]
  elif [ -d "$1" ] && [ -d "$2" ]; then
    if diff --no-dereference /dev/null /dev/null >/dev/null 2>&1; then
      diff -rq --no-dereference "$1" "$2" >/dev/null 2>&1
    else
      same_entries "$1" "$2"
    fi
  elif [ -f "$1" ] && [ -f "$2" ]; then
    cmp -s "$1" "$2"
  else
    [ ! -e "$1" ] && [ ! -e "$2" ]
  fi
}

same_entries() ( # in a shell of its own, since it calls itself
  for each in "$1"/* "$1"/.[!.]* "$1"/..?* "$2"/* "$2"/.[!.]* "$2"/..?*; do
    same "$1/${each##*/}" "$2/${each##*/}" || exit 1
  done
)
