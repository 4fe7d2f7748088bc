# Finds the JDK that Sealwright is built and run with. Sourced by the scripts of this repository.

oldest_java=25

# Whether a folder holds a JDK that is new enough. A JDK says its version in its file "release".
is_jdk() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  while IFS= read -r line; do
    case $line in
      JAVA_VERSION=*)
        version=${line#*\"}
        version=${version%%[!0-9]*}
        [ "${version:-0}" -ge "$oldest_java" ]
        return
        ;;
    esac
  done <"$1/release"
  return 1
}

# The folder of the JDK that "java" on the PATH belongs to.
jdk_on_path() {
  java=$(command -v java) || return 0
  java=$(readlink -f "$java") || return 0
  echo "${java%/bin/java}"
}

# Sets "jdk" to a JDK's folder, or fails with a sentence on standard error. A folder that was named
# by hand is used or refused, never passed over.
find_jdk() {
  if [ -n "${SEALWRIGHT_JAVA_HOME:-}" ]; then
    jdk=$SEALWRIGHT_JAVA_HOME
    is_jdk "$jdk" && return
    echo "error: SEALWRIGHT_JAVA_HOME is $jdk, which is no JDK $oldest_java or newer;" \
      "correct or unset it" >&2
    return 1
  fi
  for jdk in "${JAVA_HOME:-}" "$(jdk_on_path)" /usr/lib/jvm/* /opt/java/* /opt/jdk* \
    "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    is_jdk "$jdk" && return
  done
  echo "error: no JDK $oldest_java or newer found; install one, for example Temurin" \
    "$oldest_java, or name its folder in SEALWRIGHT_JAVA_HOME" >&2
  return 1
}
