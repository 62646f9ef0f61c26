"""The fixed parts of the completion scripts; `@...@` is filled in from the verbs."""

BASH = r"""
# bash completion for lineup, made by `lineup completion bash`: no program is started to complete a word.
_lineup() {
  local current="${COMP_WORDS[COMP_CWORD]}" previous="" verb="" words="" jobs="" files="" chosen="" id rest
  local ids=@IDS@
  [ -n "${LINEUP_HOME-}" ] && ids="$LINEUP_HOME/state/job-ids.tsv"
  [ "$COMP_CWORD" -gt 1 ] && verb="${COMP_WORDS[1]}"
  case "$verb" in
    @GROUPS@) [ "$COMP_CWORD" -gt 2 ] && verb="$verb ${COMP_WORDS[2]}";;
  esac
  [ "$COMP_CWORD" -gt 0 ] && previous="${COMP_WORDS[COMP_CWORD-1]}"
  case "$verb" in
@CASES@
  esac
  case "$verb $previous" in
@CHOICES@
  esac
  COMPREPLY=()
  if [ -z "$chosen" ] && [ -n "$words" ] && [ "${current#-}" = "$current" ]; then
    # Options are offered when a dash is typed, values always.
    local word plain=""
    for word in $words; do [ "${word#-}" = "$word" ] && plain="$plain $word"; done
    words="$plain"
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  [ -n "$chosen" ] && return
  if [ -n "$jobs" ] && [ "${current#-}" = "$current" ]; then
    if [ -r "$ids" ]; then
      while IFS=$'\t' read -r id rest; do
        case "$id" in "$current"*) COMPREPLY+=("$id");; esac
      done < "$ids"
    fi
    case latest in "$current"*) COMPREPLY+=(latest);; esac
  fi
  if [ -n "$files" ] && [ "${current#-}" = "$current" ]; then
    compopt -o filenames 2>/dev/null
    while IFS= read -r id; do COMPREPLY+=("$id"); done < <(compgen -f -- "$current")
  fi
}
complete -F _lineup lineup
"""

ZSH = r"""
#compdef lineup
# zsh completion for lineup, made by `lineup completion zsh`: no program is started to complete a word.
_lineup() {
  local verb="" previous="${words[CURRENT-1]}" ids=@IDS@ jobs="" files="" chosen="" id name
  local -a described words_ found plain
  [[ -n "${LINEUP_HOME-}" ]] && ids="$LINEUP_HOME/state/job-ids.tsv"
  (( CURRENT > 2 )) && verb="${words[2]}"
  case "$verb" in
    @GROUPS@) (( CURRENT > 3 )) && verb="$verb ${words[3]}";;
  esac
  case "$verb" in
@CASES@
  esac
  case "$verb $previous" in
@CHOICES@
  esac
  (( ${#described} )) && _describe command described
  if [[ -z "$chosen" && "${words[CURRENT]}" != -* ]]; then
    plain=(${words_:#-*})
    words_=($plain)
  fi
  (( ${#words_} )) && compadd -- $words_
  [[ -n "$chosen" || "${words[CURRENT]}" = -* ]] && return
  if [[ -n "$jobs" ]]; then
    found=('latest:the newest job')
    if [[ -r "$ids" ]]; then
      while IFS=$'\t' read -r id name; do found+=("$id:$name"); done < "$ids"
    fi
    _describe job found
  fi
  [[ -n "$files" ]] && _files
}
if [[ "${funcstack[1]-}" = _lineup ]]; then _lineup "$@"; else compdef _lineup lineup; fi
"""

FISH = r"""
# fish completion for lineup, made by `lineup completion fish`: no program is started to complete a word.
function __lineup_at --description 'Whether the words typed so far are this verb'
    set -l typed (commandline -opc)
    set -l verb ''
    test (count $typed) -gt 1; and set verb $typed[2]
    if test (count $typed) -gt 2; and contains -- "$verb" (string split '|' '@GROUPS@')
        set verb "$verb $typed[3]"
    end
    test "$verb" = "$argv[1]"
end
function __lineup_jobs --description 'Ids and names of the newest jobs'
    set -l ids @IDS@
    test -n "$LINEUP_HOME"; and set ids $LINEUP_HOME/state/job-ids.tsv
    printf 'latest\tthe newest job\n'
    test -r $ids; and while read -l line; echo $line; end <$ids
end
complete -c lineup -f
@CASES@
"""
