# Tells a balancer on this machine of one host. One script at a time does so, and never one of an older attempt.
# What was done is noted before it is done: `begun`, then `out`; `returning`, then `in`; and no note where nothing of ours is left.
umask 077
folder=${HOME:-}/.slipway/traffic
place=$application/$stage
note=$folder/out/$place/$host
epochs=$folder/epoch/$place
was='' old='' is='' connections='?' up=1 words=''

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

must() { # must "do what" COMMAND...
  doing=$1
  shift
  said=$("$@" 2>&1) || fault machine "could not $doing: $said"
}

enter() { # takes the lock, and refuses to act when a newer attempt has been here
  [ -n "${HOME:-}" ] || fault machine "the login has no home directory"
  command -v flock >/dev/null || fault no_flock ''
  must "make folders in $folder" mkdir -p "$folder/out/$place" "$epochs"
  [ -w "$folder" ] || fault machine "$folder cannot be written"
  exec 9>>"$folder/lock"
  flock -w "$lock_wait" 9 || fault busy "$lock_wait"
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
  must "write $epochs/$host" replace "$epochs/$host" "$epoch $attempt_at"
}

replace() { printf '%s\n' "$2" >"$folder/new" && mv -f "$folder/new" "$1"; }

read_note() {
  [ -f "$note" ] || return 0
  { read -r was && read -r old; } <"$note" || :
}

write_note() { # write_note STEP
  was=$1
  must "write $note" replace "$note" "$1
$old"
}

drop_note() {
  must "remove $note" rm -f "$note"
  was='' old=''
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

main() {
  case $verb in
    drain) drain ;;
    undrain) undrain ;;
    forget)
      enter
      drop_note
      mark end
      ;;
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
