namespace Pipeline.Sdk.CommandLine;

/// <summary>The completion scripts of four shells. Each asks the program for its words, through the very <c>build.sh</c> that is typed.</summary>
internal static class CompletionScripts
{
    private const string Bash = """
        # Completes ./build.sh. For this shell: source <(./build.sh --completion bash)
        _pipeline_build() {
            local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} prefix= after word rest
            local general=() special=()
            # Bash takes a colon as a word of its own, and an item's name holds one.
            if [[ $current == : ]]; then prefix=$previous: current=; elif [[ $previous == : && $COMP_CWORD -ge 2 ]]; then prefix=${COMP_WORDS[COMP_CWORD - 2]}:; fi
            while IFS=$'\t' read -r after word rest; do
                if [[ $word != "$prefix$current"* ]]; then continue; fi
                if [[ $after == '*' ]]; then general+=("${word#"$prefix"}"); elif [[ $after == "$previous" ]]; then special+=("$word"); fi
            done < <("${COMP_WORDS[0]}" --completion words 2>/dev/null)
            if [[ ${#special[@]} -gt 0 ]]; then COMPREPLY=("${special[@]}"); else COMPREPLY=("${general[@]}"); fi
        }
        complete -o default -F _pipeline_build ./build.sh build.sh
        """;

    private const string Zsh = """
        #compdef build.sh
        # Completes ./build.sh. For this shell: source <(./build.sh --completion zsh)
        _pipeline_build() {
            local previous=${words[CURRENT-1]} after word rest
            local -a general special
            while IFS=$'\t' read -r after word rest; do
                if [[ $after == '*' ]]; then general+=("${word//:/\\:}:$rest"); elif [[ $after == $previous ]]; then special+=("${word//:/\\:}:$rest"); fi
            done < <($words[1] --completion words 2>/dev/null)
            if (( ${#special} )); then _describe value special; else _describe word general; fi
        }
        compdef _pipeline_build build.sh ./build.sh
        """;

    private const string Fish = """
        # Completes ./build.sh. For this shell: ./build.sh --completion fish | source
        function __pipeline_build
            set -l words (commandline -opc)
            set -l lines ($words[1] --completion words 2>/dev/null)
            set -l special (string match -- "$words[-1]"\t'*' $lines)
            if test (count $special) -gt 0
                string replace -r -- '^[^\t]*\t' '' $special
            else
                string replace -f -r -- '^\*\t' '' $lines
            end
        end
        complete -c build.sh -f -a '(__pipeline_build)'
        """;

    private const string Pwsh = """
        # Completes ./build.sh and .\build.cmd. For this shell: ./build.sh --completion pwsh | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName build.sh, build.cmd, build -ScriptBlock {
            param($wordToComplete, $commandAst, $cursorPosition)
            $elements = @($commandAst.CommandElements | ForEach-Object { $_.ToString() })
            $previous = if ($wordToComplete) { $elements[-2] } else { $elements[-1] }
            $lines = @(& $elements[0] --completion words 2>$null | ForEach-Object { , ($_ -split "`t") })
            $found = @($lines | Where-Object { $_[0] -eq $previous })
            if ($found.Count -eq 0) { $found = @($lines | Where-Object { $_[0] -eq '*' }) }
            $found | Where-Object { $_[1] -like "$wordToComplete*" } | ForEach-Object {
                $tip = if ($_[2]) { $_[2] } else { $_[1] }
                [System.Management.Automation.CompletionResult]::new($_[1], $_[1], 'ParameterValue', $tip)
            }
        }
        """;

    /// <summary>The script of a shell: <c>bash</c>, <c>zsh</c>, <c>fish</c> or <c>pwsh</c>.</summary>
    public static string Of(string shell) => shell switch
    {
        "bash" => Bash,
        "zsh" => Zsh,
        "fish" => Fish,
        _ => Pwsh,
    };
}
