using System.ComponentModel;
using System.Text.Json.Serialization;

namespace HyperSearch.Trainer.Options;

/// <summary>How ML.NET reads a file, chosen by <c>type</c>.</summary>
[Description("How ML.NET reads the file.")]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(TextLoaderOptions), "text")]
[JsonDerivedType(typeof(BinaryLoaderOptions), "binary")]
public abstract record LoaderOptions;
