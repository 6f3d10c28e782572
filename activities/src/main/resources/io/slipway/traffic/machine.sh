# Tells a balancer on this machine of one host, or of both halves of a stage at once. One script at a time does so, and never one of an older attempt.
# What was done is noted before it is done: `begun`, then `out`; `returning`, then `in`; and no note where nothing of ours is left.
# A note has the step, the workers of before the reload, where there are any, and the run that took the host out.
umask 077
folder=${HOME:-}/.slipway/traffic
place=$application/$stage
note=$folder/out/$place/$host
epochs=$folder/epoch/$place
was='' old='' by='' is='' connections='?' up=1 fit=1 words='' stamp='' several=''

mark() { # mark WORD...: a line for the worker, apart from whatever else is printed
  line=$nonce
  for each; do line="$line $each"; done
  printf '%s\n' "$line"
}

fault() { # fault CODE TEXT
  mark fault "$1"
  printf '%s\n' "$2"
  mark end
  exit 0
}

no_server() { # no_server NAMES-OF-THOSE-THAT-ARE-THERE
  mark unknown "$server"
  fault no_server "$1"
}

must() { # must "do what" COMMAND...
  doing=$1
  shift
  said=$("$@" 2>&1) || fault machine "could not $doing: $said"
}

lock() {
  [ -n "${HOME:-}" ] || fault machine "the login has no home directory"
  command -v flock >/dev/null || fault no_flock ''
  must "make folders in $folder" mkdir -p "$folder/out/$place" "$epochs"
  [ -w "$folder" ] || fault machine "$folder cannot be written"
  exec 9>>"$folder/lock"
  flock -w "$lock_wait" 9 || fault busy "$lock_wait"
}

fence() { # refuses to act when a newer attempt has been here
  seen_run='' seen_at=''
  [ ! -s "$epochs/$host" ] || read -r seen_run seen_at <"$epochs/$host"
  case $seen_run$seen_at in
    '' | *[!0-9]*) ;;
    *)
      if [ "$seen_run" -gt "$epoch" ] || { [ "$seen_run" -eq "$epoch" ] && [ "$seen_at" -gt "$attempt_at" ]; }; then
        fault fenced "$seen_run"
      fi
      ;;
  esac
}

attempt() { must "write $epochs/$host" replace "$epochs/$host" "$epoch $attempt_at"; }

enter() {
  lock
  fence
  attempt
}

replace() { printf '%s\n' "$2" >"$folder/new" && mv -f "$folder/new" "$1"; }

read_note() {
  [ -f "$note" ] || return 0
  { read -r was && read -r old && read -r by; } <"$note" || :
}

write_note() { # write_note STEP
  [ -n "$was" ] || by=$epoch
  was=$1
  [ -z "$stamp" ] || old=$stamp
  must "write $note" replace "$note" "$1
$old
$by"
}

drop_note() {
  must "remove $note" rm -f "$note"
  was='' old='' by=''
}

tell() {
  count
  if [ "$is" = out ] && [ -n "$was" ]; then
    mark place TAKEN
  elif [ "$is" = out ]; then
    mark place FOREIGN
  elif [ -n "$was" ] || [ "$is" = ours ]; then
    mark place OURS
  else
    mark place IN
  fi
  mark connections "$connections"
  mark up "$up"
  mark fit "$fit"
  mark words "$words"
  mark end
}

drain() {
  enter
  read_note
  read_state
  if [ "$is" = out ]; then
    tell
    return 0
  fi
  if [ "$was" = out ] && [ "$is" = ours ]; then
    mark already
  else
    write_note begun
    take_out
    write_note out
    read_state
  fi
  tell
}

undrain() {
  enter
  read_note
  read_state
  if [ "$is" = out ]; then
    # Other hands have taken it over since.
    drop_note
  elif [ "$was" = in ] && [ "$is" = in ]; then
    mark already
  elif [ -n "$was" ] || [ "$is" = ours ]; then
    write_note returning
    put_in
    write_note in
    read_state
  fi
  tell
}

# The rest is of both halves of a stage: `each_incoming` and `each_outgoing` go through their hosts.

of_host() { # of_host HOST SERVER [COMMAND...]
  host=$1 server=$2
  drain_command=${3:-} undrain_command=${4:-} connections_command=${5:-} up_command=${6:-}
  note=$folder/out/$place/$host
  was='' old='' by='' is='' connections='?' up=1 fit=1 words=''
}

look_at() {
  of_host "$@"
  read_note
  read_state
}

tell_host() { # visitors are sent to a host that is about to go, and to one that has just come back
  look_at "$@"
  count
  case $is.$was in
    in.out | ours.*) where=OURS ;;
    in.*) where=IN ;;
    out.) where=FOREIGN ;;
    *) where=TAKEN ;;
  esac
  mark stand "$host" "$where" "$connections" "$up" "$fit" "$words"
}

tell_all() {
  several=1 servers='' stats=''
  each_incoming tell_host
  each_outgoing tell_host
  mark end
}

fence_host() {
  of_host "$@"
  fence
}

attempt_host() {
  of_host "$@"
  attempt
}

choose_entering() { # those that we have taken out; to undo a move, those that it has taken out
  look_at "$@"
  case $is.$was in
    out.*) return 0 ;;
    in.in)
      staying=1
      return 0
      ;;
  esac
  if [ -n "$was" ] || [ "$is" = ours ]; then
    if [ -z "$undone" ] || [ "$by" = "$undone" ]; then
      entering="$entering$host " staying=1
      return 0
    fi
  fi
  [ "$is" != in ] || staying=1
}

choose_leaving() { # those that are in, and those of which it is not sure that they are out
  look_at "$@"
  case $is.$was in
    out.* | ours.out | ours.) ;;
    *) leaving="$leaving$host " ;;
  esac
}

enters() { case $entering in *" $host "*) ;; *) return 1 ;; esac; }
leaves() { case $leaving in *" $host "*) ;; *) return 1 ;; esac; }

note_entering() { # note_entering STEP HOST...
  step=$1
  shift
  of_host "$@"
  ! enters || { read_note && write_note "$step"; }
}

note_leaving() { # note_leaving STEP HOST...
  step=$1
  shift
  of_host "$@"
  ! leaves || { read_note && write_note "$step"; }
}

move() {
  lock
  each_incoming fence_host
  each_outgoing fence_host
  each_incoming attempt_host
  each_outgoing attempt_host
  several=1 servers='' entering=' ' leaving=' ' staying=''
  each_incoming choose_entering
  each_outgoing choose_leaving
  [ -n "$staying$alone" ] || fault nobody ''
  if [ "$entering$leaving" = '  ' ]; then
    mark already
  else
    before_move
    each_incoming note_entering returning
    each_outgoing note_leaving begun
    shift_visitors
    stamp=''
    each_incoming note_entering in
    each_outgoing note_leaving out
  fi
  tell_all
}

forget_host() {
  of_host "$@"
  read_note
  [ "$was" != in ] || drop_note
}

forget_all() {
  lock
  each_incoming fence_host
  each_incoming forget_host
  mark end
}

before_move() { :; }

main() {
  case $verb in
    drain) drain ;;
    undrain) undrain ;;
    forget)
      enter
      drop_note
      mark end
      ;;
    move) move ;;
    stand) tell_all ;;
    settle) forget_all ;;
    look)
      read_note
      read_state
      tell
      ;;
    check)
      command -v flock >/dev/null || fault no_flock ''
      check
      mark end
      ;;
  esac
}
