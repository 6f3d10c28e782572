server "web1.example.com", user: "deploy", roles: %w{app web}, primary: true
server "web2.example.com:2222", user: "deploy", roles: %w{app web}
role :db, %w{deploy@db1.example.com}
server "stats.example.com", user: "deploy", roles: %w{stats}, no_release: true
set :ssh_options, fetch(:ssh_options).merge(proxy: Net::SSH::Proxy::Jump.new("ops@bastion.example.com"))
