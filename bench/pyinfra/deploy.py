# pyinfra's deploy of the sample: the work of floor/host-script as operations.
from pyinfra import host
from pyinfra.operations import files, server

data = host.data
mirror = f"{data.deploy_to}/repo"
shared = f"{data.deploy_to}/shared"
release = f"{data.deploy_to}/releases/{data.release_id}"

files.directory(name="Make the release's folder", path=f"{release}/config")
files.directory(name="Make the shared folder", path=f"{shared}/log")
server.shell(
    name="Mirror the repository",
    commands=[
        f"if [ -f {mirror}/HEAD ]; then git --git-dir={mirror} remote update --prune;"
        f" else git clone -q --mirror {data.repository} {mirror}; fi"
    ],
)
server.shell(
    name="Write the release",
    commands=[
        f"git --git-dir={mirror} archive {data.ref} | tar -x -f - -C {release}",
        f"git --git-dir={mirror} rev-parse {data.ref}^{{commit}} >{release}/REVISION",
    ],
)
files.link(name="Link the log folder", path=f"{release}/log", target=f"{shared}/log")
files.link(name="Link the settings", path=f"{release}/config/app.env", target=f"{shared}/config/app.env")
server.shell(
    name="Switch to the release",
    commands=[f"ln -s {release} {data.deploy_to}/current.new && mv -T {data.deploy_to}/current.new {data.deploy_to}/current"],
)
server.shell(name="Restart the app", commands=["/opt/fleet/bin/app restart"])
server.shell(
    name="Delete old releases",
    commands=[f"cd {data.deploy_to}/releases && ls -1 | sort | head -n -5 | xargs -r rm -rf"],
)
server.shell(
    name="Log the deploy",
    commands=[f"echo '{data.ref} deployed as release {data.release_id}' >>{data.deploy_to}/revisions.log"],
)
