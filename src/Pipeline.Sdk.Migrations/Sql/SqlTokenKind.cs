namespace Pipeline.Sdk.Migrations;

/// <summary>What a token of SQL is.</summary>
internal enum SqlTokenKind
{
    /// <summary>A keyword or an identifier without quotes.</summary>
    Word,

    /// <summary>An identifier in quotes.</summary>
    QuotedName,

    /// <summary>A string of any form, dollar quotes included.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A placeholder such as <c>:from</c> or <c>$1</c>.</summary>
    Placeholder,

    /// <summary>An operator or a bracket: one character, but <c>::</c> is one token.</summary>
    Symbol,

    /// <summary>The end of a statement, where it stands outside of everything.</summary>
    Semicolon,

    /// <summary>A comment, only reported when it was asked for.</summary>
    Comment,
}
