# config valid for current version and patch releases of Capistrano
lock "~> 3.17.2"
require "dotenv"
set :application, "shop"
set :repo_url, "git@git.example.com:acme/shop.git"
set :branch, ENV.fetch("NO_SUCH_VARIABLE", "main")
set :deploy_to, "/srv/#{fetch(:application)}"
append :linked_files, "config/database.yml", 'config/master.key'
append :linked_dirs, "log", "tmp/pids", "tmp/cache", "tmp/sockets", "public/system", "vendor", "storage"
set :default_env, { path: "/opt/ruby/bin:$PATH", "SECRET_TOKEN" => "s3cr3t-of-the-app" }
set :keep_releases, 7
set :rbenv_ruby, "3.1.2"
set :ssh_options, {
  forward_agent: true,
  auth_methods: %w(publickey)
}
Foo::Bar.configure if defined?(Foo)
namespace :deploy do
  desc "Restart"
  task :restart do
    on roles(:app) do
      execute :sudo, "systemctl restart shop"
    end
  end
  after :publishing, :restart
  after :finished, "newrelic:notice_deployment"
end
sidekiq_thing :x
