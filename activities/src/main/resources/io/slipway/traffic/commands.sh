# Commands of the user's, each of which may be run again.
read_state() { # nothing but the note tells
  case $was in
    begun | out | returning) is=ours ;;
    *) is=in ;;
  esac
}

perform() { # perform NAME TEXT
  said=$(sh -c "$2" 2>&1 9>&- </dev/null) || fault command "$1
$said"
}

perform_in() {
  of_host "$@"
  ! enters || perform undrain "$undrain_command"
}

perform_out() {
  of_host "$@"
  ! leaves || perform drain "$drain_command"
}

shift_visitors() {
  each_incoming perform_in
  each_outgoing perform_out
}

take_out() { perform drain "$drain_command"; }
put_in() { perform undrain "$undrain_command"; }

count() {
  up=1
  [ "$is" = in ] || up=0
  if [ -n "$connections_command" ] && [ "$is" = ours ]; then
    perform connections "$connections_command"
    connections=$(printf '%s\n' "$said" | tail -n 1 | tr -d '[:space:]')
    case $connections in '' | *[!0-9]*) fault no_number "$said" ;; esac
    words="$connections connections"
  fi
  if [ -n "$up_command" ] && [ $up = 1 ] && [ "$was" = in ]; then
    said=$(sh -c "$up_command" 2>&1 9>&- </dev/null) || up=0 words=$(printf '%s\n' "$said" | tail -n 1)
  fi
}

check() { :; }
main </dev/null
