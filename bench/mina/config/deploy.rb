require 'mina/git'

# Debian's package keeps the template of Mina's script among its examples, where Mina does not look.
def Mina.root_path(*path)
  File.join('/usr/share/doc/mina/examples', *path).sub('/data/', '/')
end

set :user, 'deploy'
set :domain, ENV.fetch('HOST')
set :port, ENV.fetch('PORT')
set :ssh_options, "-F #{ENV.fetch('SSH_CONFIG')}"
set :term_mode, :nil
set :deploy_to, ENV.fetch('DEPLOY_TO')
set :repository, ENV.fetch('REPOSITORY')
set :branch, ENV.fetch('REF')
set :shared_paths, ['log', 'config/app.env']
set :keep_releases, 5

task :deploy do
  deploy do
    invoke :'git:clone'
    queue! 'cp .mina_git_revision REVISION' # as the other tools call it
    invoke :'deploy:link_shared_paths'
    invoke :'deploy:cleanup'
    to :launch do
      queue! '/opt/fleet/bin/app restart'
    end
  end
end
