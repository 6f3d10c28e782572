# Sourced by scripts that run a class of this module, in the checkout's root. Builds it first where it must be.
. dev/lib/jdk.sh

build_bench() { # sets JAVA, and classpath to that of bench/
  local list=bench/target/classpath
  jdk_find
  if [ ! -f "$list" ] || [ -n "$(find . -name target -prune -o \( -path '*/src/main/*' -o -name pom.xml \) -type f -newer "$list" -print -quit)" ]; then
    echo "bench: building" >&2
    mvn -q -pl bench -am compile dependency:build-classpath -Dmdep.outputFile=target/classpath -Dmdep.includeScope=runtime >&2
    touch "$list" # the plugin leaves an unchanged list as it is
  fi
  classpath=$PWD/bench/target/classes:$(<"$list")
}

run_bench() { # run_bench CLASS ARGUMENT...: in place of this script
  local quiet=(--enable-native-access=ALL-UNNAMED)
  [ "$(jdk_major "$JAVA")" -lt 24 ] || quiet+=(--sun-misc-unsafe-memory-access=allow)
  exec "$JAVA" "${quiet[@]}" -Dslipway.repository="$PWD" -Dlogback.configurationFile=bench-logback.xml -cp "$classpath" "$@"
}
