#!/bin/sh
# System libraries: installs them where it may (Debian, as root), else prints the exact command and goes on.
# $1 is `run` or `test`; the tests also need a sound server to make a virtual microphone.
set -eu
[ "$(uname -s)" = Linux ] || exit 0   # on macOS and Windows PortAudio comes with sounddevice, the voice with the system

has_library() { { ldconfig -p 2>/dev/null || /sbin/ldconfig -p; } | grep -q "$1"; }
missing=
has_library 'libportaudio\.so\.2' || missing="$missing libportaudio2"
command -v espeak-ng >/dev/null || missing="$missing espeak-ng"
if [ "$1" = test ]; then
  command -v pulseaudio >/dev/null || missing="$missing pulseaudio"
  command -v pactl >/dev/null || missing="$missing pulseaudio-utils"
  command -v chromium >/dev/null || command -v google-chrome >/dev/null || missing="$missing chromium"
  [ -n "$(find /usr/lib -name 'libasound_module_pcm_pulse.so' 2>/dev/null)" ] || missing="$missing libasound2-plugins"
fi
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing$missing ..." >&2
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing >/dev/null && exit 0
  echo "That did not work; going on without." >&2
fi
if command -v apt-get >/dev/null; then how="sudo apt-get install$missing"
elif command -v dnf >/dev/null; then how="sudo dnf install portaudio espeak-ng"
elif command -v pacman >/dev/null; then how="sudo pacman -S portaudio espeak-ng"
else how="install PortAudio and espeak-ng with your package manager"; fi
echo "Sound needs$missing. To have it: $how" >&2
