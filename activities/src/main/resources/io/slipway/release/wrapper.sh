# Runs a command of the user's apart from the connection that began it, and writes down what becomes of it.
# usage: wrapper run|command|timer FOLDER PLACE SECONDS IDLE-SECONDS-OR-0 GRACE HOW-TO-START-A-SESSION...
mode=$1 folder=$2 place=$3 limit=$4 idle=$5 grace=$6
shift 6

put() { printf '%s\n' "$2" >"$folder/$1.new" && mv -f "$folder/$1.new" "$folder/$1"; }

if [ "$mode" = command ]; then
  # Before it does anything it must be known by whom it can be found.
  printf '%s\n' $$ >"$folder/group" || exit 126
  exec sh "$folder/command"
fi

await_silence() { # sets `why` once there was no output for so long, or the time is over
  (sleep "$limit" && put late timeout) &
  turn=$(((idle + 9) / 10)) quiet=0 seen= why=idle
  [ $turn -lt 5 ] || turn=5
  while [ $quiet -lt "$idle" ]; do
    sleep $turn
    size=$(wc -c <"$folder/output")
    if [ "$size" = "$seen" ]; then quiet=$((quiet + turn)); else quiet=0 seen=$size; fi
    [ ! -f "$folder/late" ] || {
      why=timeout
      return 0
    }
  done
}

if [ "$mode" = timer ]; then
  if [ "$idle" = 0 ]; then
    why=timeout
    sleep "$limit"
  else
    await_silence
  fi
  # A folder that is gone is that of a step which has long ended.
  name_sign "$folder" || exit 0
  put killed "$why"
  end_step "$place" "$sign" "$grace"
  exit
fi

# What the command alone has in its environment comes this way, and is nowhere else.
IFS= read -r environment && environment="$environment
$(cat)"
exec </dev/null

# Room for the result is taken now: a disk that is full later must not lose it.
printf 'none\n' >"$folder/result" || exit 1
identify $$
put pid "$identity" || exit 1
exec 9>&-

if cd "$place"; then
  name_sign "$folder"
  (
    export SLIPWAY_STEP="${sign#*=}"
    eval "$environment"
    exec "$@" sh "$folder/wrapper" command "$folder" "$place" "$limit" "$idle" "$grace"
  ) >>"$folder/output" 2>&1 </dev/null &
  child=$!
  "$@" sh "$folder/wrapper" timer "$folder" "$child" "$limit" "$idle" "$grace" "$@" >/dev/null 2>&1 </dev/null &
  timer=$!
  wait $child
  code=$?
  killed=
  [ ! -f "$folder/killed" ] || read -r killed <"$folder/killed"
  case $killed in
    timeout | idle) wait $timer ;;
    # First itself, so that it begins nothing more; then what it has begun.
    *) kill -KILL "$timer" 2>/dev/null ;;
  esac
  kill -KILL "-$timer" 2>/dev/null
else
  code=126
fi 2>>"$folder/output"
printf '%-4s\n' "$code" 1<>"$folder/result"
mv -f "$folder/result" "$folder/exit"
