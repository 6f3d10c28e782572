# Which processes live: a process id alone would not do, since ids are used again.

identify() { # sets `identity`: process id, start time, boot
  identity=$1:-:-
  { read -r stat <"/proc/$1/stat" && read -r boot </proc/sys/kernel/random/boot_id; } 2>/dev/null || return 0
  process=$1
  set -- ${stat##*) }
  identity=$process:${20}:$boot
}

lives() { # lives IDENTITY; a zombie does not
  case $1 in *[!0-9a-f:-]* | :* | '') return 1 ;; esac
  kill -0 "${1%%:*}" 2>/dev/null || return 1
  identify "${1%%:*}"
  [ "$identity" = "$1" ] || return 1
  case ${stat-} in *") Z "*) return 1 ;; esac
}

group_lives() { # group_lives GROUP: whether any process but zombies is in it
  [ -n "$1" ] || return 1
  kill -0 "-$1" 2>/dev/null || return 1
  [ -r /proc/self/stat ] || return 0
  group=$1
  for each in /proc/[0-9]*; do
    { read -r stat <"$each/stat"; } 2>/dev/null || continue
    set -- ${stat##*) }
    [ "$3" != "$group" ] || [ "$1" = Z ] || return 0
  done
  return 1
}

name_sign() { # name_sign FOLDER: sets `sign`: what only the environment of a step's processes says; empty for none
  sign=
  { read -r sign <"$1/pid"; } 2>/dev/null && [ -n "$sign" ] && sign=SLIPWAY_STEP=${1##*/.slipway/}/$sign
}

find_strays() { # find_strays SIGN: sets `strays`: the step's processes wherever they are, as far as /proc tells
  strays=
  # Environments of others may hold an empty word, as those of sshd do.
  case $1 in SLIPWAY_STEP=?*) ;; *) return 1 ;; esac
  [ -r /proc/self/environ ] || return 1
  if printf 'a\0' | grep -qzxF a 2>/dev/null; then
    set -- "$(grep -lzxF -e "$1" /proc/[0-9]*/environ 2>/dev/null)"
  else
    set -- "$(for each in /proc/[0-9]*/environ; do
      ! { tr '\0' '\n' <"$each"; } 2>/dev/null | grep -qxF -e "$1" || echo "$each"
    done)"
  fi
  for each in $1; do
    each=${each#/proc/}
    strays="$strays ${each%/environ}"
  done
  [ -n "$strays" ]
}

signal_step() { # signal_step SIGNAL GROUP SIGN
  [ -z "$2" ] || kill "-$1" "-$2" 2>/dev/null
  # shellcheck disable=SC2086 # one word for each
  ! find_strays "$3" || kill "-$1" $strays 2>/dev/null
}

# A session of its own takes a process out of the group, but not out of reach.
end_step() { # end_step GROUP SIGN GRACE: TERM, and after so many seconds KILL; fails if something still lives
  signal_step TERM "$1" "$2"
  turns=0
  while group_lives "$1" || find_strays "$2"; do
    turns=$((turns + 1))
    [ $turns -lt $(($3 * 5)) ] || signal_step KILL "$1" "$2"
    [ $turns -lt $(($3 * 5 + 50)) ] || return 1
    sleep 0.2 2>/dev/null || sleep 1
  done
}
