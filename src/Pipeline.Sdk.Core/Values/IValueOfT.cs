namespace Pipeline.Sdk;

/// <summary>A handle on a value of a known type; <c>Needs</c> turns it into a typed parameter of the target's lambda.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public interface IValue<out T> : IValue;
