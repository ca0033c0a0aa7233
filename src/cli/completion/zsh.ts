/** The completion script for zsh. */
export const ZSH = `#compdef kubette kubectl
# Completion for zsh: source <(kubette completion zsh), or this file as _kubette in a folder of $fpath.
# It also serves kubectl, for those who call kubette by that name.

_kubette() {
    local line name directive=0
    local -a before candidates extensions nospace
    before=("\${(@Q)words[2,CURRENT-1]}")
    # eval, so that an alias and a tilde in the program's name count
    for line in "\${(@f)$(eval "\${words[1]} __complete \${(j: :)\${(@qq)before}} \${(qq)PREFIX}" 2>/dev/null)}"; do
        if [[ $line == :<-> ]]; then
            directive=\${line#:}
        elif [[ -n $line ]]; then
            name=\${line%%$'\\t'*}
            extensions+=("$name")
            if [[ $line == *$'\\t'* ]]; then
                candidates+=("\${name//:/\\\\:}:\${line#*$'\\t'}")
            else
                candidates+=("\${name//:/\\\\:}")
            fi
        fi
    done

    # of --flag=value only the value is completed
    if [[ $PREFIX == -*=* ]]; then compset -P 1 '*='; fi
    if ((directive & 16)); then
        _files -/
    elif ((directive & 8)); then
        _files -g "*.(\${(j:|:)extensions})"
    elif ((\${#candidates})); then
        if ((directive & 2)); then nospace=(-S ''); fi
        _describe completions candidates "\${nospace[@]}"
    elif ! ((directive & 4)); then
        _files
    fi
}

if [[ $funcstack[1] == _kubette ]]; then
    _kubette "$@"
else
    compdef _kubette kubette kubectl
fi
`
