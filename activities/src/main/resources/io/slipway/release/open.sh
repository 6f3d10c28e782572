# Opens a door. Who may come in is told by the worker, which trusts both hosts; the login's own keys and settings stay as they are.
main() {
  door=$mine/door-$token
  case $door in *[!A-Za-z0-9/._+,@-]*) shut 'its deploy_to has a name that sshd cannot be told' ;; esac
  find_sshd || shut 'it has no sshd'
  command -v timeout >/dev/null || shut 'it has no timeout, which would close the door'
  each_archive gives
  address=${SSH_CONNECTION-}
  address=${address% *} address=${address##* }
  [ -n "$address" ] || shut 'it does not know its address'
  mkdir -m 700 "$door" 2>/dev/null || shut "it cannot create $door"
  ssh-keygen -q -t ed25519 -N '' -C slipway -f "$door/host_key" >/dev/null 2>&1 </dev/null || shut 'ssh-keygen made no key'
  { put_line "$door/keys" "restrict $key" && put_line "$door/serve" "$serve"; } 2>/dev/null || shut "it cannot write in $door"
  turns=0
  until try_port; do
    turns=$((turns + 1))
    [ $turns -lt 8 ] || shut "sshd did not start: $(tail -n 1 "$door/log" 2>/dev/null)"
  done
  read -r _ host_key _ <"$door/host_key.pub"
  mark door "$address" "$port" "ssh-ed25519 $host_key" "$(id -un)"
  mark end
}

shut() { # shut WHY: somebody else is asked then
  close_door "$door"
  mark shut "$1"
  mark end
  exit 0
}

find_sshd() { # sets `sshd`, which must be called by its whole path
  sshd=$(PATH=$PATH:/usr/sbin:/usr/local/sbin:/sbin && command -v sshd)
  case $sshd in /*) return 0 ;; esac
  return 1
}

gives() { [ -f "$mine/$1.tar.gz" ] || shut 'it does not have it any more'; }

# Settings of the login's shell may print something first; what is asked for begins after the token.
serve="case \${SSH_ORIGINAL_COMMAND-} in '' | *[!0-9a-f]*) exit 64 ;; esac
echo '$token'
exec cat '$mine/'\"\$SSH_ORIGINAL_COMMAND\".tar.gz"

try_port() { # sets `port`
  number=$(od -An -N2 -tu2 /dev/urandom)
  port=$((first_port + number % (last_port - first_port + 1)))
  kex=$(ssh -Q kex 2>/dev/null | grep -x curve25519-sha256)
  put_line "$door/config" "Port $port
ListenAddress $address
HostKey $door/host_key
PidFile $door/pid
AuthorizedKeysFile $door/keys
StrictModes no
AuthenticationMethods publickey
PermitRootLogin prohibit-password
ForceCommand exec sh $door/serve
AllowTcpForwarding no
AllowAgentForwarding no
X11Forwarding no
PermitTunnel no
PermitTTY no
PermitUserRC no
MaxSessions 1
LoginGraceTime 10
ClientAliveInterval 5
ClientAliveCountMax 3
${kex:+KexAlgorithms $kex}" 2>/dev/null || return 1
  apart=
  ! command -v setsid >/dev/null || apart=setsid
  $apart timeout "$door_for" "$sshd" -D -f "$door/config" -E "$door/log" >/dev/null 2>&1 </dev/null &
  keeper=$!
  naps=0
  while [ ! -s "$door/pid" ]; do
    naps=$((naps + 1))
    { kill -0 $keeper 2>/dev/null && [ $naps -lt 100 ]; } || return 1
    nap 0.05
  done
  read -r pid <"$door/pid"
  identify "$pid"
  put_line "$door/holder" "$identity"
}
main </dev/null
