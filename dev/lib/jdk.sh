# Sourced by scripts. Sets JAVA to the `java` of a JDK 21 or newer, or says what to install and exits.

jdk_major() { # jdk_major JAVA: prints the major version, or nothing
  "$1" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = //p'
}

jdk_find() {
  local candidate
  for candidate in "${SLIPWAY_JAVA_HOME:+$SLIPWAY_JAVA_HOME/bin/java}" \
    "${JAVA_HOME:+$JAVA_HOME/bin/java}" "$(command -v java || true)" \
    /usr/lib/jvm/*/bin/java /opt/*/bin/java "$HOME"/.sdkman/candidates/java/*/bin/java; do
    [ -x "$candidate" ] || continue
    case $(jdk_major "$candidate") in
      2[1-9] | [3-9][0-9]) JAVA=$candidate && return 0 ;;
    esac
  done
  echo "slipway: tried to find a Java runtime of version 21 or newer, but there is none." \
    "Install one (Debian: apt-get install openjdk-21-jdk, or a Temurin package), or set SLIPWAY_JAVA_HOME." >&2
  return 1
}
