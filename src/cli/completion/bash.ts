/** The completion script for bash 3.2 and later. */
export const BASH = `# Completion for bash: source <(kubette completion bash)
# It also serves kubectl, for those who call kubette by that name.

__kubette_complete() {
    local rest="\${COMP_LINE:0:COMP_POINT}" trimmed word line i last
    local directive=0
    local words=() candidates=()
    # bash splits words at = and : too: put together what stands in one piece
    for ((i = 0; i <= COMP_CWORD; i++)); do
        trimmed="\${rest#"\${rest%%[![:space:]]*}"}"
        if ((i == COMP_CWORD)); then word=$trimmed; else word=\${COMP_WORDS[i]}; fi
        last=$((\${#words[@]} - 1))
        if ((i > 0)) && [[ $trimmed == "$rest" ]]; then
            words[last]+=$word
        else
            words+=("$word")
        fi
        rest=\${trimmed:\${#word}}
    done

    last=$((\${#words[@]} - 1))
    local typed=\${words[last]}
    # eval, so that an alias and a tilde in the program's name count
    while IFS= read -r line; do
        case $line in
            :[0-9]*) directive=\${line#:} ;;
            ?*) candidates+=("\${line%%$'\\t'*}") ;;
        esac
    done < <(eval "\${words[0]} __complete$(printf ' %q' "\${words[@]:1}")" 2>/dev/null)

    # of --flag=value only the value is completed
    if [[ $typed == -*=* ]]; then typed=\${typed#*=}; fi
    COMPREPLY=()
    if ((directive & 24)); then
        __kubette_files "$typed" $((directive & 16)) "\${candidates[@]}"
        return
    fi
    # bash replaces only what stands behind the last = or :
    local kept="\${typed%"\${typed##*[=:]}"}"
    for word in "\${candidates[@]}"; do COMPREPLY+=("\${word#"$kept"}"); done
    if type compopt &>/dev/null; then
        if ((directive & 2)); then compopt -o nospace; fi
        if ((directive & 4)); then compopt +o default; fi
    fi
}

# Completes folders, and files with one of the extensions unless only folders are wanted.
__kubette_files() {
    local typed=$1 folders=$2 file extension
    shift 2
    while IFS= read -r file; do
        if [[ -d $file ]]; then
            COMPREPLY+=("$file")
            continue
        fi
        if ((folders)); then continue; fi
        for extension in "$@"; do
            if [[ $file == *."$extension" ]]; then COMPREPLY+=("$file"); fi
        done
    done < <(compgen -f -- "$typed")
    if type compopt &>/dev/null; then compopt -o filenames; fi
}

complete -o default -F __kubette_complete kubette kubectl
`
