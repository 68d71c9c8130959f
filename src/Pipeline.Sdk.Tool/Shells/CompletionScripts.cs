namespace Pipeline.Sdk.Tool.Shells;

/// <summary>The completion scripts of four shells. Each asks the tool for its words, which asks the nearest build for its own.</summary>
internal static class CompletionScripts
{
    private static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = """
            # Completes pipeline. For this shell: source <(pipeline completion bash)
            _pipeline() {
                local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} after word rest
                local general=() special=()
                while IFS=$'\t' read -r after word rest; do
                    if [[ $word != "$current"* ]]; then continue; fi
                    if [[ $after == '*' ]]; then general+=("$word"); elif [[ $after == "$previous" ]]; then special+=("$word"); fi
                done < <(pipeline completion words 2>/dev/null)
                if [[ ${#special[@]} -gt 0 ]]; then COMPREPLY=("${special[@]}"); else COMPREPLY=("${general[@]}"); fi
            }
            complete -o default -F _pipeline pipeline
            """,
        ["zsh"] = """
            #compdef pipeline
            # Completes pipeline. For this shell: source <(pipeline completion zsh)
            _pipeline() {
                local previous=${words[CURRENT-1]} after word rest
                local -a general special
                while IFS=$'\t' read -r after word rest; do
                    if [[ $after == '*' ]]; then general+=("${word//:/\\:}:$rest"); elif [[ $after == $previous ]]; then special+=("${word//:/\\:}:$rest"); fi
                done < <(pipeline completion words 2>/dev/null)
                if (( ${#special} )); then _describe value special; else _describe word general; fi
            }
            compdef _pipeline pipeline
            """,
        ["fish"] = """
            # Completes pipeline. For this shell: pipeline completion fish | source
            function __pipeline
                set -l words (commandline -opc)
                set -l lines (pipeline completion words 2>/dev/null)
                set -l special (string match -- "$words[-1]"\t'*' $lines)
                if test (count $special) -gt 0
                    string replace -r -- '^[^\t]*\t' '' $special
                else
                    string replace -f -r -- '^\*\t' '' $lines
                end
            end
            complete -c pipeline -f -a '(__pipeline)'
            """,
        ["pwsh"] = """
            # Completes pipeline. For this shell: pipeline completion pwsh | Out-String | Invoke-Expression
            Register-ArgumentCompleter -Native -CommandName pipeline -ScriptBlock {
                param($wordToComplete, $commandAst, $cursorPosition)
                $elements = @($commandAst.CommandElements | ForEach-Object { $_.ToString() })
                $previous = if ($wordToComplete) { $elements[-2] } else { $elements[-1] }
                $lines = @(pipeline completion words 2>$null | ForEach-Object { , ($_ -split "`t") })
                $found = @($lines | Where-Object { $_[0] -eq $previous })
                if ($found.Count -eq 0) { $found = @($lines | Where-Object { $_[0] -eq '*' }) }
                $found | Where-Object { $_[1] -like "$wordToComplete*" } | ForEach-Object {
                    $tip = if ($_[2]) { $_[2] } else { $_[1] }
                    [System.Management.Automation.CompletionResult]::new($_[1], $_[1], 'ParameterValue', $tip)
                }
            }
            """,
    };

    public static IEnumerable<string> Shells => Scripts.Keys;

    /// <exception cref="ToolException">PIPE0917: there is no such shell.</exception>
    public static string Of(string shell) => Scripts.TryGetValue(shell, out var script) ? script : throw ToolErrors.UnknownShell(shell, Scripts.Keys);
}
