package io.slipway.testbench;

/**
 * Deployer 8, Mina 1.2 and Ansistrano 3, as far as hosts see them: the commands that each has a
 * host run for a deploy, in its own order, as its recipes say.
 */
public enum OtherTool {
  DEPLOYER(
      "Deployer",
      """
      deploy_path=$root
      mkdir -p "$deploy_path"
      cd "$deploy_path"
      [ -d .dep ] || mkdir .dep
      [ -d releases ] || mkdir releases
      [ -d shared ] || mkdir shared
      [ ! -f .dep/deploy.lock ] || exit 9
      echo ana >.dep/deploy.lock
      [ ! -h release ] || rm release
      name=$(($(cat .dep/latest_release 2>/dev/null || echo 0) + 1))
      [ ! -d releases/$name ] || exit 9
      echo $name >.dep/latest_release
      echo '{"created_at":"2026-11-01T09:00:00+0000","release_name":"'$name'","user":"ana","target":"HEAD"}' >>.dep/releases_log
      mkdir -p releases/$name
      ln -nfs --relative releases/$name "$deploy_path/release"
      bare=$deploy_path/.dep/repo
      [ -f "$bare/HEAD" ] || git clone -q --mirror "$repository" "$bare"
      git -C "$bare" remote update >/dev/null 2>&1
      git -C "$bare" archive HEAD | tar -x -f - -C "releases/$name"
      git -C "$bare" rev-list HEAD -1 >"releases/$name/REVISION"
      mkdir -p shared/log
      ln -nfs --relative shared/log "releases/$name/log"
      mv -T release current
      rm -f .dep/deploy.lock
      """),
  MINA(
      "Mina",
      """
      deploy_to=$root
      mkdir -p "$deploy_to/releases" "$deploy_to/shared/log"
      cd "$deploy_to"
      [ ! -e deploy.lock ] || exit 17
      version=$(($(ls -1 "$deploy_to/releases" | sort -n | tail -n 1) + 1))
      touch deploy.lock
      build=./tmp/build-17000000001234
      mkdir -p $build
      (
        cd $build
        if [ ! -d "$deploy_to/scm/objects" ]; then
          git clone -q "$repository" "$deploy_to/scm" --bare
        else
          (cd "$deploy_to/scm" && git fetch -q "$repository" main:main --force)
        fi
        git clone -q "$deploy_to/scm" . --recursive --branch main
        git rev-parse HEAD >.mina_git_revision
        rm -rf .git
        rm -rf ./log
        ln -s "$deploy_to/shared/log" ./log
      )
      mv $build "$deploy_to/releases/$version"
      ln -nfs "$deploy_to/releases/$version" "$deploy_to/current"
      rm -f deploy.lock
      """),
  ANSISTRANO(
      "Ansistrano",
      """
      deploy_to=$root
      mkdir -p "$deploy_to" "$deploy_to/releases" "$deploy_to/shared/log"
      cd "$deploy_to"
      version=2026110109000$(ls releases | wc -l)Z
      if [ -d repo/.git ]; then
        git -C repo pull -q --ff-only
      else
        git clone -q "$repository" repo
      fi
      mkdir "releases/$version"
      (cd repo && git ls-files -z) | (cd repo && xargs -0 cp --parents -t "../releases/$version")
      printf %s "$(git -C repo rev-parse HEAD)" >"releases/$version/REVISION"
      ln -s ../../shared/log "releases/$version/log"
      ln -nfs "./releases/$version" current
      """);

  private final String title;
  private final String deploy;

  OtherTool(String title, String deploy) {
    this.title = title;
    this.deploy = deploy;
  }

  /** What it is called. */
  public String title() {
    return title;
  }

  /** A shell script that deploys what the branch has. */
  public String deploy(String root, String repository) {
    return "set -e\nroot='%s'\nrepository='%s'\n%s".formatted(root, repository, deploy);
  }
}
