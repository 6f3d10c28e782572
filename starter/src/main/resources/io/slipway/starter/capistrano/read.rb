# Evaluates config/deploy.rb and one stage's file as Capistrano does, and prints as JSON what they say.
# Tasks are noted and not run. Usage: ruby read.rb PROJECT STAGE
require "json"
require "pathname"

ANSWER = $stdout.dup
$stdout.reopen($stderr) # what the files print themselves

PROJECT, STAGE = ARGV
DEPLOY = File.join(PROJECT, "config/deploy.rb")
STAGE_FILE = File.join(PROJECT, "config/deploy/#{STAGE}.rb")

# What the files have said so far.
module Said
  @settings, @lines, @servers, @hooks, @notes, @tasks = {}, {}, {}, [], [], []
  class << self
    attr_reader :settings, :lines, :servers, :hooks, :notes, :tasks

    def place
      found = caller_locations.find { |l| l.path == DEPLOY || l.path == STAGE_FILE }
      found && "#{found.path.delete_prefix(PROJECT + "/")}:#{found.lineno}"
    end

    def note(what)
      text = [place, what].compact.join(": ")
      notes << text unless notes.include?(text)
    end
  end
end

# Whatever stands for an object that Capistrano or a plugin would have.
class Unknown < BasicObject
  def initialize(name) = @name = name
  def method_missing(*) = self
  def respond_to_missing?(*) = true
  def respond_to?(name, *) = !%i[call to_ary to_hash to_io to_path to_proc].include?(name)
  def to_s = ""
  def to_str = ""
  def nil? = true
  def is_a?(type) = type == ::Unknown
  def class = ::Unknown
  def ! = true
end

module Net
  module SSH
    module Proxy
      Jump = Struct.new(:jump)
      class Command
        attr_reader :command
        def initialize(command) = @command = command
      end
    end
  end
end

def set(key, value = nil, *, &block)
  Said.lines[key.to_sym] = Said.place
  Said.settings[key.to_sym] = block || value
end

def set_if_empty(key, value = nil, *, &block)
  set(key, value, &block) unless Said.settings.key?(key.to_sym)
end

def fetch(key, default = nil, &block)
  value = Said.settings.fetch(key.to_sym) { block || default }
  value = value.call while value.respond_to?(:call)
  value
end

def any?(key) = Array(fetch(key)).any?
def delete(key) = Said.settings.delete(key.to_sym)

def append(key, *values)
  set(key, Array(fetch(key)) + values.flatten)
end

def remove(key, *values)
  set(key, Array(fetch(key)) - values.flatten)
end

def ask(key, default = nil, *)
  Said.note("#{key} is asked for at each deploy")
  set(key, default)
end

def server(name, properties = {})
  address = name.to_s[/\A(?:(?<user>[^@]+)@)?(?<host>\[[^\]]+\]|[^:]+)(?::(?<port>\d+))?\z/] && Regexp.last_match
  return Said.note("server #{name} cannot be read") unless address
  one = (Said.servers["#{address[:host]}:#{address[:port]}"] ||= { "host" => address[:host].delete("[]"), "roles" => [] })
  one["user"] = address[:user] if address[:user]
  one["port"] = address[:port].to_i if address[:port]
  properties.each do |key, value|
    key == :roles ? one["roles"] |= Array(value).map(&:to_s) : one[key.to_s] = value
  end
end

def role(name, hosts, properties = {})
  Array(hosts.respond_to?(:call) ? hosts.call : hosts).each { |host| server(host, properties.merge(roles: [name])) }
end

def lock(*) = nil
def desc(*) = nil
def install_plugin(plugin, *) = Said.note("plugin #{plugin} is not run")

$spaces = []
def namespace(name)
  $spaces.push(name)
  yield
ensure
  $spaces.pop
end

def task(name, *)
  name = name.keys.first if name.is_a?(Hash)
  Said.tasks << { "name" => [*$spaces, name].join(":"), "at" => Said.place }
end

def hook(time, task, other, *, &block)
  task = [*$spaces, task].join(":") if $spaces.any? && !task.to_s.include?(":")
  does = block ? "a block" : [*($spaces unless other.to_s.include?(":")), other].join(":")
  Said.hooks << { "time" => time, "task" => task.to_s, "does" => does, "at" => Said.place }
end

def before(task, other = nil, *rest, &block) = hook("before", task, other, *rest, &block)
def after(task, other = nil, *rest, &block) = hook("after", task, other, *rest, &block)

def deploy_path = Pathname.new(fetch(:deploy_to).to_s)
def current_path = deploy_path.join(fetch(:current_directory, "current"))
def releases_path = deploy_path.join(fetch(:releases_directory, "releases"))
def shared_path = deploy_path.join(fetch(:shared_directory, "shared"))
def repo_path = Pathname.new(fetch(:repo_path, deploy_path.join("repo")))
def release_path = Pathname.new(fetch(:release_path, current_path))
def repo_url = fetch(:repo_url)

module Kernel
  alias_method :required, :require
  def require(name)
    required(name)
  rescue LoadError
    Said.note("#{name} is not there, so that what it gives is missing")
    false
  end
end

def self.method_missing(name, *)
  Said.note("#{name} is not known")
  Unknown.new(name)
end

def plain(value)
  case value
  when Symbol, Pathname then value.to_s
  when String, Integer, Float, true, false, nil then value
  when Array then value.map { |v| plain(v) }
  when Hash then value.to_h { |k, v| [k.to_s, plain(v)] }
  when Net::SSH::Proxy::Jump then { "jump" => value.jump.to_s }
  when Net::SSH::Proxy::Command then { "command" => value.command.to_s }
  when Proc, Method then plain(value.call)
  end
end

set :stage, STAGE.to_sym
set :deploy_to, -> { "/var/www/#{fetch(:application)}" }
Said.lines.clear
[DEPLOY, STAGE_FILE].each do |file|
  next unless File.file?(file)
  begin
    load(file)
  rescue Exception => e # whatever a file raises, the rest is told
    at = e.backtrace_locations&.find { |l| l.path == file }
    where = file.delete_prefix(PROJECT + "/") + (at ? ":#{at.lineno}" : "")
    Said.notes << "#{where}: evaluating it ended here, so that what follows was not read: #{e.message.lines.first.to_s.strip}"
  end
end

settings = {}
Said.settings.each_key do |key|
  settings[key] = plain(fetch(key))
rescue StandardError => e
  Said.notes << "#{Said.lines[key]}: #{key} cannot be known before a deploy: #{e.message.lines.first.to_s.strip}"
end
servers = Said.servers.values.map { |one| plain(one) }
ANSWER.puts JSON.generate(
  "settings" => settings, "lines" => Said.lines, "servers" => servers,
  "hooks" => Said.hooks, "tasks" => Said.tasks, "notes" => Said.notes
)
