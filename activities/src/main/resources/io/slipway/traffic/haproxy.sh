# HAProxy's runtime API. What stands in backend, server and socket has been looked at: none of it ends a command or a word.
ask() { # ask COMMAND: sets `said`
  [ -e "$socket" ] || fault no_socket "$socket"
  { [ -S "$socket" ] && [ -r "$socket" ] && [ -w "$socket" ]; } || fault socket_denied "$socket"
  said=$(talk "$1" 2>&1) || fault no_answer "$said"
  case $said in *'ermission denied'*) fault not_admin "$socket" ;; esac
}

talk() {
  if command -v socat >/dev/null; then
    printf '%s\n' "$1" | socat -t 10 - "UNIX-CONNECT:$socket"
  elif command -v perl >/dev/null; then
    perl -MIO::Socket::UNIX -e '$s = IO::Socket::UNIX->new(Peer => $ARGV[0]) or die "$!\n"; print $s "$ARGV[1]\n"; $s->flush; print while <$s>' "$socket" "$1"
  elif command -v python3 >/dev/null; then
    python3 -c 'import shutil, socket, sys
s = socket.socket(socket.AF_UNIX)
s.connect(sys.argv[1])
s.sendall((sys.argv[2] + "\n").encode())
shutil.copyfileobj(s.makefile("rb"), sys.stdout.buffer)' "$socket" "$1"
  else
    echo "there is none of socat, perl and python3 to speak to a socket"
    return 1
  fi
}

read_servers() { # sets `servers`: a line for each, of its name, operational and administrative state
  ask "show servers state $backend"
  servers=$(printf '%s\n' "$said" | awk -v b="$backend" '$2 == b { print $4, $6, $7 }')
  [ -n "$servers" ] || fault no_backend "$said"
}

names() { printf '%s\n' "$servers" | awk '{ printf "%s%s", (NR > 1 ? ", " : ""), $1 }'; }

find_server() { # find_server NAME: sets `operational` and `administrative`
  found=$(printf '%s\n' "$servers" | awk -v s="$1" '$1 == s { print $2, $3; exit }')
  operational=${found% *} administrative=${found#* }
  [ -n "$found" ]
}

# Of the administrative state, 8 is a drain that was asked for; whatever else is set is no drain of ours.
read_state() {
  { [ -n "$several" ] && [ -n "$servers" ]; } || read_servers
  find_server "$server" || no_server "$(names)"
  if [ "$administrative" = 0 ]; then
    is=in
  elif [ "$administrative" = 8 ] && [ -n "$was" ]; then
    is=ours
  else
    is=out
  fi
  # Servers that are drained are checked as well, so that it is known whether they could have visitors.
  case $operational in 1 | 2) fit=1 ;; *) fit=0 ;; esac
  up=$fit
  [ $is = in ] || up=0
}

change() { # change STATE ADMINISTRATIVE-STATE
  ask "set server $backend/$server state $1"
  answer=$said
  read_servers
  find_server "$server" || no_server "$(names)"
  [ "$administrative" = "$2" ] || fault not_taken "$answer"
}

take_out() { change drain 8; }
put_in() { change ready 0; }

# One line of commands, as long as HAProxy reads, is done in one go: first all that come, then all that go.
order() { # order COMMAND
  [ $((${#orders} + ${#1})) -lt 12000 ] || give_orders
  orders="$orders${orders:+; }$1"
}

give_orders() {
  [ -z "$orders" ] || ask "$orders"
  orders=''
  [ -z "$said" ] || answers=$said
}

order_in() {
  of_host "$@"
  ! enters || order "set server $backend/$server state ready"
}

order_out() {
  of_host "$@"
  ! leaves || order "set server $backend/$server state drain"
}

see_taken() { # see_taken WHICH ADMINISTRATIVE-STATE HOST...
  which=$1 wanted=$2
  shift 2
  of_host "$@"
  "$which" || return 0
  find_server "$server" || no_server "$(names)"
  [ "$administrative" = "$wanted" ] || fault not_taken "$answers"
}

shift_visitors() {
  orders='' answers=''
  each_incoming order_in
  each_outgoing order_out
  give_orders
  read_servers
  each_incoming see_taken enters 0
  each_outgoing see_taken leaves 8
}

count() {
  { [ -n "$several" ] && [ -n "$stats" ]; } || { ask "show stat" && stats=$said; }
  line=$(printf '%s\n' "$stats" | awk -F, -v b="$backend" -v s="$server" '
    NR == 1 { sub(/^# /, ""); for (i = 1; i <= NF; i++) at[$i] = i; next }
    $at["pxname"] == b && $at["svname"] == s { print $at["scur"] + $at["qcur"] " " $at["status"] " " $at["check_status"]; exit }')
  connections=${line%% *} words=${line#* }
}

tell_server() { # tell_server HOST SERVER
  if ! find_server "$2"; then
    mark unknown "$2"
  elif [ "$administrative" != 0 ]; then
    mark away "$1"
  fi
}

check() {
  ask "show cli level"
  case $said in *operator* | *user*) fault not_admin "$socket" ;; esac
  read_servers
  mark known "$(names)"
  each_server tell_server
}
main </dev/null
