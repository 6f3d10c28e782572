# Every script begins with this: how it speaks to the worker, takes the host's lock, and tells what went wrong.
# Lines that start with the nonce are marks. Nobody else on the host knows it, so nobody else can write one.
set -u
case ${LC_ALL+set} in set) own_locale=$LC_ALL ;; esac
export LC_ALL=C
unset CDPATH

state=$root/.slipway
mine=$state/$run
releases=$root/releases
shared=$root/shared
current=$root/current
mirrored=$root/repo
# Where others keep a checkout, they find it again when they come back.
for each in git svn hg; do
  [ ! -e "$root/repo/.$each" ] || mirrored=$state/repo
done
step=
locked=

encode() { # sets `encoded`: the text as one word
  case $1 in
    *[!A-Za-z0-9/._:@%+=,-]*) encoded=x$(printf %s "$1" | od -An -v -tx1 | tr -d ' \n') ;;
    *) encoded=t$1 ;;
  esac
}

mark() { # mark KIND FIELD...
  line="$nonce $1"
  shift
  for field; do
    encode "$field"
    line="$line $encoded"
  done
  printf '%s\n' "$line"
}

clock() { # sets `now`, in hundredths of a second
  if read -r now _ 2>/dev/null </proc/uptime; then
    now=${now%.*}${now#*.}
  else
    now=$(date +%s)00
  fi
}

begin() { # begin STEP
  step=$1 already=1
  clock
  began=$now
  mark begin "$step"
}

acted() { already=0; }

ended() {
  clock
  mark done "$step" "$already" $((now - began))
  step=
}

skipped() { # skipped REASON: there was no need for the step
  mark skipped "$1"
  ended
}

leave() { # leave STATUS: the one way out
  unlock
  exit "$1"
}

last_of() { printf %s "$1" | tail -c 4096; }

blame() { # blame CODE [ABOUT [OUTPUT]]: notes a fault and goes on
  mark fault "$1" "${2-}" "$(last_of "${3-}")"
  blamed=1
}

fault() { # fault CODE [ABOUT [OUTPUT]]
  blame "$@"
  leave 1
}

must() { # must DOING COMMAND...: DOING completes "tried to"
  doing=$1
  shift
  said=$("$@" 2>&1 </dev/null) || fault command "$doing" "$said"
}

sound_pipe() { # sound_pipe DOING [FILE]: a fault when `said`, what the programs of a pipe have said, holds the nonce of one that failed; FILE is half made then
  case $said in
    *"$nonce "*)
      [ -z "${2-}" ] || rm -f "$2"
      fault command "$1" "$(printf '%s\n' "$said" | grep -v "^$nonce ")"
      ;;
  esac
}

nap() { sleep "$1" 2>/dev/null || sleep 1; }

# 14 digits that can be a time: Mina counts on from the newest name, and so comes to a second 60.
is_id() {
  case $1 in *[!0-9]*) return 1 ;; ??????????????) ;; *) return 1 ;; esac
  case $1 in ????0[1-9]* | ????1[0-2]*) ;; *) return 1 ;; esac
  case $1 in ??????0[1-9]* | ??????[12]* | ??????3[01]*) ;; *) return 1 ;; esac
  case $1 in ????????[01]?[0-5]?[0-5]? | ????????2[0-3][0-5]?[0-5]?) return 0 ;; esac
  return 1
}

# Mina counts on from the newest name, so from ours, or names releases by the time as we do. What it has made holds a file of its own.
is_ours() { # is_ours NAME: whether a release of that name is Slipway's or Capistrano's
  is_id "$1" || return 1
  # A repository may hold that file as well.
  [ ! -f "$releases/$1/.mina_git_revision" ] || [ -f "$state/$1/made" ]
}

read_current() { # sets `link` (its text) and `live` (a release id); both empty where there is none
  link= live=
  [ -L "$current" ] || return 0
  link=$(readlink "$current")
  live=${link%/}
  live=${live##*/}
  is_ours "$live" || {
    live=
    return 0
  }
  case $link in
    "$releases/$live" | "releases/$live" | "./releases/$live") return 0 ;;
  esac
  [ "$current" -ef "$releases/$live" ] || live=
}

find_live() { # sets `live` as read_current does. The link's text is read, by a program, only where no release of ours is behind it
  link= live=
  [ -L "$current" ] || return 0
  each_release is_behind
  [ -n "$live" ] || read_current
}

is_current() { [ -L "$current" ] && [ "$current" -ef "$1" ]; }

is_behind() { ! is_current "$releases/$1" || live=$1; }

each_release() { # each_release COMMAND...: oldest first; entries that are none of ours are passed over
  for entry in "$releases"/*; do
    id=${entry##*/}
    if is_ours "$id" && [ -d "$entry" ] && [ ! -L "$entry" ]; then
      "$@" "$id"
    fi
  done
}

replace() { # replace FILE TEXT: whole or not at all
  write "$1.new" "$2" "$1"
  must "write $1" mv -f "$1.new" "$1"
}

write() { # write FILE TEXT [NAME]: by the shell itself; a process only to learn why it failed
  put_line "$1" "$2" 2>/dev/null || must "write ${3-$1}" put_line "$1" "$2"
}

put_line() { printf '%s\n' "$2" >"$1"; }

put_secret() { # put_secret TEXT: by the shell itself, where a program would show it to all
  case $(command -v printf) in printf) printf %s "$1" ;; *) print -rn -- "$1" ;; esac
}

rename_to() { # rename_to FROM TO: rename(2), never into a directory TO
  said=$(mv -fT "$1" "$2" 2>&1) && return 0
  # Only a missing -T is worth another way; they all are the same system call.
  { mv -fh "$1" "$2" || perl -e 'rename($ARGV[0], $ARGV[1]) or exit 1' "$1" "$2" ||
    python3 -c 'import os, sys; os.rename(sys.argv[1], sys.argv[2])' "$1" "$2"; } >/dev/null 2>&1
}

trash() { # trash PATH: out of sight at once, then removed
  [ -d "$hidden" ] || must "create $hidden" mkdir -p "$hidden"
  rubbish=$hidden/trash-${1##*/}
  [ ! -e "$rubbish" ] || rm -rf "$rubbish"
  rename_to "$1" "$rubbish" || fault command "remove $1" "$said"
  must "remove $1" rm -rf "$rubbish"
}

free_room() { # sets `kilobytes`; empty where df does not tell
  kilobytes= before=
  for word in $(df -Pk "$1" 2>/dev/null); do
    case $word in *%) kilobytes=$before ;; esac
    before=$word
  done
  case $kilobytes in *[!0-9]*) kilobytes= ;; esac
}

stays_inside() { # stays_inside TREE PATH: whether no link on the way to PATH, or at its end, leads out of the tree
  at=$1 rest=$2
  while :; do
    at=$at/${rest%%/*}
    if [ -L "$at" ]; then
      case $(cd "$at" 2>/dev/null && pwd -P)/ in "$(cd "$1" && pwd -P)"/*) ;; *) return 1 ;; esac
    fi
    case $rest in */*) rest=${rest#*/} ;; *) return 0 ;; esac
  done
}

make_dir() { [ -d "$1" ] || { acted && must "create $1" mkdir -p "$1"; }; }

# What is made or removed passes through here, on the file system of releases/ so that a rename suffices.
find_hidden() {
  hidden=$state
  at=$(stat -c %d "$state" "$releases" 2>/dev/null) || return 0
  [ "${at%%
*}" = "${at##*
}" ] || hidden=$releases/.slipway
}
