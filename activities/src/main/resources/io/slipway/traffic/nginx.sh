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
  [ "$is" != gone ] || no_server "${seen#*
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

edit() { # edit GOING COMING: servers that are taken out and let in, all of them or none
  must "copy $real" cp -p "$real" "$real.slipway"
  cp -p "$real" "$real.slipway-before" 2>/dev/null || fault machine "could not copy $real"
  awk -v going=" $1 " -v coming=" $2 " '
    BEGIN { mark = " down; # drained by slipway" }
    $1 == "server" {
      address = $2
      sub(/;.*/, "", address)
      settings = $0
      sub(/;.*/, "", settings)
      if (index(going, " " address " ") && settings !~ /[ \t]down([ \t]|$)/ && settings != $0) {
        $0 = settings mark substr($0, length(settings) + 2)
      } else if (index(coming, " " address " ") && (at = index($0, mark))) {
        $0 = substr($0, 1, at - 1) ";" substr($0, at + length(mark))
      }
    }
    { print }' "$real.slipway-before" >"$real.slipway" || fault machine "could not write $real.slipway"
  must "replace $real" mv -f "$real.slipway" "$real"
  edited=1
}

reload_now() {
  old=$(workers_now)
  write_note "$was"
  reload_all
}

reload_all() {
  said=$(sh -c "$reload" 2>&1 9>&- </dev/null) || {
    [ -z "$edited" ] || mv -f "$real.slipway-before" "$real"
    fault not_reloaded "$said"
  }
  rm -f "$real.slipway-before"
}

take_out() {
  [ "$is" = ours ] || edit "$server" ''
  reload_now
}

put_in() {
  [ "$is" = in ] || edit '' "$server"
  reload_now
}

before_move() { stamp=$(workers_now); }

name_entering() {
  of_host "$@"
  ! enters || coming="$coming $server"
}

name_leaving() {
  of_host "$@"
  ! leaves || going="$going $server"
}

shift_visitors() {
  going='' coming=''
  each_incoming name_entering
  each_outgoing name_leaving
  edit "$going" "$coming"
  reload_all
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
