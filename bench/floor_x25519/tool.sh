# Sourced by bench/deploy. The floor without OpenSSH's post-quantum key exchange, which costs more than all else in a connection.

prepare_floor_x25519() { floor_release=0; }

deploy_floor_x25519() { # deploy_floor_x25519 REF
  deploy_floor "$1" -o KexAlgorithms=curve25519-sha256
}
