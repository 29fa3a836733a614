#!/bin/sh
# A command of the bot beside its service, with the settings, secrets and folder that cortado.service gives it. As root:
#   sh /opt/cortado/deploy/command.sh check
# A file is named by its whole path: the command runs in the service's own folder.
set -eu
umask 077
root=$(cd "$(dirname "$0")/.." && pwd)
cd /var/lib/cortado || { echo "The service makes that folder at its first start, and lets nobody in but root: start it, and be root." >&2; exit 1; }

# As systemd reads it: NAME=value, perhaps in quotes; nothing in it is carried out.
if [ -e /etc/cortado/settings ]; then
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in [A-Za-z_]*=*) ;; *) continue ;; esac
    value=${line#*=}
    case $value in
      \"*\") value=${value#\"} value=${value%\"} ;;
      \'*\') value=${value#\'} value=${value%\'} ;;
    esac
    export "${line%%=*}=$value"
  done </etc/cortado/settings
fi
export CREDENTIALS_DIRECTORY="${CREDENTIALS_DIRECTORY:-/etc/credstore}" PYTHONPATH="$root" PYTHONSAFEPATH=1 PYTHONDONTWRITEBYTECODE=1
exec "$root/.venv/bin/python" -m bot "$@"
