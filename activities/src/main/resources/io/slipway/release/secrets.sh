# Files of secrets in a release. What they hold passes through the shell's own commands alone, so that it never shows in a process list.

secret_files() { # secret_files RELEASE: whole files, one by one; what templates hold must be told first
  place=$1 asked=
  each_secret_file ask_template
  [ -z "$asked" ] || leave 0
  each_secret_file write_secret_file
}

ask_template() { # ask_template PATH MODE OWNER TEMPLATE KNOWN CONTENT
  [ "$5" = 0 ] || return 0
  no_links "$4/"
  [ -f "$place/$4" ] || fault no_template "$4"
  [ "$(($(wc -c <"$place/$4")))" -le 32768 ] || fault long_template "$4"
  text=$(cat "$place/$4" && echo .)
  mark template "$4" "${text%.}"
  asked=1
}

no_links() { # no_links PATH: refuses to pass through a link, which may lead out of the release
  ! passes_link "$place" "$1" || fault secret_link "${1%/}" "${at#/}"
}

passes_link() { # passes_link TREE PATH: whether a link is on the way to what the path names there; sets `at` to it, below the tree
  at='' rest=$2
  while [ "$rest" != "${rest#*/}" ]; do
    at=$at/${rest%%/*} rest=${rest#*/}
    [ ! -L "$1$at" ] || return 0
  done
  return 1
}

write_secret_file() { # write_secret_file PATH MODE OWNER TEMPLATE KNOWN CONTENT
  no_links "$1"
  file=$place/$1
  if [ -f "$file" ] && [ ! -L "$file" ] && [ "$(cat "$file" && echo .)" = "$6." ]; then return 0; fi
  acted
  case $1 in */*) [ -d "${file%/*}" ] || must "create ${1%/*} in the release" mkdir -p "${file%/*}" ;; esac
  if [ -e "$file" ] || [ -L "$file" ]; then replaced=1; fi
  fresh=${file%/*}/.slipway-secret
  must "write $1" rm -f "$fresh"
  said=$( (umask 077 && set -C && put_secret "$6" >"$fresh") 2>&1) || fault command "write $1" "$said"
  [ -z "$3" ] || must "give $1 to $3" chown "$3" "$fresh"
  must "set the mode of $1" chmod "$2" "$fresh"
  [ ! -d "$file" ] || [ -L "$file" ] || must "replace $1 in the release" rm -rf "$file"
  rename_to "$fresh" "$file" || fault command "write $1" "$said"
}
