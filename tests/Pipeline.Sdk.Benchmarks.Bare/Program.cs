// The baseline of every start-up figure: what .NET itself costs before it prints one line.
Console.WriteLine("one line");
