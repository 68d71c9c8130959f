namespace Pipeline.Sdk.Planning;

/// <summary>Why a target is in a plan. A class: collections of our own structs are compiled anew at every start.</summary>
/// <param name="By">Index of the target that pulled it in; the largest number when nothing but the command line did.</param>
/// <param name="Text">A phrase for people.</param>
internal sealed record PullReason(int By, string Text);
