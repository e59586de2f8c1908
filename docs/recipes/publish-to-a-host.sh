#!/bin/sh
# Publishes the site of a scheme or library on any host that shows files. Run it in the folder of the scheme or library:
#   sh publish-to-a-host.sh user@www.example.org:/srv/www/handbook/
# It takes what rsync takes, and your own ssh key. What the folder on the host holds besides the site is deleted.
set -eu

case "${1-}" in
  ?*:/?*/ | /?*/) ;;
  *) echo "usage: sh publish-to-a-host.sh user@host:/folder/ (or /folder/), with the slash at its end" >&2; exit 2 ;;
esac

command -v rsync >/dev/null || { echo "rsync is missing: install it first (apt-get install rsync)" >&2; exit 2; }

# Leaves here where a link leads nowhere, so that a broken site is never published.
schemekit site build

# Pages last, so that nobody meets one whose style or picture is not there yet; what is gone is deleted at the very end.
rsync --recursive --links --times --checksum --chmod=D755,F644 --exclude='*.html' --exclude=.schemekit-site -- site/ "$1"
rsync --recursive --links --times --checksum --chmod=D755,F644 --delete-after --exclude=.schemekit-site -- site/ "$1"
