# Sourced by bench/deploy. The floor: one script a host over plain ssh, as many at a time as Slipway's `max_parallel` in this run.

prepare_floor() { floor_release=0; }

deploy_floor() { # deploy_floor REF [SSH_OPTION...]
  local release ref=$1
  shift
  release=$(date -u +%Y%m%d%H%M%S)
  # Two deploys may begin within a second on a quick machine; ids only grow.
  [ "$release" -gt "$floor_release" ] || release=$((floor_release + 1))
  floor_release=$release
  printf '%s\n' "${names[@]}" | timeout "$limit" xargs -P "$parallel" -I{} \
    sh -c 'repository=$1 ref=$2 release=$3 root=$4 host=$5; shift 5; exec ssh "$@" "$host" sh -s -- "$repository" "$ref" "$release" "$root" <bench/floor/host-script' \
    sh "$repository" "$ref" "$release" "$deploy_to" {} -F "$ssh_config" "$@"
}
