using System.Text.Json.Nodes;

namespace HyperSearch.Exchange.Reading;

/// <summary>A parameter of another tool's file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Form">The dimension as a study file has it, without a condition.</param>
internal sealed record ForeignParameter(string Name, JsonObject Form)
{
    /// <summary>Whether it has a list of values, or a step, so that a condition may rest on it.</summary>
    public bool IsDiscrete => Form.ContainsKey("choices") || Form.ContainsKey("step") || Form["integer"]?.GetValue<bool>() == true;
}
