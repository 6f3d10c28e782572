# Which release is live is one link, and it changes by one rename.

write_journal() { # what was live before this run: written once, and on the disk before anything changes
  ! read_journal || return 0
  acted
  [ -d "$mine" ] || must "create $mine" mkdir -p "$mine"
  if [ -L "$current" ]; then before=${live:-foreign}; else before=none; fi
  put_journal 2>/dev/null || must "write $mine/journal" put_journal
  must "write $mine/journal" mv -f "$mine/journal.new" "$mine/journal"
  sync "$mine/journal" "$mine" 2>/dev/null || sync
}

put_journal() { printf 'previous %s\nlink %s\n' "$before" "$link" >"$mine/journal.new"; }

read_journal() { # sets `before` and `before_link`; fails when nothing was begun: a host that lost its power while it was written has an empty one
  [ -f "$mine/journal" ] || return 1
  {
    read -r _ before
    IFS= read -r before_link
    while IFS= read -r more; do
      before_link="$before_link
$more"
    done
  } <"$mine/journal"
  before_link=${before_link#link }
  [ -n "$before" ]
}

switch_to() { # switch_to TEXT-OF-LINK
  acted
  # `releases/current` is what a killed Capistrano leaves, and would mislead the next one.
  [ ! -L "$releases/current" ] || rm -f "$releases/current"
  for fresh in "$root"/.slipway-current.*; do
    [ ! -L "$fresh" ] || rm -f "$fresh"
  done
  fresh=$root/.slipway-current.$run.$$
  must "write in $root" ln -s "$1" "$fresh"
  rename_to "$fresh" "$current" || {
    rm -f "$fresh"
    fault command "link current to $1" "$said"
  }
  case $1 in
    "$releases"/*)
      live=${1##*/} link=$1
      if is_ours "$live" && is_current "$1"; then return 0; fi
      ;;
  esac
  read_current
  [ "$link" = "$1" ] || fault read_back "$1" "$link"
}

read_back() { # what is live by now, through the link and what lies behind it
  is_current "$releases/$release" || {
    read_current
    fault not_served "$current" "$link"
  }
  wanted=$revision behind=
  # What release a rollback goes to is known by its name alone.
  [ "$kind" = DEPLOY ] || read -r wanted 2>/dev/null <"$releases/$release/REVISION" || return 0
  read -r behind 2>/dev/null <"$current/REVISION" || :
  [ "$behind" = "$wanted" ] || fault not_served "$current/REVISION" "$behind"
}

current_is_link() { # refuses a directory or file in the link's place
  [ ! -e "$current" ] || [ -L "$current" ] || fault current_not_link "$current"
}

tell_live() {
  read_current
  tell_served
}
