/** The completion script for fish 3 and later. */
export const FISH = `# Completion for fish: kubette completion fish | source
# It also serves kubectl, for those who call kubette by that name.

function __kubette_complete
    set -l before (commandline -opc)
    set -l typed (commandline -ct)
    set -l program $before[1]
    set -e before[1]
    # eval, so that an alias and a tilde in the program's name count
    set -l lines (eval $program __complete (string escape -- $before "$typed") 2>/dev/null)
    test (count $lines) -gt 0; or return
    set -l directive (string sub -s 2 -- $lines[-1])
    set -e lines[-1]

    # of --flag=value only the value is completed, but fish replaces all of it
    set -l flag (string match -r -- '^-[^=]*=' $typed)
    set -l value (string replace -- "$flag" '' $typed)
    if test (math "floor($directive / 16) % 2") -eq 1
        printf "$flag%s\\n" (__fish_complete_directories "$value")
    else if test (math "floor($directive / 8) % 2") -eq 1
        for extension in $lines
            printf "$flag%s\\n" (__fish_complete_suffix "$value" ".$extension")
        end
    else if test (count $lines) -gt 0
        printf "$flag%s\\n" $lines
    else if test (math "floor($directive / 4) % 2") -eq 0
        printf "$flag%s\\n" (__fish_complete_path "$value")
    end
end

for program in kubette kubectl
    complete -c $program -e
    complete -c $program -f -a '(__kubette_complete)'
end
`
