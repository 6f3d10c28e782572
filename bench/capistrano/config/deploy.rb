set :application, "app"
set :repo_url, ENV.fetch("REPOSITORY")
set :branch, ENV.fetch("BRANCH")
set :deploy_to, ENV.fetch("DEPLOY_TO")
set :keep_releases, 5
set :linked_dirs, %w[log]
set :linked_files, %w[config/app.env]
set :ssh_options,
  config: false,
  keys: ["#{ENV.fetch("KEYS")}/keys/id_ed25519"],
  keys_only: true,
  user_known_hosts_file: "#{ENV.fetch("KEYS")}/known_hosts",
  verify_host_key: :always

namespace :app do
  task :restart do
    on(roles(:app)) { execute "/opt/fleet/bin/app", "restart" }
  end
end
after "deploy:publishing", "app:restart"
