# What a host has built for all others: its release but for what each host has of its own, beside the run's other archives.
main() {
  begin pack
  [ -d "$releases/$release" ] || fault release_missing "$release"
  for each in tar gzip; do
    command -v "$each" >/dev/null || fault missing_tool "$each"
  done
  enter
  packed=
  case " $afresh " in *' build '*) ;; *) [ ! -f "$mine/packed" ] || read -r packed <"$mine/packed" || : ;; esac
  archive=$mine/$packed.tar.gz
  if [ -z "$packed" ] || [ ! -f "$archive" ] || [ "$(sum_of "$archive")" != "$packed" ]; then make_archive; fi
  mark packed "$packed" $(($(wc -c <"$archive"))) "$(uname -sm)"
  tell_committed
  ended
  mark end
  leave 0
}

make_archive() { # sets `packed` and `archive`
  acted
  tree=$releases/$release
  # A build that has put a link on the way to a file of secrets has it packed under another name.
  place=$tree
  each_secret_place no_links
  out=$mine/packing.tar.gz
  rm -f "$mine"/*.tar.gz
  must "write $mine/left-out" leave_out
  from=$tree
  choose_options
  said=$(
    umask 077
    { { tar -c -f - $options ${except:+-X "$mine/left-out"} -C "$from" . || echo "$nonce tar" >&2; } |
      { gzip -n >"$out" || echo "$nonce gzip" >&2; }; } 2>&1
  )
  sound_pipe "pack release $release" "$out"
  [ "$from" = "$tree" ] || must "remove $from" rm -rf "$from"
  list_packed
  each_secret_place refuse_secret
  rm -f "$mine/packed-names"
  packed=$(sum_of "$out")
  [ -n "$packed" ] || fault missing_tool sha256sum
  archive=$mine/$packed.tar.gz
  must "write $archive" mv -f "$out" "$archive"
  replace "$mine/packed" "$packed"
}

# GNU's tar makes the same archive of the same tree, and names no owner; with others only the tree is the same.
choose_options() { # sets `options`, `except` and `literal`
  options= literal= except=
  if tar --sort=name --version >/dev/null 2>&1; then
    options='--sort=name --owner=0 --group=0 --numeric-owner' literal=--quoting-style=literal
  fi
  [ -s "$mine/left-out" ] || return 0
  # Others read names in other ways where they are not plain.
  if [ -n "$literal" ] && (cd "$mine" && tar -c -f /dev/null -X left-out left-out) >/dev/null 2>&1; then
    except=1
  else
    stage
  fi
}

# Where tar can leave nothing out, it packs a copy that has the same files under other names.
stage() {
  find_hidden
  from=$hidden/$run/tree
  [ ! -e "$from" ] || must "remove $from" rm -rf "$from"
  [ -d "$hidden/$run" ] || must "create $hidden/$run" mkdir -p "$hidden/$run"
  must "copy the release" cp -a -l "$tree" "$from"
  each_linked_dir unstage_link
  each_linked_file unstage_link
  each_secret_place unstage
}

unstage_link() { ! is_our_link "$1" || unstage "$1"; }

unstage() { must "leave out $1" rm -f "$from/$1"; }

leave_out() {
  {
    each_linked_dir leave_out_link
    each_linked_file leave_out_link
    each_secret_place leave_out_path
  } >"$mine/left-out"
}

# Links of the repository's own, and what is behind one of the build's, are part of what was built.
is_our_link() { # is_our_link PATH
  ! passes_link "$tree" "$1" && [ "$(readlink "$tree/$1")" = "$shared/$1" ]
}

leave_out_link() { ! is_our_link "$1" || leave_out_path "$1"; }

leave_out_path() { printf './%s\n' "$1" | sed 's/[][*?\\]/\\&/g'; }

list_packed() {
  said=$(
    { { gzip -dc "$out" || echo "$nonce gzip" >&2; } |
      { tar -t -f - $literal >"$mine/packed-names" || echo "$nonce tar" >&2; }; } 2>&1
  )
  sound_pipe "read what was packed of release $release" "$out"
}

refuse_secret() {
  if grep -Fqx -e "./$1" "$mine/packed-names"; then
    rm -f "$out"
    fault packed_secret "$1"
  fi
}
main </dev/null
