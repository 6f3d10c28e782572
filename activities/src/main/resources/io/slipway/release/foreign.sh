# What Deployer, Mina and Ansistrano have laid out. Their releases have names of other forms than ours, or a sign in them, so that nothing of ours takes one for its own.

made_by() { # made_by NAME: sets `maker`, the tool that names releases so; empty where that is not known
  maker=
  case $1 in
    *[!0-9Z]* | '') ;;
    ??????????????Z) ! is_id "${1%Z}" || maker=Ansistrano ;;
    *Z*) ;;
    *)
      if [ -f "$releases/$1/.mina_git_revision" ]; then
        maker=Mina
      elif [ -d "$root/.dep" ]; then
        maker=Deployer
      elif [ -d "$root/scm" ]; then
        maker=Mina
      fi
      ;;
  esac
}

each_foreign() { # each_foreign COMMAND...: the newest 20, oldest first
  others=
  for entry in "$releases"/*; do
    id=${entry##*/}
    made_by "$id"
    if [ -n "$maker" ] && [ -d "$entry" ] && [ ! -L "$entry" ] && ! is_ours "$id"; then
      others="$others$id
"
    fi
  done
  [ -n "$others" ] || return 0
  while IFS= read -r id; do
    "$@" "$id"
  done <<EOT
$(printf %s "$others" | sort -n | tail -n 20)
EOT
}

foreign_live() { # sets `other`, what another tool would call that which is live; empty where it is a release of ours, or nothing
  other=
  [ -z "$live" ] || return 0
  [ -d "$current/" ] || return 0
  other=${link%/}
  other=${other##*/}
  [ "$current" -ef "$releases/$other" ] || other=$link
}

tell_foreign() { # tell_foreign NAME
  made_by "$1"
  [ "$1" != "$other" ] && is_live=0 || is_live=1
  commit= at=$releases/$1
  if [ $is_live = 1 ]; then
    at=$current
    # Names that people have chosen are known for a tool's by nothing else.
    if [ -z "$maker" ] && [ -d "$root/.dep" ] && [ "$current" -ef "$releases/$1" ]; then maker=Deployer; fi
  fi
  for each in "$at/REVISION" "$at/.mina_git_revision"; do
    [ -n "$commit" ] || read -r commit 2>/dev/null <"$each"
  done
  mark foreign "$1" "$maker" "$commit" $is_live
}

tell_served() { # what is live, whoever has made it
  mark live "$live"
  foreign_live
  [ -z "$other" ] || tell_foreign "$other"
}

tell_others() { # releases of others that are not live
  foreign_live
  each_foreign tell_unless_live
}

tell_unless_live() { [ "$1" = "$other" ] || tell_foreign "$1"; }

look_for_locks() { # blames what says that another tool is deploying
  look_for_lock deployer_lock "$root/.dep/deploy.lock"
  look_for_lock mina_lock "$root/deploy.lock"
}

refuse_locks() {
  blamed=
  look_for_locks
  [ -z "$blamed" ] || leave 1
}

look_for_lock() {
  [ -e "$2" ] || return 0
  who=
  [ ! -f "$2" ] || read -r who 2>/dev/null <"$2"
  since=$(date -u -r "$2" +%Y-%m-%dT%H:%M:%SZ 2>/dev/null)
  by=${who:+by $who}
  blame "$1" "$2" "$by${by:+${since:+, }}${since:+since $since}"
}
