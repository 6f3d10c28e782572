# A bare mirror of the repository, and what is exported from it. A mirror that Capistrano made is used as it is.

# No URL may say what to run. A mirror may hold refs that have git read one object for another, behind what was signed.
git_() {
  GIT_TERMINAL_PROMPT=0 GIT_LITERAL_PATHSPECS=1 GIT_NO_REPLACE_OBJECTS=1 git -c protocol.ext.allow=never -c gc.autoDetach=false -c maintenance.autoDetach=false \
    -c core.quotePath=false -c log.showSignature=false "$@"
}

# Host keys and identities are the business of the login's own settings; only waiting for a person is ruled out.
remote_git() {
  case $url in git://* | http://* | https://* | file://* | /*) ;; *) choose_ssh ;; esac
  git_ -c http.lowSpeedLimit=1 -c http.lowSpeedTime=60 "$@"
}

choose_ssh() {
  if [ -z "${GIT_SSH_COMMAND-}${GIT_SSH-}" ] && ! git config --get core.sshCommand >/dev/null 2>&1; then
    GIT_SSH_COMMAND='ssh -o BatchMode=yes -o ControlPath=none -o ConnectTimeout=20 -o ServerAliveInterval=15 -o ServerAliveCountMax=4'
    export GIT_SSH_COMMAND
  fi
}

has_commit() { # has_commit FOLDER COMMIT: sets `committed`, the time of it
  committed=$(git_ --git-dir="$1" log -1 --format=%ct "$2^{commit}" -- 2>/dev/null)
}

has_origin() { # has_origin FOLDER URL: git is asked only when its file does not say so plainly
  while read -r key _ value; do
    if [ "$key $value" = "url $2" ]; then return 0; fi
  done <"$1/config"
  [ "$(git_ --git-dir="$1" config --get remote.origin.url)" = "$2" ]
}

mirror() { # mirror FOLDER URL COMMIT: a mirror that has the commit
  if [ ! -f "$1/HEAD" ]; then
    make_mirror "$1" "$2"
  elif ! has_origin "$1" "$2"; then
    must "set the origin of $1" git_ --git-dir="$1" config remote.origin.url "$2"
  fi
  has_commit "$1" "$3" && return 0
  acted
  fetch "$1" --prune origin
  has_commit "$1" "$3" && return 0
  # Not on any branch or tag: some servers hand a commit out by its name.
  said=$(remote_git --git-dir="$1" fetch --quiet origin "$3" 2>&1 </dev/null)
  has_commit "$1" "$3" || fault commit_missing "$3" "$said"
}

make_mirror() {
  acted
  { [ -e "$1" ] || [ -L "$1" ]; } && ! rmdir "$1" 2>/dev/null && fault mirror_foreign "$1"
  must "remove $mine/mirror" rm -rf "$mine/mirror"
  said=$(remote_git clone --quiet --mirror -- "$2" "$mine/mirror" 2>&1 </dev/null) || fault fetch "$2" "$said"
  rename_to "$mine/mirror" "$1" || fault command "move the mirror to $1" "$said"
}

fetch() { # fetch FOLDER OPTION...
  folder=$1
  shift
  : >"$state/fetching"
  said=$(remote_git --git-dir="$folder" fetch --quiet "$@" 2>&1 </dev/null) || fault fetch "$url" "$said"
  rm -f "$state/fetching"
}

export_tree() { # export_tree MIRROR COMMIT SUBDIRECTORY STRIP TO
  if [ -n "$3" ]; then
    [ "$(git_ --git-dir="$1" cat-file -t "$2:$3" 2>/dev/null)" = tree ] || fault subdirectory_missing "$3"
    set -- "$1" "$2" "$3" "$4" "$5" -- "$3"
  fi
  unpack=$5
  said=$(
    mirror=$1 commit=$2 strip=$4
    shift 5
    {
      { git_ --git-dir="$mirror" archive "$commit" "$@" || echo "$nonce archive" >&2; } |
        { tar -x -f - -C "$unpack" ${strip:+--strip-components $strip} || echo "$nonce tar" >&2; }
    } 2>&1
  )
  sound_pipe "unpack $2"
}

# Runs in a shell of its own, since it calls itself for submodules of submodules.
export_submodules() ( # export_submodules MIRROR COMMIT SUBDIRECTORY TO URL
  set -- "$1" "$2" "$3" "$4" "$5"
  entries=$(git_ --git-dir="$1" ls-tree -r "$2" ${3:+"$3"} | grep '^160000 ') || exit 0
  while IFS= read -r entry; do
    path=${entry#*	}
    commit=${entry%%	*}
    commit=${commit##* }
    case $path in '"'* | *\\* | .. | ../* | */.. | */../*) fault submodule_path "$path" ;; esac
    find_submodule "$1" "$2" "$path" || fault submodule_unknown "$path"
    absolute_url "$5" "$from"
    # A repository from elsewhere must not lead to what lies on this machine for others.
    is_elsewhere "$absolute" || ! is_elsewhere "$5" || fault submodule_local "$path from $absolute"
    modules=$state/modules/$(printf %s "$absolute" | git_ hash-object --stdin)
    must "create $state/modules" mkdir -p "$state/modules"
    url=$absolute
    mirror "$modules" "$absolute" "$commit"
    to=$4/${path#${3:+"$3/"}}
    stays_inside "$4" "${to#"$4/"}" || fault leads_out "$path"
    must "create $to" mkdir -p "$to"
    export_tree "$modules" "$commit" '' '' "$to"
    export_submodules "$modules" "$commit" '' "$to" "$absolute" || exit
  done <<EOT
$entries
EOT
)

find_submodule() { # find_submodule MIRROR COMMIT PATH: sets `from`, its URL as written
  for_blob="$2:.gitmodules"
  keys=$(git_ --git-dir="$1" config --blob "$for_blob" --name-only --get-regexp '^submodule\..*\.path$' 2>/dev/null) || return 1
  while IFS= read -r key; do
    [ "$(git_ --git-dir="$1" config --blob "$for_blob" --get "$key")" = "$3" ] || continue
    from=$(git_ --git-dir="$1" config --blob "$for_blob" --get "${key%.path}.url")
    return
  done <<EOT
$keys
EOT
  return 1
}

is_elsewhere() { # is_elsewhere URL: whether it leads to another machine; without a scheme, git takes a host and a path for SSH
  case $1 in
    git://* | http://* | https://* | ssh://* | git+ssh://* | ssh+git://*) return 0 ;;
    /* | :* | *://*) return 1 ;;
  esac
  case ${1%%/*} in *::*) return 1 ;; *:*) return 0 ;; esac
  return 1
}

absolute_url() { # absolute_url PARENT URL: sets `absolute`
  absolute=$2
  case $2 in ./* | ../*) ;; *) return 0 ;; esac
  base=${1%/} rest=$2
  while :; do
    case $rest in
      ./*) rest=${rest#./} ;;
      ../*)
        rest=${rest#../}
        case $base in */*) base=${base%/*} ;; *) base=${base%:*} ;; esac
        ;;
      *) break ;;
    esac
  done
  case $base in *[/:]* | '') absolute=$base/$rest ;; *) absolute=$base:$rest ;; esac
}
