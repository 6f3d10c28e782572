# What killed or failed runs leave on a host, and nobody needs.

each_stray() { # each_stray COMMAND...: called with a path and what it is: STRAY, or HALF_MADE
  for each in "$releases/current" "$root"/.slipway-current.* "$hidden"/trash-*; do
    is_there "$each" && "$@" "$each" STRAY
  done
  for each in "$state"/*/tree "$state"/*/mirror "$state"/*/manifest.new "$state"/*/*.tar.gz; do
    is_there "$each" && "$@" "$each" HALF_MADE
  done
  [ "$hidden" = "$state" ] || for each in "$hidden"/*/tree; do
    is_there "$each" && "$@" "$each" HALF_MADE
  done
  # What is known of earlier releases begins with our first run here.
  [ ! -f "$state/published" ] || each_release never_live "$@"
}

is_there() { [ -e "$1" ] || [ -L "$1" ]; }

never_live() { # never_live COMMAND... ID
  for id; do :; done
  if [ "$id" = "$live" ] || published "$id"; then return 0; fi
  "$1" "$releases/$id" STRAY
}
