# One script at a time changes a host, and never one of an older attempt. The detached steps of users do not hold the lock.

enter() { # takes the lock, and refuses to act when a newer attempt has been here
  [ -d "$state" ] || must "create $state" mkdir -p -m 700 "$state"
  command -v flock >/dev/null && locker=flock || locker=link
  clock
  give_up=$((now + lock_wait * 100))
  if [ $locker = flock ]; then
    [ -w "$state/lock" ] || must "write in $state" touch "$state/lock"
    exec 9>>"$state/lock"
  else
    identify $$
  fi
  until "try_$locker"; do
    clock
    [ "$now" -lt "$give_up" ] || fault busy "$lock_wait"
    nap 0.2
  done
  locked=1
  fence
  sweep_locks
}

# A fetch of ours that was killed leaves git's lock files. We hold the host's lock, so no other fetch of ours is at work.
sweep_locks() {
  [ -f "$state/fetching" ] || return 0
  for each in "$mirrored" "$state/modules"; do
    [ ! -d "$each" ] || find "$each" -name '*.lock' -type f -exec rm -f {} +
  done
  rm -f "$state/fetching"
}

try_flock() { flock -n 9; }

# Without flock: a link whose text names its holder. Making a link is atomic; one whose holder is gone is taken away by whoever makes the second link.
try_link() {
  ln -s "$identity" "$state/lock.holder" 2>/dev/null && return 0
  holder=$(readlink "$state/lock.holder") || return 1
  lives "$holder" && return 1
  ln -s "$identity" "$state/lock.reaper" 2>/dev/null || return 1
  [ "$(readlink "$state/lock.holder")" != "$holder" ] || rm -f "$state/lock.holder"
  rm -f "$state/lock.reaper"
  return 1
}

unlock() {
  [ -n "$locked" ] || return 0
  locked=
  if [ $locker = flock ]; then exec 9>&-; else rm -f "$state/lock.holder"; fi
}

fence() {
  seen_run= seen_at=
  [ ! -s "$state/epoch" ] || read -r seen_run seen_at <"$state/epoch"
  case $seen_run$seen_at in
    '' | *[!0-9]*) ;;
    *)
      if [ "$seen_run" -gt "$epoch" ] || { [ "$seen_run" -eq "$epoch" ] && [ "$seen_at" -gt "$attempt_at" ]; }; then
        fault fenced "$seen_run"
      fi
      ;;
  esac
  if [ ! -s "$state/epoch" ]; then
    replace "$state/epoch" "$epoch $attempt_at"
  elif [ "$seen_run $seen_at" != "$epoch $attempt_at" ]; then
    # In its place and of the same length: putting things back must be possible on a full disk.
    write_epoch 2>/dev/null || must "write $state/epoch" write_epoch
  fi
}

write_epoch() { printf '%s\n' "$epoch $attempt_at" 1<>"$state/epoch"; }
