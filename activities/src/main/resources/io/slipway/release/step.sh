# Commands of the user's, each with a folder of its own that outlives the connection.

look_at() { # sets `found` for a step's folder: none, running, exited (and `code`), or interrupted
  found=none code=
  [ -f "$1/pid" ] || return 0
  read -r holder <"$1/pid"
  if lives "$holder"; then
    found=running
  elif [ -f "$1/exit" ]; then
    read -r code <"$1/exit"
    found=exited
  elif [ -s "$1/group" ] && read -r members <"$1/group" && [ "${holder##*:}" = "$(boot_now)" ] && group_lives "$members"; then
    found=running
  else
    found=interrupted
  fi
}

boot_now() { identify $$ && printf %s "${identity##*:}"; }

session_starter() { # sets `starter`: what makes a program the leader of a session of its own
  for starter in setsid busybox perl python3; do
    command -v $starter >/dev/null || continue
    [ $starter != busybox ] || busybox setsid true 2>/dev/null || continue
    return 0
  done
  return 1
}

wanted_again() { # wanted_again NAME: a person wants it done again, and our activity has not done so yet
  case " $afresh " in *" $1 "*) [ "$(cat "$folder/owner" 2>/dev/null)" != "$owner" ] ;; *) return 1 ;; esac
}

# The folder says who began it (`owner`): another activity of the same run may begin a failed command again, a retry may not.
user_step() { # user_step NAME COMMAND PLACE SECONDS IDLE-SECONDS-OR-0 once|again; `place` is the directory, release and revision are told to it
  name=$1
  folder=$mine/$1
  begin "$1"
  look_at "$folder"
  [ $found = none ] || [ $found = running ] || ! wanted_again "$1" || found=none
  case $found-$6 in
    interrupted-once)
      tell_keeper
      settle_log
      fault interrupted "$1" "$(tail -c 4096 "$folder/output" 2>/dev/null)"
      ;;
    interrupted-again) found=none ;;
    exited-again)
      [ "$code" = 0 ] || [ "$(cat "$folder/owner" 2>/dev/null)" = "$owner" ] || found=none
      ;;
  esac
  if [ $found = none ]; then
    acted
    launch "$2" "$3" "$4" "$5"
  fi
  unlock
  follow
}

forget() { # forget NAME...: as if these steps had never run
  for each; do
    [ ! -d "$mine/$each" ] || rm -rf "${mine:?}/$each"
  done
}

tell_command() { # tell_command PLACE: exports what a command of the user's in that release finds in its environment; for a subshell
  told_release=${1##*/} told_revision=$revision
  [ "$told_release" = "$release" ] || read -r told_revision 2>/dev/null <"$1/REVISION" || told_revision=
  unset LC_ALL
  case ${own_locale+set} in set) export LC_ALL="$own_locale" ;; esac
  export SLIPWAY_APPLICATION="$application" SLIPWAY_STAGE="$stage" SLIPWAY_RELEASE="$told_release"
  export SLIPWAY_REVISION="$told_revision" SLIPWAY_HOST="$host" SLIPWAY_ROLES="$roles"
  export SLIPWAY_DEPLOY_TO="$root" SLIPWAY_SHARED="$shared"
  [ -z "$once_for" ] || export SLIPWAY_ONCE_FOR="$once_for"
  [ -z "$half_color" ] || export SLIPWAY_COLOR="$half_color"
  [ -z "$half_port" ] || export SLIPWAY_PORT="$half_port"
}

launch() { # launch COMMAND PLACE SECONDS IDLE-SECONDS-OR-0
  [ -d "$2" ] || fault release_missing "${2##*/}"
  session_starter || fault no_setsid
  [ ! -e "$folder" ] || must "remove $folder" rm -rf "$folder"
  must "create $folder" mkdir -p "$folder"
  # Nobody looks at these before there is a pid beside them.
  write "$folder/command" "$1"
  write "$folder/wrapper" "$wrapper"
  write "$folder/owner" "$owner"
  write "$folder/begun" "$((attempt_at / 1000))-$$"
  [ -z "$keeper" ] || write "$folder/keeper" "$keeper"
  place=$2 limit=$3 idle=$4
  put_secret "$step_environment" | (
    tell_command "$place"
    start_session sh "$folder/wrapper" run "$folder" "$place" "$limit" "$idle" "$grace"
  ) >/dev/null 2>"$folder/trouble" &
  identify $!
  started=$identity turns=0
  until [ -f "$folder/pid" ]; do
    lives "$started" || [ -f "$folder/pid" ] || fault command "start $name" "$(cat "$folder/trouble")"
    turns=$((turns + 1))
    [ $turns -lt 500 ] || fault command "start $name" "$(cat "$folder/trouble")"
    nap 0.02
  done
}

start_session() { # the wrapper is told the same words, to make a session for the command
  case $starter in
    setsid) exec setsid "$@" setsid ;;
    busybox) exec busybox setsid "$@" busybox setsid ;;
    perl) exec perl -MPOSIX -e "$by_perl" "$@" perl -MPOSIX -e "$by_perl" ;;
    python3) exec python3 -c "$by_python" "$@" python3 -c "$by_python" ;;
  esac
}
by_perl='POSIX::setsid(); exec(@ARGV)'
by_python='import os, sys; os.setsid(); os.execvp(sys.argv[1], sys.argv[1:])'

follow() { # waits for the step's end, but no longer than `patience` seconds, or `news` once there is output to tell
  clock
  until=$((now + patience * 100)) fresh=$((now + news * 100)) pause=0.03
  # The log is behind: there is no need to wait for more.
  if [ "$resumed" = 1 ] && find_log "$folder" "$name" && [ $log_state = more ]; then fresh=$now; fi
  while look_at "$folder" && [ $found = running ]; do
    clock
    if [ "$now" -ge "$fresh" ] && has_news; then
      tell_news
      until=$now
    fi
    if [ "$now" -ge "$fresh" ] && find_log "$folder" "$name"; then
      tell_keeper
      tell_log "$folder" "$name"
      until=$now
    fi
    if [ "$now" -ge "$until" ]; then
      mark pending "$name" "$already" $((now - began))
      leave 0
    fi
    nap $pause
    case $pause in 0.03) pause=0.06 ;; 0.06) pause=0.12 ;; 0.12) pause=0.25 ;; *) pause=0.5 ;; esac
  done
  tell_step
}

has_news() { # sets `from` and `size`: where in its output the news begins and ends
  size=$(($(wc -c <"$folder/output" 2>/dev/null || echo 0))) from=0
  if [ "$told_step" = "$name" ] && [ "$told_offset" -le $size ]; then from=$told_offset; fi
  [ $size -gt "$from" ]
}

tell_news() {
  tell_keeper
  [ $((size - from)) -le 2048 ] || from=$((size - 2048))
  hex=$(tail -c "+$((from + 1))" "$folder/output" | head -c $((size - from)) | od -An -v -tx1 | tr -d ' \n')
  mark said "$name" "$from" "$hex"
}

# What a command says goes to the worker's log from its first byte on, a piece in each answer. Of more than `log_most` bytes
# that log has the beginning and, once the command has ended, the last `log_last` bytes.
find_log() { # find_log FOLDER NAME: sets `log_from`, `log_to` and `log_state` of the piece that is next: more, open or last; fails for none
  [ "$log_most" -gt 0 ] && [ -s "$1/output" ] || return 1
  log_size=$(($(wc -c <"$1/output" 2>/dev/null || echo 0))) log_from=0
  log_begun=$(cat "$1/begun" 2>/dev/null)
  log_begun=${log_begun:-0}
  [ "$log_key" != "$2 $log_begun" ] || log_from=$log_offset
  log_head=$((log_most - log_last)) log_to=$log_size log_state=open
  [ $found = running ] || log_state=last
  if [ $log_from -lt $log_head ]; then
    [ $log_to -le $log_head ] || log_to=$log_head log_state=more
  elif [ $found = running ]; then
    return 1
  elif [ $((log_size - log_last)) -gt $log_from ]; then
    log_from=$((log_size - log_last))
  fi
  [ $((log_to - log_from)) -le "$log_piece" ] || log_to=$((log_from + log_piece)) log_state=more
  [ $log_to -gt $log_from ]
}

tell_log() { # tell_log FOLDER NAME: the piece that was found
  hex=$(tail -c "+$((log_from + 1))" "$1/output" | head -c $((log_to - log_from)) | od -An -v -tx1 | tr -d ' \n')
  mark log "$2" "$log_begun" "$log_from" "$log_state" "$hex"
}

settle_log() { # tells what the log lacks of a command that has ended; is sent again while there is more
  find_log "$folder" "$name" || return 0
  tell_log "$folder" "$name"
  [ $log_state = more ] || return 0
  clock
  mark pending "$name" "$already" $((now - began))
  leave 0
}

# Who has read other secrets than the command was given cannot take them out of what it says.
tell_keeper() {
  [ ! -f "$folder/keeper" ] || mark keeper "$(cat "$folder/keeper")"
}

tell_step() {
  tell_keeper
  settle_log
  [ $found != interrupted ] || fault interrupted "$name" "$(tail -c 4096 "$folder/output" 2>/dev/null)"
  killed=
  [ ! -f "$folder/killed" ] || read -r killed <"$folder/killed"
  [ ! -s "$folder/output" ] ||
    printf '%s\n' "$nonce output x$(tail -c 4096 "$folder/output" | od -An -v -tx1 | tr -d ' \n')"
  # It may hold secrets, and is told now.
  [ ! -f "$folder/keeper" ] || : >"$folder/output"
  if [ "$code" != 0 ] || [ -n "$killed" ]; then
    signal=
    [ "$code" -le 128 ] || signal=$(kill -l $((code - 128)) 2>/dev/null)
    mark stepfault "$name" "$code" "$signal" "$killed"
    leave 1
  fi
  ended
}

stop_step() { # stop_step NAME: ends it if it runs, sees that it has ended, and tells the log's next piece of it
  look_at "$mine/$1"
  case $found in
    running) ;;
    interrupted)
      # Its group may be another's by now.
      name_sign "$mine/$1"
      end_step "" "$sign" "$grace" || fault unkillable "$1"
      return 0
      ;;
    *) return 0 ;;
  esac
  acted
  [ -f "$mine/$1/killed" ] || replace "$mine/$1/killed" cancelled
  turns=0
  until [ -s "$mine/$1/group" ]; do
    turns=$((turns + 1))
    [ $turns -lt 100 ] || fault unkillable "$1"
    nap 0.05
  done
  read -r members <"$mine/$1/group"
  name_sign "$mine/$1"
  end_step "$members" "$sign" "$grace" || fault unkillable "$1"
  turns=0
  while look_at "$mine/$1" && [ $found = running ]; do
    turns=$((turns + 1))
    [ $turns -lt 100 ] || fault unkillable "$1"
    nap 0.1
  done
  if find_log "$mine/$1" "$1"; then
    [ ! -f "$mine/$1/keeper" ] || mark keeper "$(cat "$mine/$1/keeper")"
    tell_log "$mine/$1" "$1"
  fi
}
