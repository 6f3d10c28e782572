main() {
  begin check
  examine
  [ -z "$blamed" ] || leave 1
  make_dir "$root"
  enter
  make_dir "$releases"
  find_hidden
  [ -z "$built" ] || forget_other
  refuse_ids
  tree=$hidden/$run/tree
  each_linked_dir make_linked_dir
  each_linked_file make_linked_parent
  [ -e "$state/published" ] || adopt
  ended
  if [ -d "$releases/$release" ]; then
    begin checkout
    ended
    begin link
    ended
  else
    make_release
  fi
  tell_committed
  find_live
  [ "$has_secret_files" = 0 ] || [ "$live" = "$release" ] || add_secrets
  tell_served
  mark end
  leave 0
}

# Names must sort by age, or clean-up and rollback would take the wrong ones.
refuse_ids() {
  newest=
  newer() { newest=$1; }
  each_release newer
  if [ -d "$releases/$release" ]; then
    [ -f "$mine/made" ] || fault release_taken "$release"
  elif [ -n "$newest" ] && [ "$newest" -ge "$release" ]; then
    fault clock_behind "$newest"
  fi
}

# A host that was lost while it built has a tree of its own, and not the one that all others get.
forget_other() {
  [ -d "$releases/$release" ] && [ -f "$mine/made" ] || return 0
  packed=
  [ ! -f "$mine/packed" ] || read -r packed <"$mine/packed" || :
  [ "$packed" != "$built" ] || return 0
  read_current
  [ "$live" != "$release" ] || return 0
  stop_step build
  acted
  trash "$releases/$release"
}

# What the worker has built says of no machine what it is.
same_machine() {
  [ -n "$machine" ] || return 0
  said=$(uname -sm)
  [ "$said" = "$machine" ] || fault other_machine "$said" "$machine"
}

make_linked_dir() { make_dir "$shared/$1"; }
make_linked_parent() {
  case $1 in */*) make_dir "$shared/${1%/*}" ;; *) make_dir "$shared" ;; esac
}

make_release() {
  begin checkout
  [ -z "$built" ] || same_machine
  acted
  for each in "$tree" "$mine/manifest"; do
    [ ! -e "$each" ] || must "remove $each" rm -rf "$each"
  done
  must "create $tree" mkdir -p "$tree" "$mine/manifest"
  if [ "$delivery" = CLONE ]; then
    mirror "$mirrored" "$url" "$revision"
    export_tree "$mirrored" "$revision" "$subdirectory" "$strip" "$tree"
    [ "$submodules" = 0 ] || export_submodules "$mirrored" "$revision" "$subdirectory" "$tree" "$url" || leave 1
    time=$committed
  else
    each_archive have_archive
    [ -z "${wanted-}" ] || leave 0
    each_archive unpack_archive
    time=$revision_time
  fi
  for each in "$tree/REVISION" "$tree/REVISION_TIME"; do
    if [ -e "$each" ] || [ -L "$each" ]; then must "replace $each" rm -rf "$each"; fi
  done
  write "$tree/REVISION" "$revision"
  [ -z "$time" ] || write "$tree/REVISION_TIME" "$time"
  ended
  begin link
  acted
  each_linked_file link_shared
  each_linked_dir link_shared
  write_manifest "$tree"
  [ -z "$built" ] || write "$mine/packed" "$built"
  # As the journal is written later: a host that cannot do that is known before any of them switches.
  replace "$mine/made" "$revision"
  rename_to "$tree" "$releases/$release" || fault command "move the release to $releases/$release" "$said"
  remove_archives
  ended
}

add_secrets() {
  begin secrets
  replaced=
  secret_files "$releases/$release"
  [ -z "$replaced" ] || settle_manifest "$releases/$release"
  ended
}

unpack_archive() {
  [ -z "$2" ] || stays_inside "$tree" "$2" || fault leads_out "$2"
  must "create $tree/$2" mkdir -p "$tree/$2"
  said=$(
    { { gzip -dc "$mine/$1.tar.gz" || echo "$nonce gzip" >&2; } |
      { tar -x -f - -C "$tree/$2" ${3:+--strip-components $3} ${built:+-p -o} || echo "$nonce tar" >&2; }; } 2>&1
  )
  sound_pipe "unpack $revision"
}

# Where hosts hand them on, others of the run may still ask for them.
remove_archives() { [ "$delivery" != PUSH ] || rm -f "$mine"/*.tar.gz; }

link_shared() { # link_shared PATH: what the repository has there gives way, but a link of its own stays
  if [ -L "$tree/$1" ]; then
    mark warn "the repository has a link at $1, so that it is not linked to shared/"
    return 0
  fi
  case $1 in
    */*)
      stays_inside "$tree" "${1%/*}" || fault leads_out "$1"
      [ -d "$tree/${1%/*}" ] || must "create ${1%/*} in the release" mkdir -p "$tree/${1%/*}"
      ;;
  esac
  [ ! -e "$tree/$1" ] || must "replace $1 in the release" rm -rf "$tree/$1"
  must "link $1" ln -s "$shared/$1" "$tree/$1"
}
main </dev/null
