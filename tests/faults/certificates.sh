#!/usr/bin/env bash
# Makes an authority and certificates of it in a folder: a good one, and one for each way to be bad.
set -euo pipefail
cd "$1"
rm -f ./*
exec 2>openssl.log

openssl ecparam -name prime256v1 -genkey -noout -out key.pem
openssl req -x509 -new -key key.pem -days 2 -subj "/CN=the tests' authority" -out authority.pem \
  -addext basicConstraints=critical,CA:true -addext keyUsage=critical,keyCertSign,cRLSign

cat >authority.cnf <<'CONFIG'
[ca]
default_ca = authority
[authority]
database = ./index
serial = ./serial
new_certs_dir = .
certificate = authority.pem
private_key = key.pem
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
[here]
subjectAltName = DNS:localhost,IP:127.0.0.1
extendedKeyUsage = serverAuth
[elsewhere]
subjectAltName = DNS:elsewhere.example,IP:192.0.2.1
extendedKeyUsage = serverAuth
[client]
subjectAltName = DNS:localhost,IP:127.0.0.1
extendedKeyUsage = clientAuth
CONFIG
touch index
echo 01 >serial

certificate() { # NAME EXTENSIONS FIRST_DAY LAST_DAY
  openssl req -new -key key.pem -subj "/CN=$1" -out request.pem
  openssl ca -batch -config authority.cnf -extensions "$2" -startdate "$(date -u -d "$3 days" +%y%m%d000000Z)" \
    -enddate "$(date -u -d "$4 days" +%y%m%d000000Z)" -in request.pem -notext -out "$1.pem" >/dev/null
}
certificate good here -1 2
certificate expired here -3 -1
certificate early here 1 3
certificate wrong-host elsewhere -1 2
certificate wrong-purpose client -1 2
openssl req -x509 -new -key key.pem -days 2 -subj /CN=self-signed -out self-signed.pem \
  -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -addext basicConstraints=CA:false
