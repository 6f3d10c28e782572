# Runs a command of the user's apart from the connection that began it, and writes down what becomes of it.
# usage: wrapper run|command|timer FOLDER PLACE SECONDS GRACE HOW-TO-START-A-SESSION...
mode=$1 folder=$2 place=$3 limit=$4 grace=$5
shift 5

put() { printf '%s\n' "$2" >"$folder/$1.new" && mv -f "$folder/$1.new" "$folder/$1"; }

if [ "$mode" = command ]; then
  # Before it does anything it must be known by whom it can be found.
  put group $$ || exit 126
  exec sh "$folder/command"
fi
if [ "$mode" = timer ]; then
  sleep "$limit"
  put killed timeout
  end_group "$place" "$grace"
  exit
fi

# Room for the result is taken now: a disk that is full later must not lose it.
printf 'none\n' >"$folder/result" || exit 1
identify $$
put pid "$identity" || exit 1
exec 9>&-

if cd "$place"; then
  "$@" sh "$folder/wrapper" command "$folder" "$place" "$limit" "$grace" >>"$folder/output" 2>&1 </dev/null &
  child=$!
  "$@" sh "$folder/wrapper" timer "$folder" "$child" "$limit" "$grace" "$@" >/dev/null 2>&1 </dev/null &
  timer=$!
  wait $child
  code=$?
  if [ -f "$folder/killed" ] && [ "$(cat "$folder/killed")" = timeout ]; then
    wait $timer
  else
    # First itself, so that it begins nothing more; then what it has begun.
    kill -KILL "$timer" 2>/dev/null
    kill -KILL "-$timer" 2>/dev/null
  fi
else
  code=126
fi 2>>"$folder/output"
printf '%-4s\n' "$code" 1<>"$folder/result"
mv -f "$folder/result" "$folder/exit"
