#!/bin/sh
# Asks for the two tokens of the Slack app, makes up the database's password, and writes ./secrets for compose.yaml.
# `sh deploy/secrets.sh oauth`: what deploy/compose.oauth.yaml needs instead of the bot's token, and a key to encrypt tokens with.
# `sh deploy/secrets.sh http`: what deploy/compose.http.yaml needs instead of the app-level token. `oauth http`: both.
# What is there already is kept: remove a file to be asked for it again.
set -eu
cd "$(dirname "$0")/.."
umask 077
trap 'stty echo 2>/dev/null || :' EXIT
trap 'echo; echo "Nothing more was written."; exit 130' INT TERM

# The folder lets nobody else in; the files in it are readable, for in their containers they are read by other users than you.
mkdir -p secrets
chmod 700 secrets

# $1: file; its content comes on standard input. Whole or not at all.
keep() {
  cat >"secrets/.$1"
  chmod 644 "secrets/.$1"
  mv "secrets/.$1" "secrets/$1"
}

# $1: file, $2: how it begins, $3: what it is and where it stands
ask() {
  if [ -s "secrets/$1" ]; then echo "secrets/$1 is there already."; return; fi
  while :; do
    printf '%s (it is not shown): ' "$3"
    stty -echo 2>/dev/null || :
    IFS= read -r token || { echo; echo "secrets/$1 is missing: run this again where somebody can type, or write the file."; exit 1; }
    stty echo 2>/dev/null || :
    echo
    case $token in
      "$2"?*) case $token in *[!!-~]*) ;; *) break ;; esac ;;
    esac
    echo "That is not it: it ${2:+begins with $2 and }has no spaces. Copy it anew."
  done
  printf '%s\n' "$token" | keep "$1"
}

oauth= http=
for word in "$@"; do
  case $word in
    oauth) oauth=1 ;;
    http) http=1 ;;
    *) echo "Nothing, 'oauth', 'http' or both follow the name of this script."; exit 1 ;;
  esac
done

if [ "$oauth" ]; then
  ask slack_client_secret "" "Client Secret (Basic Information)"
  [ -s secrets/token_keys ] || head -c 32 /dev/urandom | base64 | tr '+/' '-_' | keep token_keys
else
  ask slack_bot_token xoxb- "Bot User OAuth Token (OAuth & Permissions)"
fi
if [ "$http" ]; then
  ask slack_signing_secret "" "Signing Secret (Basic Information)"
else
  ask slack_app_token xapp- "App-Level Token (Basic Information)"
fi
if [ ! -s secrets/database_password ]; then
  od -An -N24 -tx1 /dev/urandom | tr -d ' \n' | keep database_password
  rm -f secrets/database_url
fi
[ -s secrets/database_url ] || printf 'postgresql://cortado:%s@database/cortado\n' "$(cat secrets/database_password)" | keep database_url
echo "secrets/ is complete. Next: docker compose up --detach"
