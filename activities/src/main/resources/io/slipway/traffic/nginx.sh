# A file of `server` lines that nginx includes. A server that we have taken out is `down`, with a comment that says by whom.
look_into() { # look_into ADDRESS: prints in, out, ours or gone, and in a second line the addresses that are there
  awk -v want="$1" '
    $1 == "server" {
      address = $2
      sub(/;.*/, "", address)
      settings = $0
      sub(/;.*/, "", settings)
      known = known (known == "" ? "" : ", ") address
      if (address != want) next
      if (settings !~ /[ \t]down([ \t]|$)/) open = 1
      else if (index($0, " down; # drained by slipway")) ours = 1
      else closed = 1
    }
    END { print open ? "in" : ours ? "ours" : closed ? "out" : "gone"; print known }' "$include"
}

edited=

readable() {
  [ -e "$include" ] || fault no_include "$include"
  [ -r "$include" ] || fault include_denied "$include"
  real=$(readlink -f "$include")
  [ -w "${real%/*}" ] || fault include_denied "${real%/*}"
}

read_state() {
  readable
  seen=$(look_into "$server")
  is=${seen%%
*}
  [ "$is" != gone ] || fault no_server "${seen#*
}"
}

workers_now() { # the processes that serve now, in one line; `?` where the pid file does not tell
  master=
  [ ! -r "$pid" ] || read -r master <"$pid" || :
  case $master in '' | *[!0-9]*) echo '?' && return 0 ;; esac
  for each in $(grep -ls "^PPid:[[:space:]]*$master\$" /proc/[0-9]*/status); do
    each=${each#/proc/}
    printf '%s ' "${each%/status}"
  done
}

edit() { # edit FROM TO: in the lines of the server, whole or not at all
  must "copy $real" cp -p "$real" "$real.slipway"
  cp -p "$real" "$real.slipway-before" 2>/dev/null || fault machine "could not copy $real"
  awk -v want="$server" -v from="$1" -v to="$2" '
    $1 == "server" {
      address = $2
      sub(/;.*/, "", address)
      settings = $0
      sub(/;.*/, "", settings)
      at = index($0, from)
      if (from == ";" && settings ~ /[ \t]down([ \t]|$)/) at = 0
      if (address == want && at) $0 = substr($0, 1, at - 1) to substr($0, at + length(from))
    }
    { print }' "$real.slipway-before" >"$real.slipway" || fault machine "could not write $real.slipway"
  must "replace $real" mv -f "$real.slipway" "$real"
  edited=1
}

reload_now() {
  old=$(workers_now)
  write_note "$was"
  said=$(sh -c "$reload" 2>&1 9>&- </dev/null) || {
    [ -z "$edited" ] || mv -f "$real.slipway-before" "$real"
    fault not_reloaded "$said"
  }
  rm -f "$real.slipway-before"
}

take_out() {
  [ "$is" = ours ] || edit ';' ' down; # drained by slipway'
  reload_now
}

put_in() {
  [ "$is" = in ] || edit ' down; # drained by slipway' ';'
  reload_now
}

# Nobody counts connections here, but workers of before the reload end with their last one.
count() {
  [ "$old" != '?' ] || return 0
  connections=0 up=0
  for each in $old; do
    ! grep -qs '^nginx: ' "/proc/$each/cmdline" || connections=$((connections + 1))
  done
  for each in $(workers_now); do
    case " $old" in *" $each "*) ;; *) up=1 ;; esac
  done
  words="$connections workers of before the reload"
}

tell_server() { # tell_server HOST SERVER
  seen=$(look_into "$2")
  case $seen in
    gone*) mark unknown "$2" ;;
    out* | ours*) mark away "$1" ;;
  esac
}

check() {
  readable
  mark known "$(look_into '' | tail -n 1)"
  each_server tell_server
}
main </dev/null
