server "stage.example.com", user: "deploy", roles: %w{app web db}
set :rails_env, "production"
