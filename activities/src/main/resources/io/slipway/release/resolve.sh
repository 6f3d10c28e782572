main() {
  if [ "$ref_is" != name ] && [ -f "$mirrored/HEAD" ]; then
    commit=$(git_ --git-dir="$mirrored" rev-parse --verify --quiet "$ref^{commit}" 2>/dev/null) && {
      mark commit "$commit"
      mark end
      return
    }
  fi
  refs=$(remote_git ls-remote -- "$url" 2>&1 </dev/null) || fault fetch "$url" "$refs"
  tell_refs
  tell_names
  mark end
}

tell_refs() { # those that the ref may mean; a tag also stands there as what it points to, with ^{} behind its name
  some=$(printf '%s\n' "$refs" | asked=$ref is=$ref_is awk -F '\t' '
    BEGIN { ref = ENVIRON["asked"] }
    { name = $2; sub(/\^\{\}$/, "", name) }
    name == ref || name == "refs/" ref || name == "refs/tags/" ref || name == "refs/heads/" ref ||
      (ENVIRON["is"] != "name" && NF == 2 && index($1, ref) == 1 && ++tips <= 100)')
  while IFS= read -r each; do
    case $each in *"	"*) mark ref "${each%%	*}" "${each#*	}" ;; esac
  done <<EOT
$some
EOT
}

tell_names() { # branches and tags, for a suggestion
  names=$(printf '%s\n' "$refs" | sed -n -e '/\^{}$/d' -e 's,^[0-9a-f]*	refs/heads/,,p' -e 's,^[0-9a-f]*	refs/tags/,,p' | head -n 500 | head -c 40000)
  while IFS= read -r each; do
    [ -z "$each" ] || mark name "$each"
  done <<EOT
$names
EOT
}
main </dev/null
