# Sourced by bench/deploy. The floor: one script a host over plain ssh, 16 at a time.

prepare_floor() { floor_release=0; }

deploy_floor() { # deploy_floor REF
  local release
  release=$(date -u +%Y%m%d%H%M%S)
  # Two deploys may begin within a second on a quick machine; ids only grow.
  [ "$release" -gt "$floor_release" ] || release=$((floor_release + 1))
  floor_release=$release
  printf '%s\n' "${names[@]}" | timeout "$limit" xargs -P 16 -I{} sh -c 'exec ssh -F "$1" "$2" sh -s -- "$3" "$4" "$5" "$6" <bench/floor/host-script' \
    sh "$ssh_config" {} "$repository" "$1" "$release" "$deploy_to"
}
