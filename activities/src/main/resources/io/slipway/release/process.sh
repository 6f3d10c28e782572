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

end_group() { # end_group GROUP GRACE: TERM, and after so many seconds KILL; fails if something still lives
  kill -TERM "-$1" 2>/dev/null
  turns=0
  while group_lives "$1"; do
    turns=$((turns + 1))
    [ $turns -lt $(($2 * 5)) ] || kill -KILL "-$1" 2>/dev/null
    [ $turns -lt $(($2 * 5 + 50)) ] || return 1
    sleep 0.2 2>/dev/null || sleep 1
  done
}
