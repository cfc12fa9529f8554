using System.Text.Json.Serialization;

namespace HyperSearch.Dashboard.Views;

/// <summary>How the page's model is written: camelCase, and with every character escaped that means something in HTML.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StudyPage))]
[JsonSerializable(typeof(TrialView[]))]
[JsonSerializable(typeof(PageData))]
[JsonSerializable(typeof(Hello))]
[JsonSerializable(typeof(StudyUpdate))]
internal sealed partial class PageJson : JsonSerializerContext;
